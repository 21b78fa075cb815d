"""Variables that follow from where an activity is need no bits."""

from hypothesis import given, settings
from random_programs import programs

from miniport.checker.builder import Builder
from miniport.checker.determined import determined
from miniport.checker.native.packing import Packing
from miniport.checker.result import Limits
from miniport.checker.search import Search


def test_what_an_entry_point_sets_follows_from_the_counter():
    """Set on the way in, reset on the way out; a copy of it, and a value that a guard excludes."""
    system = Builder("entry")
    entry, copy, other = (system.variable(n, 0, 24) for n in ("entry", "copy", "other"))
    actor = system.activity("thread", ("rest", "inside", "away"))
    system.action(actor, "enter", "rest", "inside", updates=[(entry, 7), (copy, entry + 7)])
    system.action(actor, "leave", "inside", "rest", updates=[(entry, 0), (copy, 0)])
    system.action(actor, "never", "inside", "rest", guard=[entry == 3], updates=[(entry, 9)])
    system.action(actor, "change", "inside", "inside", updates=[(other, other + 1)])
    program = system.build()
    assert determined(program) == {0: (0, (0, 7, 0)), 1: (0, (0, 7, 0))}
    packing = Packing(program)
    assert packing.bits == 5 + 2
    assert packing.unpack(packing.pack((7, 7, 3, 1))) == (7, 7, 3, 1)


def test_what_two_activities_write_does_not_follow_from_one():
    """Even if it always has the same value where one of them is alone."""
    system = Builder("shared")
    x = system.variable("x")
    for n in range(2):
        actor = system.activity(f"p{n}", ("a", "b"))
        system.action(actor, "go", "a", "b", updates=[(x, 1)])
        system.action(actor, "back", "b", "a", updates=[(x, 0)])
    assert determined(system.build()) == {}


def test_what_others_write_is_forgotten_before_the_next_action():
    """One takes a lock, another breaks it: what the first then does must not be ruled out."""
    system = Builder("broken lock")
    held, found = system.variable("held"), system.variable("found")
    one = system.activity("one", ("out", "in", "done"))
    system.action(one, "take", "out", "in", updates=[(held, 1)])
    system.action(one, "keep", "in", "done", guard=[held == 1])
    system.action(one, "lose", "in", "done", guard=[held == 0], updates=[(found, 1)])
    other = system.activity("other", ("a", "b"))
    system.action(other, "break", "a", "b", updates=[(held, 0)])
    assert determined(system.build()) == {}


@settings(max_examples=200, deadline=None)
@given(programs())
def test_every_reachable_state_agrees(program):
    """The table says what the definition reaches, in random Programs."""
    search = Search(program)
    search.run(Limits(states=1_000))
    found = determined(program)
    for state in search.states:
        values = search.interpreter.unpack(state)
        for variable, (activity, table) in found.items():
            assert values[variable] == table[values[program.activities[activity].counter]]
