"""The proofs of the rules: every file here that names a RULE, as data."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.result import Exploration, Finding, Limits
from miniport.model.language.rules import LV
from miniport.model.scopes import SCOPES
from miniport.specs import all_rules

HERE = Path(__file__).parent
LIMITS = Limits(states=3_000_000, seconds=300)


@dataclass(frozen=True)
class Proof:
    """A file that breaks a rule: in which scope, and how long the shortest trace is; ``because``
    says why more than three rules are broken, if they are.

    ``replaces`` is ``"module:function"`` of the environment if the file breaks NDIS, not a driver.
    """

    path: Path
    rule: str
    scope: str
    length: int
    replaces: str | None
    because: str | None

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.path.parent.name}/{self.path.stem}"

    def run(self) -> tuple[Finding, Exploration]:
        """Explore until the rule is broken, and some states more; a goal is judged on all."""
        scope = next(s for s in SCOPES if s.name == self.scope)
        replaced = {}
        if self.replaces:
            module, _, function = self.replaces.partition(":")
            replaced[f"{module.rpartition('.')[2]}:{function}"] = (self.path, function)
        compiled = compile_model(
            self.path, scope=scope, rules=tuple(all_rules().values()), replace=replaced
        )
        rules = all_rules()
        goal = rules[self.rule].kind is LV
        minor = frozenset(r.id for r in rules.values() if r.id != self.rule)
        limits = replace(LIMITS, minor=minor, after_violation=None if goal else 20_000)
        found = explore(compiled.program, limits, check_progress=goal)
        return next(f for f in found.findings if f.property == self.rule), found


@cache
def proofs() -> tuple[Proof, ...]:
    """All of them, read without executing the files."""
    found = []
    for path in sorted(HERE.glob("*/*.py")):
        constants = {
            node.targets[0].id: node.value.value
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        if "RULE" in constants:
            found.append(
                Proof(
                    path, constants["RULE"], constants["SCOPE"], constants["LENGTH"],
                    constants.get("REPLACES"), constants.get("BECAUSE"),
                )
            )
    return tuple(found)
