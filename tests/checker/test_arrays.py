"""Many numbers in one go: what is done is what loops would do."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from miniport.checker.unbounded.arrays import distinct, keys_of, spread

PARTS = st.lists(st.lists(st.integers(0, 99), max_size=4), min_size=1, max_size=6)


@given(PARTS, st.data())
def test_spread_lists_the_elements_of_parts(parts, data) -> None:
    which = data.draw(st.lists(st.integers(0, len(parts) - 1), max_size=8))
    sizes = np.array([len(part) for part in parts])
    flat = np.array([x for part in parts for x in part], np.int64)
    owner, index = spread(np.array(which, np.int64), np.cumsum(sizes) - sizes, sizes)
    expected = [(at, x) for at, part in enumerate(which) for x in parts[part]]
    assert list(zip(owner.tolist(), flat[index].tolist(), strict=True)) == expected


def test_rows_that_differ_have_other_keys() -> None:
    rows = np.array([[0, 1], [1, 0], [0, 1]], np.uint8)
    first, second, third = keys_of(rows)
    assert first == third != second
    assert list(keys_of(rows[:, []])) == [b"", b"", b""]


@given(st.lists(st.integers(-3, 3) | st.integers(0, 2**62)))
def test_distinct_numbers_are_those_of_a_set(numbers):
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))
