"""The exit codes of the command, and which one wins when several things happened.

They are an interface: build servers branch on them (``docs/decisions/003-exit-codes.md``).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from miniport.checker.result import Verdict
from miniport.reports.reductions import Comparison
from miniport.reports.result import ScopeResult

__all__ = ["ExitCode", "of_comparison", "of_result", "worst"]


class ExitCode(IntEnum):
    """What a run of the command came to."""

    HOLDS = 0
    VIOLATED = 1
    MODEL_WRONG = 2
    USAGE = 3
    INCOMPLETE = 4
    OUR_BUG = 70


_SEVERITY = (
    ExitCode.OUR_BUG,
    ExitCode.MODEL_WRONG,
    ExitCode.USAGE,
    ExitCode.VIOLATED,
    ExitCode.INCOMPLETE,
    ExitCode.HOLDS,
)
"""The worst first: a verdict counts for nothing beside a run that could not be made."""

_OF_VERDICT = {
    Verdict.HOLDS: ExitCode.HOLDS,
    Verdict.BOUNDED: ExitCode.INCOMPLETE,
    Verdict.VIOLATED: ExitCode.VIOLATED,
    Verdict.INCOMPLETE: ExitCode.INCOMPLETE,
    Verdict.UNKNOWN: ExitCode.INCOMPLETE,
}


def worst(codes: Iterable[int]) -> ExitCode:
    """The code of several runs together; holds if there were none."""
    return min((ExitCode(code) for code in codes), key=_SEVERITY.index, default=ExitCode.HOLDS)


def of_result(
    result: ScopeResult, *, strict: bool = False, accept_bounded: bool = False
) -> ExitCode:
    """The code of one scope; ``strict`` makes advice that is not followed a violation;
    ``accept_bounded`` is content with what holds up to a number of callbacks in flight.  So is a
    scope that says how many are enough."""
    if strict and result.advice:
        return ExitCode.VIOLATED
    if result.verdict is Verdict.BOUNDED:
        reached, enough = result.exploration.in_flight, result.bound
        if accept_bounded or (reached is not None and enough is not None and reached >= enough):
            return ExitCode.HOLDS
    return _OF_VERDICT[result.verdict]


def of_comparison(comparison: Comparison) -> ExitCode:
    """The code of a self-check: where reductions change a verdict the checker is wrong."""
    if comparison.disagreements:
        return ExitCode.OUR_BUG
    return ExitCode.INCOMPLETE if comparison.undecided else ExitCode.HOLDS
