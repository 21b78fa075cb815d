"""Races: two enabled steps of different activities on one plain variable, one of them writing."""

from examples.protocols.increment import increment
from miniport.checker.builder import Builder
from miniport.checker.explore import explore
from miniport.checker.ir.program import Span
from miniport.checker.result import Verdict


def finding(exploration, prop):
    """The finding on one property."""
    return next(f for f in exploration.findings if f.property == prop)


def test_an_unlocked_increment_races():
    """At once: both threads can read, but only read and write race; that takes one step."""
    found = explore(increment(2, shared=True))
    race = finding(found, "race")
    assert race.verdict is Verdict.VIOLATED
    assert len(race.trace) == 1
    assert "unsynchronized access to i" in race.trace.detail
    assert "thread0 writes" in race.trace.detail
    assert "thread1 reads" in race.trace.detail


def test_a_locked_increment_does_not():
    """The lock keeps the second thread from being enabled, which is what counts."""
    found = explore(increment(3, locked=True, shared=True))
    assert finding(found, "race").verdict is Verdict.HOLDS
    assert finding(found, "race").reached
    assert found.races == ()


def test_a_race_rule_without_shared_memory_is_vacuous():
    """Nothing could ever race."""
    assert not finding(explore(increment(2)), "race").reached


def two(kinds, *, reading=(False, False), gate=False):
    """Two activities of the given kinds that touch x, the second possibly behind a gate."""
    system = Builder("two")
    x = system.variable("x", shared=True)
    local = system.variable("local")
    opened = system.variable("opened")
    system.property("race.shared-state", race_kinds=("thread", "dpc"))
    system.property("race.isr", race_kinds=("isr",))
    for n, kind in enumerate(kinds):
        me = system.activity(f"A{n}", ("a", "b"), kind=kind)
        update = (local, x) if reading[n] else (x, 1)
        guard = [opened == 1] if gate and n else []
        system.action(me, "touch", "a", "b", updates=[update], guard=guard,
                      span=Span("two.py", 10 + n))
        system.action(me, "again", "b", "a")
    if gate:
        opener = system.activity("opener", ("shut", "open"))
        system.action(opener, "open", "shut", "open", updates=[(opened, 1)])
    return system.build()


def violated(program):
    """The race properties that are violated."""
    return {f.property for f in explore(program).findings
            if f.verdict is Verdict.VIOLATED and f.property.startswith("race")}


def test_the_more_specific_rule_gets_the_race():
    """An interrupt service routine has its own rule; threads and the rest share one."""
    assert violated(two(("thread", "thread"))) == {"race.shared-state"}
    assert violated(two(("thread", "isr"))) == {"race.isr"}
    assert violated(two(("isr", "dpc"))) == {"race.isr"}
    assert violated(two(("dpc", "dpc"))) == {"race.shared-state"}
    assert violated(two(("other", "other"))) == set()


def test_two_readers_do_not_race():
    """One of the two must write."""
    assert violated(two(("thread", "thread"), reading=(True, True))) == set()
    assert violated(two(("thread", "thread"), reading=(True, False))) == {"race.shared-state"}


def test_a_race_enabled_by_a_third_party_is_found():
    """Neither of the two moved; the gate was opened by somebody else."""
    found = explore(two(("thread", "thread"), gate=True))
    trace = finding(found, "race.shared-state").trace
    assert [step.label for step in trace.steps] == ["open"]


def test_all_racy_pairs_are_listed():
    """Variable and both statements, each pair once."""
    found = explore(two(("thread", "isr")))
    assert found.races == (("x", Span("two.py", 10), Span("two.py", 11)),)
    assert "two.py:10" in finding(found, "race.isr").trace.detail
    assert "two.py:11" in finding(found, "race.isr").trace.detail


def test_a_race_does_not_hide_behind_an_earlier_one():
    """Three activities, three pairs: all are found although the first is found at once."""
    found = explore(increment(3, shared=True))
    system = Builder("three")
    x = system.variable("x", shared=True)
    system.property("race", race_kinds=("thread",))
    for n in range(3):
        me = system.activity(f"A{n}", ("a", "b"))
        system.action(me, "touch", "a", "b", updates=[(x, 1)], span=Span("three.py", n + 1))
    found = explore(system.build())
    assert {(a.line, b.line) for _, a, b in found.races} == {(1, 2), (1, 3), (2, 3)}
