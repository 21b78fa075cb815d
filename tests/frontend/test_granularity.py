"""Merging statements into longer steps changes no verdict."""

import importlib.util
import sys
from pathlib import Path

import pytest

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.result import Limits, Verdict
from miniport.model.language.rules import Kind
from miniport.model.scopes import SCOPES
from miniport.specs import all_rules

RULES = Path(__file__).parents[1] / "rules"
_spec = importlib.util.spec_from_file_location("proofs", RULES / "proofs.py")
_module = importlib.util.module_from_spec(_spec)
sys.modules.setdefault("proofs", _module)
_spec.loader.exec_module(_module)
PROOFS = _module.proofs()
SCOPE = {scope.name: scope for scope in SCOPES}
SHORT = [p for p in PROOFS if p.length <= 12]  # those found in a second
CHOSEN = {p.path.parent: p.name for p in SHORT}  # one of each area
PARAMETERS = [
    pytest.param(p, id=p.name,
                 marks=[] if CHOSEN[p.path.parent] == p.name else [pytest.mark.large])
    for p in SHORT
]  # fmt: skip


def compiled(path, scope, granularity, replace=None):
    """The Program with all rules."""
    return compile_model(path, scope=SCOPE[scope], rules=tuple(all_rules().values()),
                         replace=replace, granularity=granularity).program


@pytest.mark.slow
@pytest.mark.parametrize("proof", PARAMETERS)
def test_a_defect_is_found_in_either_granularity(proof):
    """The traces of single statements are not shorter."""
    replace = {}
    if proof.replaces:
        module, _, function = proof.replaces.partition(":")
        replace[f"{module.rpartition('.')[2]}:{function}"] = (proof.path, function)
    program = compiled(proof.path, proof.scope, "statement", replace)
    found = explore(program, Limits(seconds=60), stop_on=frozenset({proof.rule}),
                    check_progress=all_rules()[proof.rule].kind is Kind.LV)
    finding = next(f for f in found.findings if f.property == proof.rule)
    assert finding.verdict is Verdict.VIOLATED
    assert len(finding.trace) >= proof.length


@pytest.mark.slow
@pytest.mark.parametrize(("driver", "scope"), [
    ("base.py", "lifecycle"), ("base.py", "send"), ("base_oid.py", "oids"),
    ("init/init_fail_releases_all.py", "lifecycle"),
    ("halt/halt_balanced_release.py", "lifecycle"),
])
def test_the_same_rules_are_broken_in_either_granularity(driver, scope):
    """Everything explored; with fewer states when merged."""
    broken, states = [], []
    for granularity in ("merged", "statement"):
        found = explore(compiled(RULES / driver, scope, granularity))
        assert not found.limit or "runs that break" in found.limit
        broken.append({f.property for f in found.findings if f.verdict is Verdict.VIOLATED})
        states.append(found.states)
    assert broken[0] == broken[1]
    assert states[0] < states[1]
