"""Whether guards leave a case open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_programs import PLAIN, expressions

from miniport.checker.evaluate import Fault, evaluate
from miniport.checker.exhaustive import leave_nothing_open
from miniport.checker.ir.program import Const, Op, Read

X, Y, Z = (Op("==", (Read(n), Const(1))) for n in range(3))
NOT_X, NOT_Y = (Op("!=", (Read(n), Const(1))) for n in range(2))


@pytest.mark.parametrize(("guards", "answer"), [
    ([], False),
    ([()], True),
    ([(X,)], False),
    ([(X,), (NOT_X,)], True),
    ([(X,), (Op("not", (X,)),)], True),
    ([(X, Y), (X, NOT_Y), (NOT_X,)], True),
    ([(X, Y), (NOT_X,)], False),
    ([(Op("and", (X, Y)),), (Op("or", (NOT_X, NOT_Y)),)], True),
    ([(Op("if", (X, Y, Z)),), (X, NOT_Y), (NOT_X,)], True),
    ([(X, Const(0)), (NOT_X,)], False),
    ([(X, Const(7)), (NOT_X,)], True),
])  # fmt: skip
def test_cases(guards, answer):
    """Conjunctions, alternatives, comparisons and their opposites, constants."""
    assert leave_nothing_open(guards) is answer


def test_it_gives_up():
    """Too many cases: the answer is no, soon."""
    pairs = [Op("or", (Op("==", (Read(n), Const(0))), Op("==", (Read(n), Const(1)))))
             for n in range(40)]
    even = Const(1)
    for pair in pairs:
        even = Op("if", (pair, Op("not", (even,)), even))
    assert not leave_nothing_open([(*pairs,), (Op("not", (Op("and", (*pairs, pairs[0])),)),)][:1])
    assert not leave_nothing_open([(pair, Read(99)) for pair in pairs])


@given(
    st.lists(st.lists(expressions(1), max_size=2).map(tuple), max_size=4),
    st.lists(st.integers(-3, 4), min_size=PLAIN, max_size=PLAIN),
    st.booleans(),
)
def test_yes_is_never_wrong(guards, values, opposed):
    """Where the answer is yes, some guard is true, or cannot be evaluated, in a random state."""
    if opposed:
        guards = [*guards, *((Op("not", (Op("and", guard),)),) for guard in guards[:1])]
    if not leave_nothing_open(guards):
        return
    for guard in guards:
        try:
            if all(evaluate(e, values) for e in guard):
                return
        except Fault:
            return
    raise AssertionError("no guard is true")
