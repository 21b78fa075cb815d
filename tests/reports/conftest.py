"""A small trace over a small driver file: five steps, two activities, one race-like violation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from miniport.checker.ir.program import Span
from miniport.checker.result import Exploration, Finding, Verdict
from miniport.checker.trace import Step, Trace
from miniport.model.language.rules import SC, D, Rule, d
from miniport.reports import ScopeResult

# The same examples on every run, and no verdict by the clock of a busy machine.
settings.register_profile("reports", derandomize=True, deadline=None)
settings.load_profile("reports")

DRIVER = """\
class Nic(Miniport):
    def MiniportPause(self):
        self.pausing = True
        idle = (self.sends
                == 0)
        NdisMPauseComplete()
"""


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The driver's file, in the working directory."""
    path = tmp_path / "nic.py"
    path.write_text(DRIVER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def trace(driver: Path) -> Trace:
    """PnpThread pauses while Sender sends; the pause completes with a send outstanding."""
    ndis = Span(str(driver.parent / "miniport" / "model" / "ndis" / "send.py"), 12)

    def at(line: int, end: int = 0) -> Span:
        return Span(str(driver), line, 8, end or line, 20)

    def step(activity: str, label: str, **given: Any) -> Step:
        usual = {"message": "", "span": ndis, "statements": (given.get("span", ndis),),
                 "choices": (), "changes": (), "values": (1, 0, 1)}  # fmt: skip
        return Step(activity, label, **{**usual, **given})

    return Trace(
        model="nic",
        scope="lifecycle",
        property="pause.tx-drained",
        detail="a send is still with the driver",
        variables=("pausing", "sends", "nbl.place"),
        lows=(0, 0, 0),
        labels=(("False", "True"), (), ("NDIS", "DRIVER")),
        initial=(0, 0, 0),
        steps=(
            step("Sender", "gate", changes=(("nbl.place", "NDIS", "DRIVER"),), values=(0, 0, 1)),
            step("PnpThread", "call", message="NDIS -> driver: MiniportPause()", span=at(3),
                 changes=(("PnpThread at", "a", "b"), ("pausing", "False", "True"))),
            step("PnpThread", "idle = ...", span=at(4, 5), choices=("maybe() is True",)),
            step("PnpThread", "complete", span=at(6),
                 message="driver -> NDIS: NdisMPauseComplete()",
                 statements=(ndis, at(6), at(6)), broken=("pause.tx-drained", "pause.once")),
        ),
    )  # fmt: skip


@pytest.fixture
def rule() -> Rule:
    """The rule that the trace breaks."""
    return Rule(
        "pause.tx-drained", SC, D, "When a pause completes every send has been completed.",
        "[net: pausing-an-adapter.md]", ("pause_completed",), "tx_drained", "pause.py",
    )  # fmt: skip


@pytest.fixture
def advice() -> Rule:
    """A rule that is advice."""
    return Rule("pause.once", SC, d, "Pause once.", "[net: a.md]", ("x",), "once", "pause.py")


@pytest.fixture
def result(trace: Trace, rule: Rule, advice: Rule) -> ScopeResult:
    """One broken rule, one not followed, one kept, one not reached."""
    findings = (
        Finding(rule.id, Verdict.VIOLATED, True, trace),
        Finding(advice.id, Verdict.VIOLATED, True, trace, (rule.id,)),
        Finding("range", Verdict.HOLDS, True),
        Finding("reset.once", Verdict.HOLDS, False),
    )
    exploration = Exploration("nic", findings, 12345, 23456, 17, 1.25, 2**20)
    return ScopeResult(
        "nic", "lifecycle", exploration, {rule.id: rule, advice.id: advice}, {"late": True}, 0.5
    )
