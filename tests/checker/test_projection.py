"""Some variables of a state: none, one, or more."""

import pytest

from miniport.checker.projection import projection


@pytest.mark.parametrize(("variables", "values"), [((), ()), ((1,), (8,)), ((2, 0), (9, 7))])
def test_the_values_are_a_tuple_however_many_there_are(variables, values):
    assert projection(variables)((7, 8, 9)) == values
