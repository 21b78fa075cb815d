"""Some variables of a state: none, one, or more."""

import pytest

from miniport.checker.ir.program import Variable
from miniport.checker.layout import Layout
from miniport.checker.projection import projection


@pytest.mark.parametrize(("variables", "values"), [((), ()), ((1,), (8,)), ((2, 0), (9, 7))])
def test_the_values_are_a_tuple_however_many_there_are(variables, values):
    assert projection(variables)((7, 8, 9)) == values


def test_stored_states_are_told_apart_by_all_bytes_of_a_variable():
    stored = Layout([Variable("narrow", 0, 9, 0), Variable("wide", 0, 300, 0)])
    told = projection(stored.positions([1]))
    assert told(stored.pack((1, 3))) == told(stored.pack((2, 3)))
    assert told(stored.pack((1, 3))) != told(stored.pack((1, 259)))
