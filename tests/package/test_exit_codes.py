"""Which exit code wins."""

from __future__ import annotations

from itertools import permutations

import pytest

from miniport.exit_codes import worst

ORDER = (70, 2, 3, 1, 4, 0)
"""The worst first."""


@pytest.mark.parametrize("codes", list(permutations(ORDER, 2)))
def test_the_worst_of_two(codes: tuple[int, int]) -> None:
    assert worst(codes) == min(codes, key=ORDER.index)


def test_all_and_none() -> None:
    assert worst(reversed(ORDER)) == 70
    assert worst([]) == 0
