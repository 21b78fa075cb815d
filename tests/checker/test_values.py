"""The sets of values contain what comes; what is never taken is never taken."""

from hypothesis import HealthCheck, given, settings
from random_programs import programs_with_everything
from random_symmetric import symmetric_programs

from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.builder import Builder
from miniport.checker.search import Search
from miniport.checker.values import collected, narrowed, never_taken


def _contained(program):
    """Search, and look at every value of every state; whether all of it was in the sets."""
    search = Search(program)
    search.run()
    found, small = collected(program), narrowed(program)
    for packed in search.states:
        values = search.interpreter.unpack(packed)
        for variable, value, known in zip(small.variables, values, found.sets, strict=True):
            assert known is None or value in known
            assert variable.low <= value <= variable.high
    for action, taken in zip(small.actions, search.covered, strict=True):
        assert not (taken and never_taken(action))
    return found, small


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programs_with_everything())
def test_random_programs(program):
    """With faults, indices, ends of runs, wide variables."""
    _contained(program)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(symmetric_programs())
def test_interchangeable_things_have_the_same_ranges(program):
    """Else an exchange would move a value to where there is no room for it."""
    _, small = _contained(program)
    for symmetry in small.symmetries:
        for column in zip(*symmetry.members, strict=True):
            assert len({(small.variables[v].low, small.variables[v].high) for v in column}) == 1


def test_what_is_known_exactly():
    """Constants, an enumeration of which half is used, a branch that is never taken."""
    system = Builder("values")
    mode = system.variable("mode", 0, 9)
    quiet = system.variable("quiet", 0, 3)
    sum_ = system.variable("sum", 0, 200)
    worker = system.activity("worker", ("a", "b", "c"))
    system.action(worker, "set", "a", "b", updates=[(mode, 4)])
    system.action(worker, "use", "b", "a", guard=[mode == 4], updates=[(sum_, mode + quiet)])
    system.action(worker, "never", "b", "c", guard=[quiet == 2], updates=[(mode, 9)])
    system.action(worker, "after never", "c", "a", updates=[(quiet, 2)])
    program = system.build()
    found = collected(program)
    assert found.sets[:3] == [{0, 4}, {0}, {0, 4}]
    assert found.taken == [[True, True, False, False]]
    small = narrowed(program)
    assert [(v.low, v.high) for v in small.variables[:3]] == [(0, 4), (0, 0), (0, 4)]
    assert [never_taken(a) for a in small.actions] == [False, False, True, True]


def test_a_guard_that_faults_first_is_not_one_that_is_false():
    """The run ends there, which is a violation."""
    system = Builder("fault")
    x = system.variable("x", 0, 3, initial=3)
    items = system.array("items", 2, 0, 1)
    worker = system.activity("worker", ("a", "b"))
    system.action(worker, "step", "a", "b", guard=[items[x] == 0, x == 0])
    assert not never_taken(narrowed(system.build()).actions[0])


def test_published_protocol():
    """Nothing of it is superfluous."""
    _, small = _contained(two_phase_commit(3))
    assert not any(map(never_taken, small.actions))
