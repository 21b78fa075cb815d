"""Iterative deepening over the bound: when it stops, what it says, which traces it keeps."""

from dataclasses import replace

import pytest

from miniport.checker.builder import Builder
from miniport.checker.deepening import deepened
from miniport.checker.explore import explore
from miniport.checker.ir.program import Program
from miniport.checker.result import Limits, Verdict


def crowd(number):
    """Workers of two steps; it is wrong that one is at work, that two are, that three are."""
    system = Builder("crowd")
    for k in range(number):
        worker = system.activity(f"worker {k}", ("rest", "first", "second"), bounded=True)
        system.action(worker, "begin", "rest", "first")
        system.action(worker, "go on", "first", "second")
        system.action(worker, "end", "second", "rest")
    working = [~system.at(k, "rest") for k in range(number)]
    total = sum(working[1:], start=working[0])
    for most in range(3):
        system.invariant(f"at most {most}", total <= most)
    system.invariant("never", 1)
    return system.build()


class Searches:
    """Explores, and keeps what was found."""

    def __init__(self, limits=None):
        self.limits, self.found = limits or Limits(), []

    def __call__(self, program: Program):
        self.found.append(explore(program, self.limits))
        return self.found[-1]


def verdicts(found):
    """The verdict on each property."""
    return {f.property: f.verdict for f in found.findings}


@pytest.mark.parametrize(("most", "searches", "in_flight", "broken"), [
    (1, [7], 1, 1),
    (2, [7, 19], 2, 2),
    (3, [7, 19, 27], None, 3),
    (9, [7, 19, 27], None, 3),
])  # fmt: skip
def test_bounds_from_one(most, searches, in_flight, broken):
    """It ends where the bound stops nobody; only then does anything simply hold."""
    search = Searches()
    found = deepened(crowd(3), most, search)
    assert [e.states for e in search.found] == searches
    assert (found.states, found.in_flight, found.limit) == (searches[-1], in_flight, "")
    said = verdicts(found)
    held = Verdict.HOLDS if in_flight is None else Verdict.BOUNDED
    for k in range(3):
        assert said[f"at most {k}"] is (Verdict.VIOLATED if k < broken else held)
    assert said["never"] is said["deadlock"] is held
    assert "in flight" not in said
    assert found.seconds == sum(e.seconds for e in search.found)


def test_each_trace_is_of_the_smallest_bound_that_has_one_as_short():
    search = Searches()
    found = deepened(crowd(3), 3, search)
    traces = {f.property: f.trace for f in found.findings if f.trace}
    assert [len(traces[f"at most {k}"]) for k in range(3)] == [1, 2, 3]
    first = next(f for f in search.found[0].findings if f.property == "at most 0")
    assert traces["at most 0"] is first.trace


def test_a_shorter_trace_of_a_larger_bound_is_better():
    """One gets there alone in three steps, with another one in two."""
    system = Builder("shortcut")
    slow = system.activity("slow", ("rest", "first", "second", "third"), bounded=True)
    for source, target in (("rest", "first"), ("first", "second"), ("second", "third"),
                           ("third", "rest")):
        system.action(slow, "go on", source, target)
    fast = system.activity("fast", ("rest", "inside"), bounded=True)
    system.action(fast, "begin", "rest", "inside")
    system.action(fast, "end", "inside", "rest")
    together = system.at(slow, "first") & system.at(fast, "inside")
    system.invariant("not there", ~(system.at(slow, "third") | together))
    program = system.build()
    lengths = []
    for most in (1, 2):
        found = deepened(program, most, explore)
        (trace,) = (f.trace for f in found.findings if f.property == "not there")
        lengths.append(len(trace))
    assert lengths == [3, 2]


def test_it_ends_where_enough_is_found():
    search = Searches()
    found = deepened(crowd(3), 3, search,
                     lambda e: verdicts(e)["at most 0"] is Verdict.VIOLATED)
    assert len(search.found) == 1 and found.in_flight == 1
    assert verdicts(found)["at most 1"] is Verdict.BOUNDED


def test_a_search_that_was_cut_is_the_last():
    """What was broken before stays broken; nothing holds; how far it got is said."""
    search = Searches(Limits(states=12))
    found = deepened(crowd(3), 3, search)
    assert [e.states for e in search.found] == [7, 12] and found.cut
    assert found.limit.startswith(
        "with up to 2 in flight: the limit of 12 states was reached: 12 states and"
    )
    assert found.limit.endswith(", with up to 1 in flight everything was explored")
    said = verdicts(found)
    assert said["at most 0"] is Verdict.VIOLATED
    assert said["never"] is Verdict.INCOMPLETE
    assert deepened(crowd(3), 1, Searches(Limits(states=5))).limit.endswith("expanded")


def test_without_bounded_activities_there_is_no_bound():
    program = crowd(2)
    free = replace(
        program, activities=tuple(replace(a, bounded=False) for a in program.activities)
    )
    search = Searches()
    found = deepened(free, 1, search)
    assert [e.states for e in search.found] == [9]
    assert found.in_flight is None and verdicts(found)["never"] is Verdict.HOLDS
