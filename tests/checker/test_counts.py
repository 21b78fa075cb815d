"""Exact counts of states and transitions of published protocols, and their verdicts."""

import protocols
import pytest

from miniport.checker.explore import explore
from miniport.checker.result import Verdict


def verdicts(exploration):
    """Verdict by property."""
    return {f.property: f.verdict for f in exploration.findings}


@pytest.mark.parametrize(("program", "states", "transitions", "depth"), [
    (protocols.two_phase_commit(3), 288, 1_145, 10),
    (protocols.two_phase_commit(5), 8_832, 58_145, None),
    (protocols.peterson(), 42, 76, 10),
    (protocols.chandy_misra(5), 67, 335, 28),
    (protocols.philosophers(5), 243, 945, None),
    (protocols.allocator(3, 2), 400, 1_632, 5),
    (protocols.increment(2), 13, None, 4),
    (protocols.increment(3), 84, None, 6),
    (protocols.increment(4), 755, None, 8),
    (protocols.increment(5), 8_638, None, 10),
    (protocols.increment(2, locked=True), 17, None, 8),
    (protocols.increment(3, locked=True), 61, None, 12),
    (protocols.increment(4, locked=True), 257, None, 16),
    (protocols.increment(5, locked=True), 1_301, None, 20),
    (protocols.grid(300, 2, 2), 1_200, 3_600, None),  # states that do not fit in bytes
    (protocols.grid(4, 3, 4), 324, 1_620, None),
], ids=lambda value: value.name if hasattr(value, "name") else "")
def test_exact_counts(program, states, transitions, depth):
    """States, transitions and depth are those published."""
    found = explore(program)
    assert found.limit == ""
    assert found.states == states
    assert transitions is None or found.transitions == transitions
    assert depth is None or found.depth == depth


@pytest.mark.slow
def test_two_phase_commit_with_six_managers():
    """The largest of the family that stays quick."""
    found = explore(protocols.two_phase_commit(6))
    assert (found.states, found.transitions) == (50_816, 402_305)


@pytest.mark.parametrize("program", [
    protocols.two_phase_commit(3), protocols.peterson(), protocols.chandy_misra(5),
    protocols.allocator(3, 2), protocols.increment(3, locked=True),
], ids=lambda program: program.name)
def test_correct_protocols_hold(program):
    """A correct protocol holds in every respect, and nothing was cut."""
    found = explore(program)
    assert set(verdicts(found).values()) == {Verdict.HOLDS}
    assert all(f.trace is None and not f.after for f in found.findings)


def test_every_action_of_peterson_is_covered():
    """Coverage lists exactly the actions that were taken."""
    program = protocols.peterson()
    assert explore(program).covered == frozenset(range(len(program.actions)))


@pytest.mark.parametrize(("program", "broken", "steps"), [
    (protocols.die_hard(), "not solved", 6),
    (protocols.increment(2), "counted", 4),
    (protocols.philosophers(5), "deadlock", 5),
    (protocols.philosophers(3), "deadlock", 3),
], ids=lambda value: value.name if hasattr(value, "name") else "")
def test_shortest_counterexample(program, broken, steps):
    """The trace is as short as the known optimum; nothing else is broken."""
    found = explore(program)
    assert verdicts(found)[broken] is Verdict.VIOLATED
    finding = next(f for f in found.findings if f.property == broken)
    assert len(finding.trace) == steps
    others = [v for p, v in verdicts(found).items() if p != broken]
    assert set(others) == {Verdict.HOLDS}


def test_both_deadlocks_of_the_philosophers_are_symmetric():
    """The deadlock is the famous one: everybody took the same side."""
    found = explore(protocols.philosophers(5))
    trace = next(f.trace for f in found.findings if f.property == "deadlock")
    assert {step.label for step in trace.steps} in ({"take left"}, {"take right"})
    assert "P4 at left" in trace.detail or "P4 at right" in trace.detail
