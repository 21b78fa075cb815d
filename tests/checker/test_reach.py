"""Reachability queries: the shortest run through given situations, in order."""

import pytest

from examples.protocols.die_hard import die_hard
from examples.protocols.peterson import peterson
from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.builder import Builder, Term
from miniport.checker.reach import LimitReached, Taken, reach, variable
from miniport.checker.replay import replay
from miniport.checker.result import Limits


def labels(trace):
    """The labels of the steps."""
    return [step.label for step in trace.steps]


def test_a_predicate_over_states():
    """As an expression or as a function; the run is the shortest and replays."""
    program = die_hard()
    four = (Term(variable(program, "big")) == 4).expr
    trace = reach(program, four)
    assert len(trace) == 6
    assert len(reach(program, lambda state: state["big"] == 4)) == 6
    assert len(replay(program, trace)) == 6


def test_what_cannot_be_reached():
    """None says that it is impossible."""
    program = peterson()
    assert reach(program, lambda s: s.show("p0.pc") == s.show("p1.pc") == "cs") is None
    assert reach(program, Taken(label="no such step")) is None


def test_what_is_true_at_once_takes_no_step():
    """The empty run."""
    assert len(reach(peterson(), lambda state: state["turn"] == 0)) == 0


def test_a_step_is_taken():
    """By label and activity; the run ends with it."""
    trace = reach(peterson(), Taken(label="critical", activity="p1"))
    assert (trace.steps[-1].label, trace.steps[-1].activity) == ("critical", "p1")
    assert len(trace) == 5


def test_situations_in_order():
    """First one thing, later another: not the other way round."""
    program = peterson()
    first, second = (Taken(label="critical", activity=f"p{n}") for n in range(2))
    trace = reach(program, [first, second])
    takers = [step.activity for step in trace.steps if step.label == "critical"]
    assert takers == ["p0", "p1"]
    assert len(reach(program, [first, first])) == 11

    system = Builder("one way")
    x = system.variable("x", 0, 3)
    system.action(system.activity("A"), "up", guard=[x < 3], updates=[(x, x + 1)])
    program = system.build()
    assert len(reach(program, [(x == 1).expr, (x == 3).expr])) == 3
    assert reach(program, [(x == 3).expr, (x == 1).expr]) is None
    assert len(reach(program, [(x == 1).expr, (x < 2).expr])) == 1
    assert len(reach(program, [Taken(label="up"), Taken(label="up")])) == 2


def test_a_step_that_ends_the_run_is_taken_too():
    """It is the last step of the trace."""
    system = Builder("falls")
    x = system.variable("x", 0, 1)
    system.action(system.activity("A"), "up", updates=[(x, x + 1)])
    program = system.build()
    assert len(reach(program, [Taken(label="up"), Taken(label="up")])) == 2
    assert reach(program, [Taken(label="up")] * 3) is None


def test_nobody_knows_beyond_a_limit():
    """Never None where something was cut."""
    program = two_phase_commit(5)
    with pytest.raises(LimitReached):
        reach(program, Taken(label="Commit"), Limits(states=20))
    system = Builder("bounded")
    x = system.variable("x", 0, 10, checked="bound")
    system.action(system.activity("A"), "up", updates=[(x, x + 1)])
    with pytest.raises(LimitReached, match="bounds of x"):
        reach(system.build(), lambda state: state["x"] == 12)
