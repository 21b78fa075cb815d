"""The reference driver for USB: every rule holds, and what makes it correct is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import miniport.model.drivers
from miniport import check
from miniport.checker.result import Verdict

USBNIC = Path(next(iter(miniport.model.drivers.__path__))) / "usbnic.py"

SCOPES = ("lifecycle", "oids", "receive", "send", "cancel", "order", "irps")

MUTANTS = [
    ("        if working:\n            NdisWaitEvent(self.work_done)\n", "", "oids",
     "mem.no-use-after-free"),
    ("self.sends == 0 and not self.receiving and", "self.sends == 0 and", "irps",
     "halt.no-late-activity"),
    ("        if self.writing is not None or not self.queue:\n", "        if not self.queue:\n",
     "send", "irp.owned"),
    ("            start = self.begin_read()\n        if start:\n"
     "            IoCallDriver(self.read)\n        return NDIS_STATUS_SUCCESS\n",
     "            start = self.begin_read()\n            if start:\n"
     "                IoCallDriver(self.read)\n        return NDIS_STATUS_SUCCESS\n",
     "irps", "lock.not-across-calls"),
    ("                nbl = self.buffer\n                self.buffer = None\n",
     "                nbl = self.buffer\n", "receive", "pause.rx-drained"),
    ("        self.receiving = True\n", "", "irps", "irp.owned"),
]  # fmt: skip
"""What stands in the driver, what instead, the scope in which it shows, the rule it breaks."""


@pytest.mark.parametrize("scope", SCOPES)
def test_every_rule_holds(scope: str) -> None:
    report = check(USBNIC, scope)
    assert report.ok, [(f.property, f.verdict) for r in report.results
                       for f in r.exploration.findings if f.verdict is not Verdict.HOLDS]
    assert not any(r.advice for r in report.results)


@pytest.mark.parametrize(("old", "new", "scope", "rule"), MUTANTS, ids=[m[3] for m in MUTANTS])
def test_every_line_is_needed(tmp_path: Path, old: str, new: str, scope: str, rule: str) -> None:
    source = USBNIC.read_text(encoding="utf-8")
    assert source.count(old) == 1
    mutant = tmp_path / "mutant.py"
    mutant.write_text(source.replace(old, new), encoding="utf-8")
    report = check(mutant, scope)
    assert rule in {f.property for f in report.violations}
