"""States near and far: all of them reachable, more of them far than breadth-first search finds."""

from hypothesis import given
from random_programs import programs_with_everything

from miniport.checker.builder import Builder
from miniport.checker.result import Limits
from miniport.checker.scattered import scattered
from miniport.checker.search import Search

MANY = 3_000


@given(programs_with_everything())
def test_they_are_states_that_can_be_reached(program):
    whole = Search(program)
    whole.run(Limits(states=MANY))
    search = Search(program)
    found = scattered(search, 2 * MANY)
    assert len(set(found)) == len(found)
    if not whole.full:
        assert set(found) == set(whole.states)
        assert search.reached <= whole.reached
    assert set(scattered(Search(program), 10)) <= set(found)


def test_some_are_farther_away_than_breadth_first_search_looks():
    """Three counters to 99: a thousand states are those of at most 17 steps; these go on."""
    system = Builder("counters")
    for name in "abc":
        value = system.variable(name, 0, 99)
        me = system.activity(name)
        system.action(me, "count", guard=[value < 99], updates=[(value, value + 1)])
    program = system.build()
    near = Search(program)
    near.run(Limits(states=1_000))
    search = Search(program)
    unpack = search.interpreter.unpack
    assert max(sum(unpack(state)) for state in near.states) < 30
    assert max(sum(unpack(state)) for state in scattered(search, 1_000)) > 60
