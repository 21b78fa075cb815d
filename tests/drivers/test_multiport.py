"""The reference driver for ports: every rule holds, and what makes it correct is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import miniport.model.drivers
from miniport import check
from miniport.checker.result import Verdict
from miniport.specs import all_rules

MULTIPORT = Path(next(iter(miniport.model.drivers.__path__))) / "multiport.py"

SCOPES = ("lifecycle", "send", "oids", "ports", "port-requests")

MUTANTS = [
    ("        if NdisMAllocatePort(self.uplink) != NDIS_STATUS_SUCCESS:\n"
     "            return Step.WORK_ITEM\n", "        NdisMAllocatePort(self.uplink)\n",
     "lifecycle", "port.alloc-result"),
    ("        if not self.activate(DEFAULT_PORT):\n            return Step.UPLINK\n", "",
     "lifecycle", "port.activate-precondition"),
    ("            self.deactivate(DEFAULT_PORT)  # closes the bindings\n", "            pass\n",
     "lifecycle", "port.freed"),
    ("            NdisMFreePort(self.guest)\n        self.unbuild(Step.READY)\n",
     "        self.unbuild(Step.READY)\n", "lifecycle", "port.freed"),
    ("        self.deactivate(self.guest)\n        with self.lock:\n", "        with self.lock:\n",
     "port-requests", "port.deactivate-before-free"),
    ("            with self.lock:\n                self.guest_number = number\n"
     "            added = self.activate(self.guest)\n",
     "            added = self.activate(self.guest)\n"
     "            with self.lock:\n                self.guest_number = number\n",
     "port-requests", "port.ready-before-activate"),
    ("                self.guest_number = number\n",
     "                self.guest_number = number\n                self.guest_open = True\n",
     "ports", "port.inactive-unused"),
    ("            NdisWaitEvent(self.quiet)\n", "", "ports", "port.quiet-before-deactivate"),
    ("            self.guest_open = False\n", "", "ports", "port.inactive-unused"),
]  # fmt: skip
"""What stands in the driver, what instead, the scope in which it shows, the rule it breaks."""

CHOSEN = [
    pytest.param(*m, id=f"{number}-{m[3]}", marks=[pytest.mark.large] if number > 5 else [])
    for number, m in enumerate(MUTANTS)
]
"""The first show in a minute what this is about."""


@pytest.mark.parametrize("scope", SCOPES)
def test_every_rule_holds(scope: str) -> None:
    report = check(MULTIPORT, scope)
    assert report.ok, [(f.property, f.verdict) for r in report.results
                       for f in r.exploration.findings if f.verdict is not Verdict.HOLDS]
    assert not any(r.advice for r in report.results)
    if scope == "ports":
        unreached = {f.property for r in report.results for f in r.unreached}
        assert not any(rule.startswith("port.") for rule in unreached & set(all_rules()))


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "scope", "rule"), CHOSEN)
def test_every_line_is_needed(tmp_path: Path, old: str, new: str, scope: str, rule: str) -> None:
    source = MULTIPORT.read_text(encoding="utf-8")
    assert source.count(old) == 1
    mutant = tmp_path / "mutant.py"
    mutant.write_text(source.replace(old, new), encoding="utf-8")
    report = check(mutant, scope, rule, after_violation=0)
    assert rule in {f.property for f in report.violations}
