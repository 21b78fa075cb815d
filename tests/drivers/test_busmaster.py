"""The reference driver for DMA: every rule holds, and what makes it correct is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import miniport.model.drivers
from miniport import Report, check
from miniport.checker.result import Verdict

BUSMASTER = Path(next(iter(miniport.model.drivers.__path__))) / "busmaster.py"

QUICK = ("lifecycle", "reset", "link")
SLOW = ("dma-async",)
LARGE = ("two-adapters", "interrupts", "processors", "receive", "send", "delays", "order",
         "removal", "dma-cancel")
"""Beside ``dma`` and those in which there is nothing for it to do."""

MUTANTS = [
    ("_BUS_MASTER: Final = True", "_BUS_MASTER: Final = False", "lifecycle",
     "dma.registered-first"),
    ("        if step >= Step.RING:\n            NdisMFreeSharedMemory(self.ring)\n"
     "        if step >= Step.DMA:\n            NdisMDeregisterScatterGatherDma(self.dma)\n",
     "        if step >= Step.DMA:\n            NdisMDeregisterScatterGatherDma(self.dma)\n"
     "        if step >= Step.RING:\n            NdisMFreeSharedMemory(self.ring)\n",
     "lifecycle", "dma.deregister-last"),
    ("        self.mask()\n        HwReset()\n        self.unbuild", "        self.unbuild",
     "lifecycle", "dma.no-free-under-device"),
    ("            NdisMFreeSharedMemory(self.ring)\n",
     "            NdisMFreeSharedMemory(self.ring, Length=1)\n", "lifecycle",
     "dma.shm-freed-exact"),
    ("            NdisWaitEvent(self.answered)\n", "            pass\n", "receive",
     "dma.async-accounted"),
    ("            self.discard(self.second)\n            NdisFreeNetBufferList(self.first.nbl)\n",
     "            NdisFreeNetBufferList(self.first.nbl)\n", "receive", "dma.shm-freed-exact"),
    ("        while self.queue and self.missing[self.queue[0]] == 0:\n",
     "        while self.queue:\n", "dma", "dma.sgl-after-callback"),
    ("            if self.missing[nbl] == 0 and self.fate[nbl] != NDIS_STATUS_SUCCESS:\n",
     "            if self.fate[nbl] != NDIS_STATUS_SUCCESS:\n", "dma",
     "dma.sgl-freed-before-complete"),
    ("                self.missing[NetBufferList] = NetBufferList.NetBuffers + 1\n",
     "                self.missing[NetBufferList] = NetBufferList.NetBuffers\n", "dma",
     "range"),
    ("        self.tell_link()\n        self.receive(self.first)\n",
     "        self.receive(self.first)\n", "link", "stat.link-honest"),
    ("device forget.\n        self.tell_link()\n", "device forget.\n", "link",
     "stat.link-honest"),
    ("            self.map(NetBufferList)\n            KeLowerIrql()\n",
     "            KeLowerIrql()\n            self.map(NetBufferList)\n", "dma", "irql.call"),
]  # fmt: skip
"""What stands in the driver, what instead, the scope in which it shows, the rule it breaks."""

CHOSEN = [
    pytest.param(*m, id=f"{number}-{m[3]}", marks=[pytest.mark.large] if number > 3 else [])
    for number, m in enumerate(MUTANTS)
]
"""The first show in seconds what this is about."""


def holds(scope: str) -> Report:
    """Every rule holds in the scope, advice is followed."""
    report = check(BUSMASTER, scope)
    assert report.ok, [(f.property, f.verdict) for r in report.results
                       for f in r.exploration.findings if f.verdict is not Verdict.HOLDS]
    assert not any(r.advice for r in report.results)
    return report


@pytest.mark.parametrize("scope", QUICK)
def test_every_rule_holds(scope: str) -> None:
    holds(scope)


@pytest.mark.slow
@pytest.mark.parametrize(
    "scope", [*SLOW, *(pytest.param(s, marks=pytest.mark.large) for s in LARGE)]
)
def test_every_rule_holds_in_larger_scopes(scope: str) -> None:
    holds(scope)


@pytest.mark.slow
def test_every_rule_about_dma_is_put_to_the_test() -> None:
    report = holds("dma")
    reached = {f.property for r in report.results for f in r.exploration.findings if f.reached}
    assert {r for r in reached if r.startswith("dma.")} == {
        "dma.registered-first", "dma.shm-freed-exact", "dma.async-accounted",
        "dma.sgl-after-callback", "dma.sgl-freed-before-complete", "dma.deregister-last",
        "dma.no-free-under-device",
    }


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "scope", "rule"), CHOSEN)
def test_every_line_is_needed(tmp_path: Path, old: str, new: str, scope: str, rule: str) -> None:
    source = BUSMASTER.read_text(encoding="utf-8")
    assert source.count(old) == 1
    mutant = tmp_path / "mutant.py"
    mutant.write_text(source.replace(old, new), encoding="utf-8")
    report = check(mutant, scope)
    broken = {f.property for f in report.violations}
    broken |= {f.property for r in report.results for f in r.advice}
    assert rule in broken, broken
