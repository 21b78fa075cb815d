"""States as functions and a diagram of the rest: together exactly the states that there are."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from miniport.checker.unbounded import dependence
from miniport.checker.unbounded.dependence import deciding, function, functions
from miniport.checker.unbounded.diagram import built, diagram, ordered

WIDTH, VALUES = 4, (0, 1, 3)
VARIABLES = list(range(WIDTH))

states = st.sets(st.tuples(*[st.sampled_from(VALUES)] * WIDTH), min_size=1, max_size=40)


def leaf(paths, state):
    """The leaf that a state leads to; None if it leads nowhere."""
    edge = paths.root
    while all(state[v] == value for v, value in edge.values):
        if edge.node < 0:
            return -1 - edge.node
        edge = next(
            (e for e in paths.nodes[edge.node] if all(state[v] == x for v, x in e.values)), None
        )
        if edge is None:
            return None
    return None


@settings(deadline=None)
@given(states)
def test_functions_and_the_rest_are_the_states(some):
    rows = np.array(sorted(some), np.int8)
    told, left = functions(rows, VARIABLES)
    assert sorted([*left, *(f.variable for f in told)]) == VARIABLES
    rest = diagram(rows, np.zeros(len(rows), np.int64), left, ordered(rows, VARIABLES))
    for state in product(VALUES, repeat=WIDTH):
        found = leaf(rest, state) == 0 and all(
            (at := leaf(f.diagram, state)) is not None and f.values[at] == state[f.variable]
            for f in told
        )
        assert found == (state in some)


@settings(deadline=None)
@given(states, st.integers(1, 3))
def test_a_diagram_has_what_states_have_in_common_once(some, modulus):
    """A node for each different set of ways to go on that part there."""
    ends = {state: sum(state) % modulus for state in some}
    parts = {
        (level, frozenset((s[level:], end) for s, end in ends.items() if s[:level] == begin))
        for level in range(WIDTH) for begin in {state[:level] for state in some}
    }
    parting = [part for level, part in parts if len({rest[0] for rest, _ in part}) > 1]
    rows = np.array(sorted(some), np.int8)
    found = built(rows, np.array([ends[state] for state in sorted(some)]), VARIABLES)
    assert len(found.nodes) == len(parting)
    assert all(leaf(found, state) == ends.get(state) for state in product(VALUES, repeat=WIDTH))


def test_a_variable_that_others_tell_is_a_function_of_them():
    rows = np.array([(a, b, int(a == b), 7) for a in range(3) for b in range(3)], np.int8)
    told, left = functions(rows, VARIABLES)
    assert {f.variable for f in told} == {2, 3} and left == [0, 1]


@settings(deadline=None)
@given(states, st.integers(2, 5))
def test_what_decides_is_enough_and_none_is_needless(some, modulus):
    rows = np.array(sorted(some), np.int8)
    ends = (rows[:, 0].astype(np.int64) + 2 * rows[:, 2]) % modulus
    chosen = deciding(rows, ends, VARIABLES)
    paths = function(rows, ends, chosen)
    assert [leaf(paths, state) for state in rows.tolist()] == ends.tolist()
    for needless in chosen:
        others = [k for k in chosen if k != needless]
        assert deciding(rows, ends, others) is None


def test_what_a_sample_does_not_show_is_looked_for(monkeypatch):
    monkeypatch.setattr(dependence, "SAMPLE", 2)
    rows = np.array(list(product(range(4), repeat=WIDTH)), np.int8)
    ends = (rows[:, 1] > 2).astype(np.int64) + (rows[:, 3] == 2)
    assert sorted(deciding(rows, ends, VARIABLES)) == [1, 3]
    assert deciding(rows, ends, [0, 1, 2]) is None


def test_numbers_of_groups_do_not_overflow(monkeypatch):
    monkeypatch.setattr(dependence, "GROUPS", 3)
    rows = np.array(list(product((-100, 0, 100), repeat=WIDTH)), np.int8)
    assert sorted(deciding(rows, rows.sum(axis=1), VARIABLES)) == VARIABLES
