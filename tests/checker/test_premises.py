"""What is broken before a premise is true, and that it is true in runs that end elsewhere."""

from dataclasses import replace

import pytest
from hypothesis import given
from random_programs import programs_with_everything

from miniport.checker.builder import Builder
from miniport.checker.premises import broken_before
from miniport.checker.result import Limits
from miniport.checker.search import Search

MANY = 3_000


def counting(ways):
    """A counter to 9, one by one and as ``ways`` say; what is asked of it at 5, 8 and 10, and what
    it breaks at 3 and 7."""
    system = Builder("counting")
    value = system.variable("value", 0, 9)
    me = system.activity("me")
    for start, end in [*((n, n + 1) for n in range(9)), *ways]:
        system.action(
            me, f"{start} to {end}", guard=[value == start], updates=[(value, end)],
            checks=[("breaks_3", value == 3, 0), ("breaks_7", value == 7, 0),
                    ("asks_5", value == 5, 1), ("asks_8", value == 8, 1),
                    ("asks_10", value == 10, 1)],
        )  # fmt: skip
    return system.build()


@pytest.mark.parametrize(("ways", "five", "eight"), [
    ([], {"breaks_3"}, {"breaks_3", "breaks_7"}),
    ([(0, 4)], set(), {"breaks_7"}),
    ([(6, 8)], {"breaks_3"}, {"breaks_3"}),
])
def test_the_shortest_run_says_it(ways, five, eight):
    asked = ["asks_5", "asks_8", "asks_10"]
    assert broken_before(counting(ways), asked) == {"asks_5": five, "asks_8": eight}


def test_beyond_the_limits_nothing_is_said():
    few = Limits(states=7)
    assert broken_before(counting([]), ["asks_5", "asks_8"], few) == {"asks_5": {"breaks_3"}}


def test_what_the_same_step_breaks_first_counts():
    """A run ends at the check, and what the step would ask after that is not asked."""
    system = Builder("one step")
    me = system.activity("me")
    system.action(me, "asks", checks=[("first", 1, 0), ("asked", 1, 1), ("later", 1, 0)])
    assert broken_before(system.build(), ["asked"]) == {"asked": {"first"}}


@given(programs_with_everything())
def test_a_premise_is_true_in_runs_that_end_elsewhere(program):
    """In runs that end wherever anything else is broken."""
    # Wherever a fatal property is broken the run would end anyway.
    program = replace(
        program, properties=tuple(replace(p, fatal=False) for p in program.properties)
    )
    whole = Search(program)
    whole.run(Limits(states=MANY))
    if whole.full:
        return
    checked = {c.property for action in program.actions for c in action.checks}
    for number, asked in enumerate(program.properties):
        if number not in checked:
            continue
        found = broken_before(program, [asked.id])
        assert (number in whole.reached) == (asked.id in found)
        if found:
            ending = tuple(
                replace(p, fatal=p.id != asked.id and p.id not in found[asked.id])
                for p in program.properties
            )
            search = Search(replace(program, properties=ending))
            search.run()
            assert number in search.reached
