"""Progress: from every state, home must stay reachable, for each activity that has a home."""

from dataclasses import replace

from miniport.checker.builder import Builder
from miniport.checker.explore import explore
from miniport.checker.ir.program import Span
from miniport.checker.result import Limits, Verdict


def trapped(*, trap):
    """A worker that goes out and comes back, unless it falls into a trap; a clock ticks on."""
    system = Builder("trapped")
    tick = system.variable("tick", 0, 5)
    clock = system.activity("clock")
    system.action(clock, "tick", updates=[(tick, tick * -1 + 1)], guard=[tick <= 1])
    worker = system.activity("worker", ("home", "out", "waiting"))
    system.action(worker, "leave", "home", "out")
    system.action(worker, "return", "out", "home")
    if trap:
        system.action(worker, "wait", "out", "waiting")
        system.action(worker, "never", "waiting", "home", guard=[tick == 5],
                      span=Span("worker.py", 33))
    home = system.at(worker, "home").expr
    found = system.build()
    activities = list(found.activities)
    activities[worker] = type(activities[worker])(
        "worker", activities[worker].counter, activities[worker].locations, "thread", home)
    return type(found)(found.name, found.variables, tuple(activities), found.actions)


def finding(exploration, prop):
    """The finding on one property, None if it was not judged."""
    return next((f for f in exploration.findings if f.property == prop), None)


def test_a_stuck_activity_is_found_although_something_always_moves():
    """There is no deadlock; the trace is the shortest into the trap."""
    found = explore(trapped(trap=True))
    assert finding(found, "deadlock").verdict is Verdict.HOLDS
    stuck = finding(found, "progress")
    assert stuck.verdict is Verdict.VIOLATED
    assert [step.label for step in stuck.trace.steps] == ["leave", "wait"]
    assert stuck.trace.detail == "worker can never come home again from waiting (worker.py:33)"


def test_without_the_trap_it_holds():
    """Home stays reachable from everywhere."""
    found = explore(trapped(trap=False))
    assert finding(found, "progress").verdict is Verdict.HOLDS


def test_it_is_not_judged_on_part_of_the_graph():
    """Beyond the limit there might be a way home."""
    found = explore(trapped(trap=True), Limits(states=5))
    assert finding(found, "progress").verdict is Verdict.INCOMPLETE


def test_it_is_judged_where_the_last_state_breaks_all_that_was_asked_for():
    """Then nothing is left out."""
    system = Builder("last")
    worker = system.activity("worker", ("home", "end"))
    system.action(worker, "finish", "home", "end")
    program = system.build()
    activities = [replace(a, home=system.at(worker, "home").expr) for a in program.activities]
    found = explore(replace(program, activities=tuple(activities)),
                    stop_on=frozenset({"deadlock"}))
    assert finding(found, "deadlock").verdict is Verdict.VIOLATED
    assert finding(found, "progress").verdict is Verdict.VIOLATED


def test_it_can_be_switched_off_and_needs_a_home():
    """Then there is no such finding at all."""
    assert finding(explore(trapped(trap=True), check_progress=False), "progress") is None
    system = Builder("homeless")
    system.action(system.activity("A"), "go")
    assert finding(explore(system.build()), "progress") is None


def test_an_interrupt_while_it_is_judged(monkeypatch):
    """Nothing is lost, but nothing holds either."""
    def interrupt(search):
        raise KeyboardInterrupt

    monkeypatch.setattr("miniport.checker.search.judged", interrupt)
    found = explore(trapped(trap=True))
    assert found.limit.startswith("interrupted while judging progress")
    assert finding(found, "progress").verdict is Verdict.INCOMPLETE
