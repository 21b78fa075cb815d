"""Verdicts, coverage and traces on published protocols; tests/oracles has their counts."""

import pytest

from examples.protocols.chandy_misra import chandy_misra
from examples.protocols.die_hard import die_hard
from examples.protocols.increment import increment
from examples.protocols.peterson import peterson
from examples.protocols.philosophers import philosophers
from examples.protocols.simple_allocator import simple_allocator
from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.explore import explore
from miniport.checker.result import Verdict


def verdicts(exploration):
    """Verdict by property."""
    return {f.property: f.verdict for f in exploration.findings}


@pytest.mark.parametrize("program", [
    two_phase_commit(3), peterson(), chandy_misra(5), simple_allocator(3, 2),
    increment(3, locked=True),
], ids=lambda program: program.name)
def test_correct_protocols_hold(program):
    """A correct protocol holds in every respect, and nothing was cut."""
    found = explore(program)
    assert set(verdicts(found).values()) == {Verdict.HOLDS}
    assert all(f.trace is None and not f.after for f in found.findings)


def test_every_action_of_peterson_is_covered():
    """Coverage lists exactly the actions that were taken."""
    program = peterson()
    assert explore(program).covered == frozenset(range(len(program.actions)))


@pytest.mark.parametrize(("program", "broken", "steps"), [
    (die_hard(), "not solved", 6),
    (increment(2), "counted", 4),
    (philosophers(5), "deadlock", 5),
    (philosophers(3), "deadlock", 3),
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
    found = explore(philosophers(5))
    trace = next(f.trace for f in found.findings if f.property == "deadlock")
    assert {step.label for step in trace.steps} in ({"take left"}, {"take right"})
    assert "P4 at left" in trace.detail or "P4 at right" in trace.detail
