"""The reference drivers of NDIS 5.x: every rule holds, every rule of n5 is put to the test, what
makes each correct is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import miniport.model.drivers
from miniport import Report, check
from miniport.checker.frontend import compile_model
from miniport.checker.result import Verdict
from miniport.model.scopes import SCOPES
from miniport.specs import all_rules

DRIVERS = Path(next(iter(miniport.model.drivers.__path__)))
NAMES = ("serialized5", "deserialized5", "intermediate5")

MUTANTS = [
    ("serialized5", "            if NdisInterlockedDecrement(self.receives) > 0:\n",
     "            if NdisInterlockedDecrement(self.receives) > 9:\n", "ndis5-receive",
     "halt.waits-rx"),
    ("serialized5", "        if self.posted == RING:\n            return NDIS_STATUS_RESOURCES"
     "       # NDIS keeps it, and tries again\n", "", "ndis5-send", "range"),
    ("serialized5", "        KeFlushQueuedDpcs()\n", "", "ndis5", "timer.halt-waits-callback"),
    ("serialized5", "            NdisMQueryInformationComplete(NDIS_STATUS_SUCCESS)\n", "",
     "ndis5-reset", "oid.completes"),
    ("deserialized5", "            if self.running and self.filter and self.free:\n",
     "            if self.running and self.free:\n", "ndis5-receive", "rx.window"),
    ("deserialized5",
     "            with self.lock:\n                packet = HwTransmitComplete()\n",
     "            with self.interrupt:\n                packet = HwTransmitComplete()\n",
     "ndis5-send", "race.shared-state"),
    ("deserialized5",
     "                self.stop_device()\n                self.flush(NDIS_STATUS_FAILURE)\n",
     "                self.flush(NDIS_STATUS_FAILURE)\n", "ndis5-suspend",
     "n5.no-halt-on-suspend"),
    ("deserialized5", "        return self.above > 0 or self.working\n",
     "        return self.above > 0\n", "ndis5", "mem.no-use-after-free"),
    ("intermediate5",
     "        NdisCloseAdapter(self.below)           # nothing comes from below any more\n",
     "", "ndis5-layered", "mem.no-use-after-free"),
    ("intermediate5", "                # Counted before the call: it may be back before that"
     " returns.\n                self.above += 1\n", "", "ndis5-layered", "range"),
]  # fmt: skip
"""The driver, what stands in it, what instead, the scope in which it shows, what it breaks."""

CHOSEN = [
    pytest.param(*m, id=f"{number}-{m[0]}-{m[4]}",
                 marks=[pytest.mark.large] if number % 2 else [])
    for number, m in enumerate(MUTANTS)
]  # fmt: skip
"""Every other one shows in a minute what this is about."""


@cache
def checked(name: str) -> Report:
    return check(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_rule_holds_in_every_scope(name: str) -> None:
    report = checked(name)
    assert {r.scope for r in report.results} == {s.name for s in SCOPES if s.ndis == 5}
    assert report.ok, [(r.scope, f.property, f.verdict) for r in report.results
                       for f in r.exploration.findings if f.verdict is not Verdict.HOLDS]
    assert not any(r.advice for r in report.results)


@pytest.mark.slow
def test_every_rule_of_5_is_put_to_the_test() -> None:
    rules = {rule.id for rule in all_rules().values() if rule.ndis == 5}
    unreached = [
        {f.property for f in result.unreached} for n in NAMES for result in checked(n).results
    ]
    assert rules and not rules & set.intersection(*unreached)


@pytest.mark.parametrize(("name", "scope"), [("sample", "send"), ("serialized5", "ndis5-send")])
def test_no_driver_is_judged_by_rules_of_the_other_generation(name: str, scope: str) -> None:
    """Also if whoever compiles it passes all rules."""
    rules = all_rules()
    compiled = compile_model(
        DRIVERS / f"{name}.py", scope=next(s for s in SCOPES if s.name == scope),
        rules=tuple(rules.values()),
    )
    judged = compiled.rules_by_property
    assert judged.keys() == {
        id for id, r in rules.items() if r.ndis in (0, 5 if scope.startswith("ndis5") else 6)
    }
    known = {p.id for p in compiled.program.properties} & rules.keys()
    assert known == judged.keys()


@pytest.mark.parametrize("name", NAMES)
def test_the_life_cycle(name: str) -> None:
    (result,) = check(name, "ndis5").results
    assert result.verdict is Verdict.HOLDS and not result.advice
    assert result.exploration.states > 50


@pytest.mark.slow
@pytest.mark.parametrize(("name", "old", "new", "scope", "broken"), CHOSEN)
def test_what_makes_it_correct_is_needed(
    tmp_path: Path, name: str, old: str, new: str, scope: str, broken: str
) -> None:
    source = (DRIVERS / f"{name}.py").read_text(encoding="utf-8")
    assert source.count(old) == 1
    mutant = tmp_path / "mutant.py"
    mutant.write_text(source.replace(old, new), encoding="utf-8")
    report = check(mutant, scope)
    assert broken in {f.property for f in report.violations}
