"""Arrays of control states: what they say is what loops would."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from miniport.checker.unbounded.arrays import distinct, keys_of, spread
from miniport.checker.unbounded.control import Table
from miniport.checker.unbounded.growing import Growing

PARTS = st.lists(st.lists(st.integers(0, 99), max_size=4), min_size=1, max_size=6)


@given(PARTS, st.data())
def test_spread_lists_the_elements_of_parts(parts, data) -> None:
    which = data.draw(st.lists(st.integers(0, len(parts) - 1), max_size=8))
    sizes = np.array([len(part) for part in parts])
    flat = np.array([x for part in parts for x in part], np.int64)
    owner, index = spread(np.array(which, np.int64), np.cumsum(sizes) - sizes, sizes)
    expected = [(at, x) for at, part in enumerate(which) for x in parts[part]]
    assert list(zip(owner.tolist(), flat[index].tolist(), strict=True)) == expected


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=12))
def test_a_table_asks_once_for_each_value_of_what_it_reads(rows) -> None:
    asked = []

    def ask(values):
        asked.append((values[0], values[2]))
        return range(values[0] + values[2])

    table = Table([0, 2], ask)
    for _ in range(2):
        at, found = table(np.array(rows, np.uint8).reshape(-1, 3))
        expected = [(k, x) for k, (a, _, c) in enumerate(rows) for x in range(a + c)]
        assert list(zip(at.tolist(), found.tolist(), strict=True)) == expected
    assert sorted(asked) == sorted({(a, c) for a, _, c in rows})


@given(st.lists(st.lists(st.integers(0, 9), max_size=100), max_size=8))
def test_an_array_grows_at_the_end(pieces) -> None:
    growing = Growing(np.int64)
    for piece in pieces:
        growing.append(np.array(piece, np.int64))
    assert growing.values.tolist() == [x for piece in pieces for x in piece]
    assert len(growing) == len(growing.values)


def test_rows_that_differ_have_other_keys() -> None:
    rows = np.array([[0, 1], [1, 0], [0, 1]], np.uint8)
    first, second, third = keys_of(rows)
    assert first == third != second
    assert list(keys_of(rows[:, []])) == [b"", b"", b""]


@given(st.lists(st.integers(-3, 3) | st.integers(0, 2**62)))
def test_distinct_numbers_are_those_of_a_set(numbers):
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))
