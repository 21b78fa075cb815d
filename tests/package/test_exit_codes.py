"""Which exit code a verdict has, and which code wins."""

from __future__ import annotations

from itertools import permutations

import pytest

from miniport.checker.result import Exploration, Finding, Verdict
from miniport.exit_codes import of_result, worst
from miniport.reports import ScopeResult

ORDER = (70, 2, 3, 1, 4, 0)
"""The worst first."""


@pytest.mark.parametrize("codes", list(permutations(ORDER, 2)))
def test_the_worst_of_two(codes: tuple[int, int]) -> None:
    assert worst(codes) == min(codes, key=ORDER.index)


def test_all_and_none() -> None:
    assert worst(reversed(ORDER)) == 70
    assert worst([]) == 0


def _result(verdict: Verdict, in_flight: int | None) -> ScopeResult:
    finding = Finding("range", verdict, True)
    found = Exploration("nic", (finding,), 1, 0, 0, 0.0, 0, in_flight=in_flight)
    return ScopeResult("nic", "send", found)


@pytest.mark.parametrize(("verdict", "in_flight", "code", "accepted"), [
    (Verdict.HOLDS, None, 0, 0),
    (Verdict.BOUNDED, 2, 4, 0),
    (Verdict.VIOLATED, 2, 1, 1),
    (Verdict.INCOMPLETE, 2, 4, 4),
    (Verdict.UNKNOWN, None, 4, 4),
])  # fmt: skip
def test_of_a_verdict(
    verdict: Verdict, in_flight: int | None, code: int, accepted: int
) -> None:
    """A bound is only accepted where somebody says so, and nothing else is accepted with it."""
    result = _result(verdict, in_flight)
    assert of_result(result) == code
    assert of_result(result, accept_bounded=True) == accepted
