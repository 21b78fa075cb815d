"""The reference driver: every rule holds, every rule is put to the test, every line is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import miniport.model.drivers
from miniport import Report, check
from miniport.checker.result import Verdict
from miniport.model.scopes import SCOPES
from miniport.specs.evidence import evidence

SAMPLE = Path(next(iter(miniport.model.drivers.__path__))) / "sample.py"

NOT_REACHED = {"assert", "queue.absent"}
"""Sample asserts nothing, and what it removes from a queue it has just found there."""

LARGE = ("two-adapters", "interrupts", "direct-cancel", "vm-queues", "everything")
"""Scopes that take long."""

ELSEWHERE = {
    rule for rule, behind in evidence().items() if behind["reached"].keys() - {"sample"}
}
"""What other shipped drivers put to the test (``docs/coverage.md``): ports, SG lists, IRPs, ..."""

MUTANTS = [
    ("        self.unbuild(step)\n", "", "lifecycle", "init.fail-releases-all"),
    ("        KeFlushQueuedDpcs()\n", "", "timers", "timer.free-not-running"),
    ("            if not self.stopping and not self.low:\n", "            if not self.low:\n",
     "timers", "timer.no-rearm-after-stop"),
    ("            NdisWaitEvent(self.work_done)\n", "            pass\n", "lifecycle",
     "mem.no-use-after-free"),
    ("        if self.flow != Flow.RUNNING:\n", "        if self.flow == Flow.PAUSED:\n", "send",
     "pause.rejects-sends"),
    ("RequestId == RequestId:\n                oid = self.oid\n                self.oid = None\n",
     "RequestId == RequestId:\n                oid = self.oid\n", "oids", "oid.complete-once"),
    ("                self.receives += 2\n", "                self.receives += 1\n", "receive",
     "pause.rx-drained"),
    ("        start = not self.working\n", "        start = True\n", "direct-oids",
     "wi.no-double-queue"),
    ("with self.lock:\n            self.flow = Flow.PAUSING\n",
     "with self.shared.lock:\n            self.flow = Flow.PAUSING\n", "send",
     "race.shared-state"),
    ("        with self.shared.lock:\n            self.shared.adapters += 1\n",
     "        self.shared.adapters += 1\n", "two-adapters", "race.shared-state"),
    ("        if self.low:\n            return NDIS_STATUS_LOW_POWER_STATE\n", "", "power-removal",
     "pm.dx-rejects-sends"),
    ("        if not low:\n            HwStop()\n", "        HwStop()\n", "power-removal",
     "pm.d3-no-hardware"),
    ("            if self.enabled:\n                self.enabled = False\n"
     "                HwDisableInterrupts()\n",
     "            self.enabled = False\n            HwDisableInterrupts()\n", "power-line",
     "pm.d3-no-hardware"),
    ("            if not self.stopping and not self.low:\n", "            if not self.stopping:\n",
     "power-line", "pm.dx-quiesced"),
]  # fmt: skip
"""What stands in the driver, what instead, the scope in which it shows, the rule it breaks."""

CHOSEN = [
    pytest.param(*m, id=f"{number}-{m[3]}", marks=[pytest.mark.large] if number % 2 else [])
    for number, m in enumerate(MUTANTS)
]
"""Every other one shows in a minute what this is about: each takes six seconds."""


def holds(*scopes: str) -> Report:
    """Every rule holds in the scopes, advice is followed."""
    report = check(SAMPLE, scopes)
    assert report.ok, [(r.scope, f.property, f.verdict) for r in report.results
                       for f in r.exploration.findings if f.verdict is not Verdict.HOLDS]
    assert not any(r.advice for r in report.results)
    return report


@pytest.mark.slow
def test_every_rule_holds_in_every_scope_and_is_put_to_the_test() -> None:
    """In every one that is not large, and these are enough."""
    standard = {s.name for s in SCOPES if s.ndis == 6 and not s.on_request}
    assert standard > {*LARGE}
    report = holds(*sorted(standard - {*LARGE}))
    unreached = [{f.property for f in r.unreached} for r in report.results]
    assert set.intersection(*unreached) <= NOT_REACHED | ELSEWHERE


@pytest.mark.slow
@pytest.mark.large
@pytest.mark.parametrize("scope", LARGE)
def test_every_rule_holds_in_large_scopes(scope: str) -> None:
    holds(scope)


def test_the_life_cycle() -> None:
    (result,) = check(SAMPLE, "lifecycle").results
    assert result.verdict is Verdict.HOLDS and not result.advice
    assert result.exploration.states > 1000


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "scope", "rule"), CHOSEN)
def test_every_line_is_needed(tmp_path: Path, old: str, new: str, scope: str, rule: str) -> None:
    source = SAMPLE.read_text(encoding="utf-8")
    assert source.count(old) == 1
    mutant = tmp_path / "mutant.py"
    mutant.write_text(source.replace(old, new), encoding="utf-8")
    report = check(mutant, scope, after_violation=20_000)
    assert rule in {f.property for f in report.violations}
