"""Every rule is broken by the driver (or environment) written to break it, and found shortest."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from miniport.checker.result import Verdict
from miniport.model.language.rules import Side
from miniport.specs import all_rules

_spec = importlib.util.spec_from_file_location("proofs", Path(__file__).parent / "proofs.py")
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
sys.modules.setdefault("proofs", _module)
_spec.loader.exec_module(_module)
PROOFS = _module.proofs()


@pytest.mark.parametrize("proof", PROOFS, ids=lambda p: p.name)
def test_the_defect_is_found_with_the_shortest_trace(proof):
    finding, exploration = proof.run()
    assert finding.verdict is Verdict.VIOLATED, f"{exploration.states} states, {exploration.limit}"
    assert finding.trace is not None
    assert len(finding.trace) == proof.length
    if proof.replaces is None:
        # What is broken only after the rule, on every trace, is its consequence.
        broken = [
            f.property for f in exploration.findings
            if f.verdict is Verdict.VIOLATED and f.property in all_rules()
            and (f.property == proof.rule or proof.rule not in f.after)
        ]
        assert (len(broken) > 3) == (proof.because is not None), broken


def test_every_rule_has_a_proof():
    assert {p.rule for p in PROOFS} == set(all_rules())


def test_rules_about_ndis_are_broken_by_ndis():
    rules = all_rules()
    for proof in PROOFS:
        assert (rules[proof.rule].side is Side.E) == (proof.replaces is not None), proof.name
