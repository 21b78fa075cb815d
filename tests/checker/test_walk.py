"""What is in an expression."""

from miniport.checker.ir.program import Const, Element, Op, Read
from miniport.checker.walk import reads_of, subexpressions

INDEX = Op("+", (Read(1), Const(2)))
ELEMENT = Element(5, 2, INDEX)
EXPR = Op("if", (Read(3), ELEMENT, Const(0)))


def test_everything_in_an_expression_stands_in_order():
    """Outermost first, then from left to right."""
    assert list(subexpressions(EXPR)) == [
        EXPR, Read(3), ELEMENT, INDEX, Read(1), Const(2), Const(0),
    ]


def test_an_element_may_read_its_whole_array_and_what_its_index_reads():
    """No more is known without a state."""
    assert reads_of(EXPR) == {1, 3, 5, 6}
    assert reads_of(Const(5)) == set()
