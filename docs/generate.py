"""Write what is generated here: the rule reference, the coverage table, the facts behind them.

    python docs/generate.py            what has changed, with the traces that have to be new
    python docs/generate.py --traces   every trace anew: when the environment has changed
    python docs/generate.py --reached  which scopes reach which rules: when drivers or scopes have;
                                       --reached sample sample:oids are a driver and a scope
    python docs/generate.py --check    write nothing; name the files that differ

Written are ``specs/evidence.json``, ``docs/coverage.md``, ``docs/scopes.md``, ``docs/rules/``.
``--check`` takes the diagrams as they are, except those of rules that are named.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from coverage_table import coverage
from rule_pages import index, page
from scope_tables import scopes_page

import miniport
from miniport.catalogue import chosen_scopes
from miniport.checker.frontend import ndis_of
from miniport.checker.result import Limits
from miniport.model.scopes import SCOPES
from miniport.models import shipped
from miniport.reports import mermaid
from miniport.run import cores
from miniport.specs import all_rules

ROOT = Path(__file__).resolve().parent.parent
EVIDENCE, COVERAGE = ROOT / "specs" / "evidence.json", ROOT / "docs" / "coverage.md"
SCOPES_PAGE = ROOT / "docs" / "scopes.md"
PAGES = ROOT / "docs" / "rules"
INSTALLED = Path(miniport.model.__file__).parent
LIMITS = Limits(states=3_000_000)
"""Of the search for what a scope reaches, and how large it is."""

Evidence = dict[str, dict[str, Any]]
Reached = dict[str, dict[str, list[str]]]
Explored = dict[str, dict[str, dict[str, Any]]]


@cache
def proofs() -> ModuleType:
    """The module of the tests that knows the proofs."""
    spec = importlib.util.spec_from_file_location("proofs", ROOT / "tests" / "rules" / "proofs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["proofs"] = module
    spec.loader.exec_module(module)
    return module


def proofs_of(rule: str) -> list[Any]:
    """The proofs of a rule, by their files."""
    return [proof for proof in proofs().proofs() if proof.rule == rule]


def reached(
    old: Reached, explored: Explored, wanted: Iterable[str]
) -> tuple[Reached, Explored]:
    """By rule and shipped driver, the scopes in which the driver puts the rule to the test; by
    driver and scope, what came of exploring it."""
    known = {
        (rule, driver, scope)
        for rule, drivers in old.items()
        for driver, scopes in drivers.items()
        for scope in scopes
    }
    pairs = [
        (driver, scope.name)
        for driver, file in shipped().items()
        for scope in chosen_scopes((), ndis_of(file, None))
    ]
    for pair in pairs:
        if {"", pair[0], ":".join(pair)}.isdisjoint(wanted):
            continue
        print(*pair, file=sys.stderr)
        (result,) = miniport.check(*pair, limits=LIMITS, workers=cores()).results
        explored.setdefault(pair[0], {})[pair[1]] = {
            "verdict": result.verdict.value, "states": result.exploration.states,
        }  # fmt: skip
        known = {fact for fact in known if fact[1:] != pair} | {
            (finding.property, *pair) for finding in result.exploration.findings if finding.reached
        }
    found: Reached = {}
    for rule, driver, scope in sorted(known):
        if (driver, scope) in pairs:
            found.setdefault(rule, {}).setdefault(driver, []).append(scope)
    sizes: Explored = {}
    for driver, scope in pairs:
        if scope in explored.get(driver, {}):
            sizes.setdefault(driver, {})[scope] = explored[driver][scope]
    return found, sizes


def evidence(scopes: Reached) -> Evidence:
    """What stands behind each rule (``specs/evidence.py``)."""
    return {
        rule: {
            "proofs": [
                {
                    "file": proof.path.relative_to(ROOT).as_posix(),
                    "scope": proof.scope,
                    "steps": proof.length,
                }
                for proof in proofs_of(rule)
            ],
            "reached": dict(scopes.get(rule, {})),
        }
        for rule in all_rules()
    }


def diagram(proof: Any) -> str:
    """The shortest trace of a proof as a sequence diagram, without the paths of one machine."""
    finding, _ = proof.run()
    assert finding.trace is not None, proof.name
    detail = finding.trace.detail
    for folder, shown in ((INSTALLED, "model/"), (ROOT, "")):
        detail = detail.replace(f"{folder}{os.sep}", shown)
    detail = re.sub(r"(\.py):\d+", r"\1", detail)  # lines move with every edit
    trace = replace(finding.trace, model=proof.path.stem, scope=proof.scope, detail=detail)
    return mermaid(trace).rstrip("\n")


def diagrams_in(text: str) -> dict[str, str]:
    """The diagrams of a page, by the sources of the proofs that they show."""
    shown = re.findall(r"^```python\n(.*?)^```\n.*?^```mermaid\n(.*?)\n```$", text, re.M | re.S)
    return dict(shown)


def pages(behind: Evidence, search: Iterable[str], *, may_search: bool) -> dict[Path, str]:
    """The pages of all rules; traces are searched for the rules named, and where they must be."""
    made = {PAGES / "README.md": index(all_rules().values())}
    for id, rule in all_rules().items():
        path = PAGES / f"{id}.md"
        old = diagrams_in(path.read_text(encoding="utf-8")) if path.is_file() else {}
        shown = []
        for proof in proofs_of(id):
            source = proof.path.read_text(encoding="utf-8")
            if id in search or (source not in old and may_search):
                print(proof.name, file=sys.stderr)
                shown.append((proof, source, diagram(proof)))
            else:
                shown.append((proof, source, old.get(source, "")))
        made[path] = page(rule, shown, behind[id]["reached"], ROOT)
    return made


def main() -> int:
    """Generate, or compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--traces", action="store_true", help="search every trace again")
    parser.add_argument(
        "--reached", nargs="*", metavar="DRIVER[:SCOPE]", help="explore shipped drivers, or these"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail if files differ")
    parser.add_argument("ids", nargs="*", metavar="ID", help="rules whose traces are searched")
    asked = parser.parse_args()
    old = json.loads(EVIDENCE.read_text(encoding="utf-8")) if EVIDENCE.is_file() else {}
    known = {rule: facts["reached"] for rule, facts in old.get("rules", {}).items()}
    wanted = () if asked.reached is None else asked.reached or [""]
    scopes, explored = reached(known, old.get("explored", {}), wanted)
    behind = evidence(scopes)
    search = set(all_rules()) if asked.traces else set(asked.ids)
    files = {
        EVIDENCE: json.dumps(
            {"format": "miniport-evidence", "explored": explored, "rules": behind}, indent=1
        ) + "\n",
        COVERAGE: coverage(all_rules(), behind),
        SCOPES_PAGE: scopes_page(SCOPES, explored, behind),
        **pages(behind, search, may_search=not asked.check),
    }
    unknown = {path for path in PAGES.glob("*.md") if path not in files}
    if asked.check:
        differ = sorted(unknown | {path for path, text in files.items() if text != _text(path)})
        for path in differ:
            print(f"{path.relative_to(ROOT).as_posix()} is not up to date")
        return bool(differ)
    PAGES.mkdir(exist_ok=True)
    for path, text in files.items():
        if text != _text(path):
            path.write_text(text, encoding="utf-8")
    for path in unknown:
        path.unlink()
    return 0


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
