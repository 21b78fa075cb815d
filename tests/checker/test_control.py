"""Arrays of control states: what they say is what loops would."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from miniport.checker.unbounded.control import Table
from miniport.checker.unbounded.growing import Growing


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
