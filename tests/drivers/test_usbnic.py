"""The reference driver for USB: every rule holds, and what makes it correct is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import miniport.model.drivers
from miniport import check
from miniport.checker.result import Verdict

USBNIC = Path(next(iter(miniport.model.drivers.__path__))) / "usbnic.py"

QUICK = ("lifecycle", "receive")
SLOW = ("irps", "suspend", "suspend-system")
LARGE = (
    "send", "cancel", "order", "oids", "removal", "removal-oids", "reset", "suspend-oids",
    "suspend-removal", "suspend-send", "power", "power-no-pause", "power-oids",
)

MUTANTS = [
    ("        if working:\n            NdisWaitEvent(self.work_done)\n", "", "oids",
     "mem.no-use-after-free"),
    ("self.flow == Flow.PAUSING\n            and self.sends == 0 and not self.receiving and",
     "self.flow == Flow.PAUSING\n            and self.sends == 0 and", "irps",
     "halt.no-late-activity"),
    ("        if self.writing is not None or not self.queue:\n", "        if not self.queue:\n",
     "send", "irp.owned"),
    ("            start = self.begin_read()\n            drained = self.drained()\n",
     "            start = self.begin_read()\n            if start:\n"
     "                IoCallDriver(self.read)\n            start = False\n"
     "            drained = self.drained()\n",
     "irps", "lock.not-across-calls"),
    ("                nbl = self.buffer\n                self.buffer = None\n",
     "                nbl = self.buffer\n", "receive", "pause.rx-drained"),
    ("        self.receiving = True\n", "", "irps", "irp.owned"),
    ("        if drained:\n            return NDIS_STATUS_SUCCESS\n"
     "        IoCancelIrp(self.read)\n",
     "        if drained:\n            return NDIS_STATUS_SUCCESS\n", "irps", "pause.completes"),
    ("            IoCancelIrp(self.write)\n", "", "removal", "pnp.removal-fails-requests"),
    ("            and self.sends == 0 and not self.receiving and self.buffer is not None\n"
     "            and not self.working\n",
     "            and self.sends == 0 and not self.receiving and not self.working\n",
     "suspend", "ss.drained"),
    ("    def MiniportCancelIdleNotification(self):\n        IoCancelIrp(self.idle_request)\n",
     "    def MiniportCancelIdleNotification(self):\n        pass\n", "suspend",
     "ss.complete-after-cancel"),
    ("        if self.idle_request.Status != STATUS_UNSUCCESSFUL:\n            Ndis",
     "        if True:\n            Ndis", "suspend", "ss.complete-once"),
    ("        IoCancelIrp(self.read)\n        return NDIS_STATUS_PENDING\n\n    def settled",
     "        return NDIS_STATUS_PENDING\n\n    def settled", "suspend", "oid.completes"),
]  # fmt: skip
"""What stands in the driver, what instead, the scope in which it shows, the rule it breaks."""

CHOSEN = [
    pytest.param(*m, id=f"{number}-{m[3]}", marks=[pytest.mark.large] if number % 3 else [])
    for number, m in enumerate(MUTANTS)
]
"""Every third shows in a minute what this is about."""


@pytest.mark.parametrize("scope", [
    *QUICK,
    *(pytest.param(s, marks=pytest.mark.slow) for s in SLOW),
    *(pytest.param(s, marks=[pytest.mark.slow, pytest.mark.large]) for s in LARGE),
])  # fmt: skip
def test_every_rule_holds(scope: str) -> None:
    report = check(USBNIC, scope)
    assert report.ok, [(f.property, f.verdict) for r in report.results
                       for f in r.exploration.findings if f.verdict is not Verdict.HOLDS]
    assert not any(r.advice for r in report.results)


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "scope", "rule"), CHOSEN)
def test_every_line_is_needed(tmp_path: Path, old: str, new: str, scope: str, rule: str) -> None:
    source = USBNIC.read_text(encoding="utf-8")
    assert source.count(old) == 1
    mutant = tmp_path / "mutant.py"
    mutant.write_text(source.replace(old, new), encoding="utf-8")
    report = check(mutant, scope)
    assert rule in {f.property for f in report.violations}
