"""Equal expressions as one object."""

from hypothesis import given
from hypothesis import strategies as st

from miniport.checker.ir.program import Const, Element, Op, Read
from miniport.checker.unique import Unique
from miniport.checker.walk import subexpressions

LEAVES = st.one_of(st.builds(Const, st.integers(-2, 2)), st.builds(Read, st.integers(0, 3)))
EXPRS = st.recursive(LEAVES, lambda parts: st.one_of(
    st.builds(lambda name, ops: Op(name, tuple(ops)), st.sampled_from(["+", "and", "or"]),
              st.lists(parts, min_size=2, max_size=3)),
    st.builds(Element, st.integers(0, 2), st.integers(1, 2), parts),
), max_leaves=12)  # fmt: skip


@given(st.lists(EXPRS, min_size=1, max_size=8))
def test_equal_expressions_become_one(exprs):
    """Each stays what it is, and so do its parts; what is equal is one object, at any depth."""
    unique = Unique()
    found = [unique(expr) for expr in exprs]
    assert found == exprs
    parts = [part for expr in found for part in subexpressions(expr)]
    assert len({id(part) for part in parts}) == len(set(parts))
    assert all(unique(expr) is one for expr, one in zip(exprs, found, strict=True))


def test_what_is_gone_is_not_mistaken_for_what_comes_after_it():
    """Expressions are known by their identity, which may be given anew."""
    unique = Unique()
    assert all(unique(Op("+", (Read(0), Const(n)))) == Op("+", (Read(0), Const(n)))
               for n in range(1000))
