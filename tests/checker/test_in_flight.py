"""The bound on activities in flight: exact counts, and nothing found that is not there."""

from dataclasses import replace

import pytest
from agreement import agree
from hypothesis import assume, given
from hypothesis import strategies as st
from random_programs import programs_with_everything

from miniport.checker.builder import Builder
from miniport.checker.evaluate import take
from miniport.checker.explore import explore
from miniport.checker.in_flight import BOUND, bounded
from miniport.checker.result import Limits, Verdict

MANY = 3_000


def workers(number):
    """Workers that do two steps of work, again and again."""
    system = Builder("workers")
    for k in range(number):
        worker = system.activity(f"worker {k}", ("rest", "first", "second"), bounded=True)
        system.action(worker, "begin", "rest", "first")
        system.action(worker, "go on", "first", "second")
        system.action(worker, "end", "second", "rest")
    return system.build()


def violated(found):
    """The properties that are broken."""
    return {f.property for f in found.findings if f.verdict is Verdict.VIOLATED}


def stopped(found):
    """Whether the bound stopped somebody."""
    return any(f.reached for f in found.findings if f.property == BOUND)


@pytest.mark.parametrize(("most", "states", "stops"), [
    (1, 1 + 3 * 2, True),
    (2, 1 + 3 * 2 + 3 * 2 * 2, True),
    (3, 3**3, False),
    (4, 3**3, False),
])  # fmt: skip
def test_three_workers(most, states, stops):
    """At most so many of three are at one of their two places of work."""
    found = explore(bounded(workers(3), most))
    assert found.states == states and stopped(found) is stops
    assert not violated(found)


def test_who_is_parked_does_not_count():
    """Two may wait for the signal at once, and go on at once, though only one may begin."""
    system = Builder("parked")
    signal = system.variable("signal")
    for k in range(2):
        worker = system.activity(f"worker {k}", ("rest", "first", "wait", "last"), bounded=True)
        system.action(worker, "begin", "rest", "first")
        system.action(worker, "prepare", "first", "wait")
        system.action(worker, "go on", "wait", "last", guard=[signal == 1])
        system.action(worker, "end", "last", "rest")
    sender = system.activity("sender", ("before", "after"))
    system.action(sender, "send", "before", "after", updates=[(signal, 1)])
    found = explore(bounded(system.build(), 1))
    # Only "first" twice is never seen: who begins is alone, who goes on need not be.
    assert (found.states, stopped(found)) == ((3 * 3 - 1) + (4 * 4 - 1), True)


def test_who_waits_before_it_has_begun_rests():
    """A second gate before the work: the bound holds there too."""
    system = Builder("gates")
    signal = system.variable("signal")
    for k in range(2):
        worker = system.activity(f"worker {k}", ("rest", "gate", "inside"), bounded=True)
        system.action(worker, "ask", "rest", "gate")
        system.action(worker, "begin", "gate", "inside", guard=[signal == 0])
        system.action(worker, "end", "inside", "rest")
    porter = system.activity("porter", ("there",))
    system.action(porter, "close or open", "there", "there", updates=[(signal, signal == 0)])
    found = explore(bounded(system.build(), 1))
    assert (found.states, stopped(found)) == (2 * (3 * 3 - 1), True)


def test_a_gate_that_is_never_closed_is_none():
    """Who has passed the first step goes on by himself: he is inside."""
    system = Builder("open gates")
    signal = system.variable("signal")
    for k in range(2):
        worker = system.activity(f"worker {k}", ("rest", "gate", "inside"), bounded=True)
        system.action(worker, "ask", "rest", "gate")
        system.action(worker, "begin", "gate", "inside", guard=[signal == 0])
        system.action(worker, "end", "inside", "rest")
    found = explore(bounded(system.build(), 1))
    assert (found.states, stopped(found)) == (1 + 2 * 2, True)


def test_who_is_not_bounded_does_not_count():
    program = workers(2)
    first, second = program.activities
    free = replace(program, activities=(first, replace(second, bounded=False)))
    found = explore(bounded(free, 1))
    assert found.states == 9 and not stopped(found)


def test_a_program_without_bounded_activities_is_left_alone():
    program = workers(2)
    free = replace(
        program, activities=tuple(replace(a, bounded=False) for a in program.activities)
    )
    assert bounded(free, 1) is free


def test_who_spins_for_a_lock_counts():
    """A step that takes a lock may have to wait for it, but the activity is not out of the way."""
    system = Builder("spin")
    free = system.variable("free", initial=1)
    for k in range(2):
        worker = system.activity(f"worker {k}", ("rest", "acquire", "held"), bounded=True)
        system.action(worker, "begin", "rest", "acquire")
        system.action(worker, "take", "acquire", "held", guard=[free == 1], updates=[(free, 0)])
        system.action(worker, "release", "held", "rest", updates=[(free, 1)])
    program = system.build()
    locked = replace(program, actions=tuple(
        replace(a, acquired=frozenset({7} if a.label == "take" else ())) for a in program.actions
    ))  # fmt: skip
    assert explore(bounded(program, 1)).states == 3 * 3 - 1  # all but "held" twice
    assert explore(bounded(locked, 1)).states == 1 + 2 * 2


def poller(*, helper):
    """Who is inside asks until another one, who has to come inside, has been there."""
    system = Builder("poller")
    done = system.variable("done")
    polling = system.activity("poller", ("home", "poll"), bounded=True)
    system.action(polling, "begin", "home", "poll", updates=[(done, 0)])
    system.action(polling, "ask", "poll", "poll", guard=[done != 1])
    system.action(polling, "end", "poll", "home", guard=[done == 1])
    helping = system.activity("helper", ("rest", "inside"), bounded=True)
    system.action(helping, "begin", "rest", "inside", guard=[done == 0])
    if helper:
        system.action(helping, "end", "inside", "rest", updates=[(done, 1)])
    else:
        system.action(helping, "end", "inside", "rest")
    program = system.build()
    home = system.at(polling, "home").expr
    return replace(program, activities=(
        replace(program.activities[0], home=home), program.activities[1],
    ))  # fmt: skip


def test_what_only_the_bound_stops_is_not_stuck():
    """The poller would wait for ever for a helper that may not come inside: nobody's fault."""
    program = poller(helper=True)
    assert "progress" not in violated(explore(program))
    found = explore(bounded(program, 1))
    assert "progress" not in violated(found) and stopped(found)


def test_what_only_the_bound_stops_is_no_deadlock():
    """One spins for a lock that another, who may not come inside, would release."""
    system = Builder("released by another")
    free = system.variable("free")
    taker = system.activity("taker", ("rest", "acquire"), bounded=True)
    system.action(taker, "begin", "rest", "acquire")
    system.action(taker, "take", "acquire", "rest", guard=[free == 1], updates=[(free, 0)])
    giver = system.activity("giver", ("rest", "inside"), bounded=True)
    system.action(giver, "come", "rest", "inside", guard=[free == 0])
    system.action(giver, "release", "inside", "rest", updates=[(free, 1)])
    program = system.build()
    take, locked = program.actions[1], frozenset({7})
    program = replace(program, actions=(
        program.actions[0], replace(take, acquired=locked), *program.actions[2:],
    ))  # fmt: skip
    assert not violated(explore(program))
    found = explore(bounded(program, 1))
    assert not violated(found) and stopped(found)


@pytest.mark.parametrize("most", [1, 2])
def test_engines_agree_on_what_is_bounded(most):
    """Stopping, counting, homes: the native engine does the same."""
    agree(bounded(poller(helper=False), most))
    agree(bounded(workers(3), most))


def test_who_is_stuck_is_found_where_the_bound_lets_everybody_in():
    """One that never helps: with a bound of two, which stops nobody, the poller is stuck."""
    program = poller(helper=False)
    assert "progress" in violated(explore(program))
    assert "progress" in violated(explore(bounded(program, 2)))
    assert "progress" not in violated(explore(bounded(program, 1)))


def test_a_deadlock_of_two_needs_two():
    """Two locks in opposite orders; the trace is the one of the Program without a bound."""
    system = Builder("crossed")
    locks = [system.variable("a", initial=1), system.variable("b", initial=1)]
    for k, (first, second) in enumerate((locks, locks[::-1])):
        worker = system.activity(f"worker {k}", ("rest", "one", "two"), bounded=True)
        system.action(worker, "first", "rest", "one", guard=[first == 1], updates=[(first, 0)])
        system.action(worker, "second", "one", "two", guard=[second == 1], updates=[(second, 0)])
        system.action(worker, "done", "two", "rest", updates=[(first, 1), (second, 1)])
    program = system.build()
    program = replace(program, actions=tuple(
        replace(a, acquired=frozenset({7} if a.label == "second" else ()))
        for a in program.actions
    ))  # fmt: skip
    assert not violated(explore(bounded(program, 1)))
    (found,) = (f for f in explore(bounded(program, 2)).findings if f.property == "deadlock")
    assert [step.label for step in found.trace.steps] == ["first", "first"]


@st.composite
def programs_with_bounded(draw):
    """Random Programs some of whose activities are bounded, with room for what they may do."""
    program = draw(programs_with_everything())
    return replace(program, activities=tuple(
        replace(a, bounded=draw(st.booleans() | st.just(True))) for a in program.activities
    ))  # fmt: skip


@given(programs_with_bounded())
def test_nothing_is_found_that_is_not_there(program):
    """What is broken with a bound is broken without; states grow with it up to all of them.

    Deadlocks and progress, which others have to prevent, are among it.
    """
    free = explore(program, Limits(states=MANY))
    assume(f"limit of {MANY:,} states" not in free.limit)
    less = 0
    for most in (1, 2):
        found = explore(bounded(program, most))
        assert violated(found) <= violated(free)
        assert less <= found.states <= free.states
        assert found.depth == free.depth or stopped(found)
        if not stopped(found):
            assert violated(found) == violated(free)
            assert (found.states, found.transitions) == (free.states, free.transitions)
        less = found.states
    assert not stopped(found), "two activities, and room for two"


@given(programs_with_bounded())
def test_every_trace_is_one_of_the_program(program):
    """Without the counter, each step of a trace is a step that the Program can do there."""
    found = explore(bounded(program, 1), Limits(states=MANY))
    actions = {action.label: action for action in program.actions}
    for trace in (f.trace for f in found.findings if f.trace is not None):
        values = program.initial
        for step in trace.steps[:-1]:  # the last may end the run
            outcome = take(program, actions[step.label], values)
            values = step.values[: len(program.variables)]
            assert outcome is not None and outcome.values == values
