"""Goals: what must stay within reach of the steps that are bound to happen."""

from agreement import agree
from hypothesis import given, settings
from random_programs import programs_with_everything

from miniport.checker.aims import aims
from miniport.checker.builder import Builder
from miniport.checker.evaluate import Fault, evaluate, take
from miniport.checker.explore import explore
from miniport.checker.in_flight import bounded
from miniport.checker.result import Limits, Verdict


def server(*, answers, excused=False):
    """A client asks; the server answers by itself, or only if somebody chooses to nudge it."""
    system = Builder("server")
    asked = system.variable("asked", 0, 1)
    nudged = system.variable("nudged", 0, 1)
    client = system.activity("client")
    system.action(client, "ask", guard=[asked == 0], updates=[(asked, 1)], optional=True)
    friend = system.activity("friend")
    system.action(
        friend, "nudge", guard=[nudged == 0], updates=[(nudged, 1)], optional=not excused
    )
    worker = system.activity("worker")
    guard = [asked == 1] if answers else [asked == 1, nudged == 1]
    system.action(worker, "answer", guard=guard, updates=[(asked, 0), (nudged, 0)])
    system.goal("request.ends", asked == 0)
    return system.build()


def finding(exploration, prop="request.ends"):
    """The finding on one property, None if it was not judged."""
    return next((f for f in exploration.findings if f.property == prop), None)


def test_what_is_bound_to_happen_suffices():
    found = finding(agree(server(answers=True)))
    assert found.verdict is Verdict.HOLDS and found.reached


def test_a_goal_may_not_rest_on_a_step_that_nobody_has_to_take():
    found = finding(agree(server(answers=False)))
    assert found.verdict is Verdict.VIOLATED
    assert [step.label for step in found.trace.steps] == ["ask"]
    assert "nothing that is bound to happen" in found.trace.detail
    assert finding(agree(server(answers=False, excused=True))).verdict is Verdict.HOLDS


def test_a_goal_that_is_always_met_was_not_put_to_the_test():
    system = Builder("idle")
    waiting = system.variable("waiting", 0, 1)
    system.action(system.activity("A"), "go")
    system.goal("nobody.waits", waiting == 0)
    found = finding(agree(system.build()), "nobody.waits")
    assert found.verdict is Verdict.HOLDS and not found.reached


def test_it_is_not_judged_on_part_of_the_graph_and_can_be_left_out():
    program = server(answers=False)
    assert finding(explore(program, Limits(states=1))).verdict is Verdict.INCOMPLETE
    assert finding(explore(program, check_progress=False)) is None


def test_who_is_stopped_by_a_bound_may_still_get_there():
    system = Builder("pair")
    open_ = system.variable("open", 0, 1)
    places = ("rest", "inside")
    first = system.activity("first", places, bounded=True)
    system.action(first, "begin", "rest", "inside", guard=[open_ == 0], updates=[(open_, 1)])
    system.action(first, "end", "inside", "rest", guard=[open_ == 0])
    second = system.activity("second", places, bounded=True)
    system.action(second, "begin", "rest", "inside", guard=[open_ == 1], updates=[(open_, 0)])
    system.action(second, "end", "inside", "rest")
    system.goal("closed", open_ == 0)
    program = system.build()
    assert finding(explore(program), "closed").verdict is Verdict.HOLDS
    assert finding(explore(bounded(program, 1)), "closed").verdict is Verdict.HOLDS


@settings(max_examples=60, deadline=None)
@given(programs_with_everything())
def test_against_the_definition(program):
    """Backwards from the states that meet the goal, with nothing but ``take``."""
    found = explore(program, Limits(states=400))
    if found.limit:
        return
    successors, todo = {}, [program.initial]
    while todo:
        state = todo.pop()
        if state in successors:
            continue
        successors[state] = []
        for action in program.actions:
            outcome = take(program, action, state)
            if outcome is not None and outcome.values is not None:
                successors[state].append((outcome.values, action.optional))
                todo.append(outcome.values)
    stuck = set()
    for aim in aims(program):
        able = {s for s in successors if _true(aim.condition, s)}
        grown = True
        while grown:
            more = {
                s for s, after in successors.items() if s not in able and any(
                    t in able and not (optional and aim.activity is None) for t, optional in after
                )
            }
            grown = bool(more)
            able |= more
        if able != set(successors):
            stuck.add(aim.property)
    broken = {f.property for f in found.findings if f.verdict is Verdict.VIOLATED}
    assert broken & {aim.property for aim in aims(program)} == stuck


def _true(condition, state):
    try:
        return bool(evaluate(condition, state))
    except Fault:
        return False
