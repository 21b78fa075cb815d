"""What it means that SPIN and miniport agree about a Program."""

from __future__ import annotations

from benchmarks.peer import PeerRun
from benchmarks.spin import quickest_compiler, run_spin
from miniport.checker.export import promela
from miniport.checker.ir.program import Program

from .conftest import Expected

__all__ = ["agree", "run"]


def run(program: Program, states: int = 0) -> PeerRun:
    """SPIN on a Program of about so many states."""
    return run_spin(
        promela(program), compiler=quickest_compiler(), depth=100_000,
        table=max(16, states.bit_length()),
    )  # fmt: skip


def agree(ran: PeerRun, own: Expected) -> bool:
    """Whether states and verdicts are the same; transitions too where both count the same."""
    counted = ran.transitions == own.transitions or not own.exact
    found = ran.states, ran.violated, ran.bounded
    return counted and found == (own.states, own.violated, own.bounded)
