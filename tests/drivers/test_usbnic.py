"""The reference driver for USB: every rule holds, and what makes it correct is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import miniport.model.drivers
from miniport import check
from miniport.checker.result import Verdict

USBNIC = Path(next(iter(miniport.model.drivers.__path__))) / "usbnic.py"

SCOPES = ("lifecycle", "oids", "receive", "send", "irps")

MUTANTS = [
    ("        IoCancelIrp(self.read)\n        return NDIS_STATUS_PENDING\n",
     "        return NDIS_STATUS_PENDING\n", "irps", "pause.completes"),
]  # fmt: skip


@pytest.mark.parametrize("scope", SCOPES)
def test_every_rule_holds(scope: str) -> None:
    report = check(USBNIC, scope)
    assert report.ok, [(f.property, f.verdict) for r in report.results
                       for f in r.exploration.findings if f.verdict is not Verdict.HOLDS]
