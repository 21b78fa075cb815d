"""What explore says: verdicts, traces, limits, and never more than it knows."""

import pytest

from examples.protocols.die_hard import die_hard
from examples.protocols.increment import increment
from examples.protocols.philosophers import philosophers
from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.builder import Builder
from miniport.checker.explore import explore
from miniport.checker.ir.program import Span
from miniport.checker.replay import replay
from miniport.checker.result import Limits, Verdict
from miniport.checker.search import Search


def finding(exploration, prop):
    """The finding on one property."""
    return next(f for f in exploration.findings if f.property == prop)


def counter(high=3, **variable):
    """One activity that counts without end."""
    system = Builder("counter")
    x = system.variable("x", 0, high, **variable)
    me = system.activity("A")
    system.action(me, "count", updates=[(x, x + 1)], span=Span("counter.py", 7))
    return system, x, me


def test_leaving_a_range_is_an_error_with_a_trace():
    """The run ends there: other properties are incomplete, not holding."""
    system, x, _ = counter()
    system.invariant("small", x < 100)
    found = explore(system.build())
    broken = finding(found, "range")
    assert broken.verdict is Verdict.VIOLATED
    assert len(broken.trace) == 4
    assert broken.trace.detail == "at counter.py:7 x would become 4, outside 0..3"
    assert broken.trace.steps[-1].broken == ("range",)
    assert broken.trace.steps[-1].values == broken.trace.steps[-2].values
    assert finding(found, "small").verdict is Verdict.INCOMPLETE
    assert finding(found, "deadlock").verdict is Verdict.INCOMPLETE
    assert "runs that break range end there" in found.limit
    assert (found.states, found.transitions) == (4, 3)


def test_a_count_beyond_its_bound_is_incomplete_not_wrong():
    """The bound of explicit search is not a fault of the model."""
    system, _, _ = counter(255, checked="bound")
    found = explore(system.build())
    assert {f.verdict for f in found.findings} == {Verdict.INCOMPLETE}
    assert "the bound 255 of x was hit" in found.limit
    assert found.states == 256


def test_a_count_below_zero_is_an_error():
    """Only above is a bound."""
    system, x, me = counter(2, checked="bound")
    system.action(me, "down", updates=[(x, x - 1)])
    found = explore(system.build())
    assert "x would become -1" in finding(found, "range").trace.detail


def test_an_index_out_of_range_is_an_error():
    """Both reading and writing; the index is named."""
    for reading in (True, False):
        system, x, me = counter(9)
        cells = system.array("cells", 3)
        got = system.variable("got", 0, 1)
        update = (got, cells[x]) if reading else (cells[x], 1)
        system.action(me, "use", updates=[update])
        found = explore(system.build())
        broken = finding(found, "index")
        assert broken.verdict is Verdict.VIOLATED
        assert len(broken.trace) == 4
        assert "index 3 of cells[0]" in broken.trace.detail


def test_a_fatal_check_ends_the_run_and_hides_what_follows():
    """No later check of the action is made, and there is no successor."""
    system, x, me = counter(5)
    system.property("fatal", fatal=True)
    system.actions.clear()
    system.action(me, "count", guard=[x < 5], updates=[(x, x + 1)],
                  checks=[("fatal", 1, x < 2), ("later", 1, x < 2)])
    found = explore(system.build())
    assert finding(found, "fatal").verdict is Verdict.VIOLATED
    assert finding(found, "later").verdict is Verdict.INCOMPLETE
    assert finding(found, "later").reached
    assert found.states == 3
    assert "runs that break fatal end there" in found.limit


def test_the_search_goes_on_past_a_broken_check():
    """Each property has its own shortest trace; consequences name what was broken before."""
    system, x, me = counter(5)
    system.actions.clear()
    system.action(me, "count", guard=[x < 5], updates=[(x, x + 1)],
                  checks=[("below two", 1, x < 2), ("below four", 1, x < 4)])
    system.invariant("not five", x != 5)
    found = explore(system.build())
    traces = {f.property: f for f in found.findings if f.verdict is Verdict.VIOLATED}
    assert {p: len(f.trace) for p, f in traces.items()} == {
        "below two": 3, "below four": 5, "not five": 5, "deadlock": 5,
    }
    assert traces["below two"].after == ()
    assert traces["below four"].after == ("below two",)
    assert set(traces["deadlock"].after) >= {"below two"}
    assert found.limit == ""


def test_a_property_whose_premise_is_never_true_is_not_reached():
    """A vacuous "holds" can be told from a real one."""
    system, x, me = counter(3)
    system.actions.clear()
    system.action(me, "count", guard=[x < 3], updates=[(x, x + 1)],
                  checks=[("vacuous", x == 7, 0), ("real", x == 2, x < 3), ("always", 1, x < 3)])
    system.action(me, "never", guard=[x == 9], checks=[("not taken", 1, 1)])
    system.invariant("never", x < 0, premise=x > 5)
    system.invariant("sometimes", x > 0, premise=x > 2)
    found = explore(system.build())
    reached = {f.property for f in found.findings if f.reached}
    assert reached >= {"real", "always", "sometimes"}
    assert not reached & {"vacuous", "not taken", "never"}


def test_a_final_state_is_not_a_deadlock():
    """Nothing is enabled, but nothing need happen."""
    system, x, me = counter(3)
    system.actions.clear()
    system.action(me, "count", guard=[x < 3], updates=[(x, x + 1)])
    assert finding(explore(system.build()), "deadlock").verdict is Verdict.VIOLATED
    system.final = (x == 3).expr
    assert finding(explore(system.build()), "deadlock").verdict is Verdict.HOLDS


def test_an_invariant_broken_at_once_has_a_trace_without_steps():
    """Such a trace still is a trace."""
    system, x, _ = counter(3)
    system.invariant("positive", x > 0)
    trace = finding(explore(system.build()), "positive").trace
    assert trace
    assert len(trace) == 0


@pytest.mark.parametrize("states", [1, 2, 100, 287])
def test_a_limit_on_states_makes_it_incomplete(states):
    """Exactly so many states are kept; what is violated stays so."""
    program = two_phase_commit(3)
    found = explore(program, Limits(states=states))
    assert found.states == states
    assert {f.verdict for f in found.findings} == {Verdict.INCOMPLETE}
    assert f"the limit of {states} states was reached" in found.limit
    assert "to depth" in found.limit


def test_a_limit_that_is_just_enough_is_no_limit():
    """288 states fit in 288."""
    found = explore(two_phase_commit(3), Limits(states=288))
    assert found.limit == ""
    assert {f.verdict for f in found.findings} == {Verdict.HOLDS}


def test_a_violation_found_before_the_limit_stays_violated():
    """Incomplete never hides a trace."""
    found = explore(increment(4), Limits(states=400))
    assert finding(found, "counted").verdict is Verdict.VIOLATED
    assert finding(found, "deadlock").verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize(("limits", "words"), [
    (Limits(seconds=0.0), "the limit of 0 seconds"),
    (Limits(memory=1), "MiB of memory"),
])
def test_limits_on_time_and_memory(limits, words):
    """They are looked at every few hundred states."""
    found = explore(two_phase_commit(5), limits)
    assert words in found.limit
    assert found.states < 8_832
    assert {f.verdict for f in found.findings} == {Verdict.INCOMPLETE}


@pytest.mark.parametrize(("error", "words"), [
    (KeyboardInterrupt, "interrupted (Ctrl-C)"), (MemoryError, "out of memory"),
])
def test_an_interrupted_search_reports_what_it_covered(error, words):
    """Wherever it hits, also in the middle of a state."""
    found = Search(two_phase_commit(5))
    inner = found.interpreter.expand
    calls = []

    def expand(state, emit, bad):
        calls.append(state)
        inner(state, emit, bad)
        if len(calls) == 700:
            raise error

    found.interpreter.expand = expand
    found.run()
    assert words in found.cut
    assert found.expanded == 699
    assert found.path(len(found.states) - 1)


def test_ctrl_c_from_the_progress_display(monkeypatch):
    """explore returns an Exploration; findings made so far are kept."""
    monkeypatch.setattr("miniport.checker.search._LOOK", 1)
    monkeypatch.setattr("miniport.checker.search.time.perf_counter", iter(range(10**6)).__next__)

    def interrupt(now):
        if now.states > 300:
            raise KeyboardInterrupt

    found = explore(increment(4), progress=interrupt)
    assert found.limit.startswith("interrupted (Ctrl-C)")
    assert 300 < found.states < 755
    assert finding(found, "counted").verdict is Verdict.VIOLATED
    assert finding(found, "range").verdict is Verdict.INCOMPLETE


def test_progress_reports_grow_and_end_with_everything(monkeypatch):
    """The last report is about the finished search."""
    monkeypatch.setattr("miniport.checker.search._LOOK", 16)
    monkeypatch.setattr("miniport.checker.search.time.perf_counter", iter(range(10**6)).__next__)
    seen = []
    explore(two_phase_commit(3), progress=seen.append)
    assert [p.states for p in seen] == sorted(p.states for p in seen)
    assert len(seen) > 5
    assert (seen[-1].states, seen[-1].transitions, seen[-1].frontier) == (288, 1_145, 0)


def test_stop_on_stops_when_all_that_was_asked_for_is_violated():
    """The rest is incomplete."""
    program = increment(4)
    found = explore(program, stop_on=frozenset({"counted"}))
    assert finding(found, "counted").verdict is Verdict.VIOLATED
    assert finding(found, "deadlock").verdict is Verdict.INCOMPLETE
    assert found.states < 755
    assert "every property asked for is violated" in found.limit


def test_every_trace_replays():
    """What the search shows, the definition confirms."""
    for program in (increment(3, shared=True), die_hard(),
                    philosophers(4)):
        for f in explore(program).findings:
            if f.trace is not None:
                assert len(replay(program, f.trace)) == len(f.trace)


def test_changes_are_shown_as_people_read_them():
    """Labels instead of numbers."""
    found = explore(philosophers(2))
    step = finding(found, "deadlock").trace.steps[0]
    assert ("P0.pc", "think", "left") in step.changes
    assert ("fork[0]", "0", "1") in step.changes
