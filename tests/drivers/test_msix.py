"""The reference driver with MSI-X: it holds, and what makes it correct is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import miniport.model.drivers
from miniport import check
from miniport.checker.result import Verdict

MSIX = Path(next(iter(miniport.model.drivers.__path__))) / "msix.py"

STOPS = "            if not self.stopping and not self.removed:\n"
UNMASKED = STOPS + "                HwUnmaskMessage"
MUTANTS = [
    (UNMASKED, "            if not self.removed:\n                HwUnmaskMessage", "msi",
     "intr.masked-before-deregister"),
    ("            self.unmask(self.vectors.second)\n", "            pass\n", "msi",
     "intr.reenabled"),
    ("            self.complete_sends()\n            self.tell_link()\n",
     "            self.complete_sends()\n", "link", "stat.link-honest"),
    ("                self.busy += 1\n                HwTransmit", "                HwTransmit",
     "send", "pause.tx-drained"),
    ("        self.flush(NDIS_STATUS_PAUSED)\n", "", "reset", "progress"),
]  # fmt: skip
"""What stands in the driver, what instead, the scope in which it shows, the rule it breaks."""


@pytest.mark.parametrize("scope", [
    "lifecycle", "sync-oids", "link", "send", "reset",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("msi", "removal")),
])  # fmt: skip
def test_every_rule_holds(scope) -> None:
    (result,) = check(MSIX, scope).results
    assert result.verdict is Verdict.HOLDS and not result.advice


def test_its_areas_are_put_to_the_test() -> None:
    """In the scope with a line, or messages, and a cable."""
    (result,) = check(MSIX, "link").results
    unreached = {f.property for f in result.unreached}
    assert not unreached & {"stat.window", "stat.link-honest", "intr.masked-before-deregister"}
    (result,) = check(MSIX, "sync-oids").results
    assert not {f.property for f in result.unreached} & {"ret.status-legal", "halt.entry-idle"}


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "scope", "rule"), MUTANTS, ids=[m[3] for m in MUTANTS])
def test_every_line_is_needed(tmp_path: Path, old: str, new: str, scope: str, rule: str) -> None:
    source = MSIX.read_text(encoding="utf-8")
    assert source.count(old) == 1
    mutant = tmp_path / "mutant.py"
    mutant.write_text(source.replace(old, new), encoding="utf-8")
    report = check(mutant, scope)
    broken = {f.property for r in report.results for f in r.exploration.findings
              if f.verdict is Verdict.VIOLATED}
    assert rule in broken
