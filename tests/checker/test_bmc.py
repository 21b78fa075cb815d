"""Bounded model checking with z3, beside explicit search: the same Program, other means."""

from dataclasses import replace

from hypothesis import given, settings
from random_programs import programs_with_everything

from miniport.checker.builder import Builder
from miniport.checker.explore import explore
from miniport.checker.ir.program import Const, Element, Invariant, Property
from miniport.checker.result import Limits, Verdict
from miniport.checker.smt import bounded_check

DEPTH = 5


@settings(max_examples=80, deadline=None)
@given(programs_with_everything())
def test_it_agrees_with_explicit_search(program):
    """Every property that runs of so many steps break is broken by both, by runs equally long."""
    found = explore(program, Limits(states=3_000), check_progress=False)
    if found.cut:
        return
    bounded = bounded_check(program, DEPTH)
    assert bounded.depth == DEPTH
    shortest = {
        f.property: len(f.trace) for f in found.findings
        if f.verdict is Verdict.VIOLATED and f.property in bounded.asked
    }
    within = {prop: length for prop, length in shortest.items() if length <= DEPTH}
    assert {prop: len(trace) for prop, trace in bounded.traces.items()} == within


def counter(limit, *, high=9):
    """Counts up to a limit that it must not reach."""
    system = Builder("counter")
    count = system.variable("count", 0, high, checked="bound")
    actor = system.activity("A")
    system.action(actor, "up", guard=[count < limit], updates=[(count, count + 1)])
    system.action(actor, "idle")
    system.invariant("below", count < limit)
    return system.build()


def test_the_depth_is_what_matters():
    assert bounded_check(counter(4), 3).traces == {}
    found = bounded_check(counter(4), 4)
    assert len(found.traces["below"]) == 4 and found.depth == 4 and not found.cut


def test_a_count_that_outgrows_its_bound_is_said():
    found = bounded_check(counter(99, high=2), 5)
    assert found.cut and not found.traces


def test_time_is_a_limit():
    found = bounded_check(counter(9), 5, seconds=0.0)
    assert found.depth == 0 and not found.traces


def test_the_size_of_an_array_fits_in_its_bits():
    """An array of two, of numbers that one bit and a sign are enough for."""
    system = Builder("array")
    system.variable("none", 0, 0)
    system.variable("either", 0, 0)
    index = system.variable("index", -1, 0, 0)
    actor = system.activity("A")
    system.action(actor, "idle")
    program = system.build()
    found = replace(program, invariants=(
        Invariant(len(program.properties), Const(1), Element(0, 2, index.expr)),
    ), properties=(*program.properties, Property("either")))
    assert set(bounded_check(found, 2).traces) == {"either"}
