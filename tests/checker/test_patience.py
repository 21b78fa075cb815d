"""A search ends some states after the first violation, at the same place in every engine."""

import pytest
from hypothesis import HealthCheck, given, settings
from random_programs import programs_with_everything

from examples.protocols.increment import increment
from miniport.checker.explore import explore
from miniport.checker.native import NativeSearch, Unsupported
from miniport.checker.patience import Patience
from miniport.checker.result import Limits, Verdict
from miniport.checker.search import Search


def _finding(found, prop):
    return next(f for f in found.findings if f.property == prop)


def test_it_ends_at_the_end_of_a_level():
    """Not where a worker happens to be; and what was not broken is not said to hold."""
    program = increment(4)
    whole = explore(program)
    found = {
        explore(program, Limits(after_violation=more)).states for more in (1, 2, 20, 100_000)
    }
    assert max(found) == whole.states and len(found) > 1
    found = explore(program, Limits(after_violation=1))
    broken = _finding(found, "counted")
    assert broken.verdict is Verdict.VIOLATED
    assert len(broken.trace) == len(_finding(whole, "counted").trace)
    assert found.depth >= len(broken.trace)
    assert _finding(found, "deadlock").verdict is Verdict.INCOMPLETE
    assert found.limit.startswith("1 states had been found after the first violation: ")
    assert found.cut


def test_what_is_minor_does_not_end_it():
    """Advice, say."""
    program = increment(4)
    limits = Limits(after_violation=1, minor=frozenset({"counted"}))
    found = explore(program, limits)
    assert not found.limit
    assert found.states == explore(program).states


def test_without_a_violation_nothing_ends():
    """However few states it may find after one."""
    patience = Patience(Limits(after_violation=1))
    assert not patience.over((), 10**9)
    assert not patience.over({"x"}, 10**9)
    assert patience.over({"x"}, 10**9 + 1)


@pytest.mark.parametrize("more", [1, 40])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programs_with_everything())
def test_every_engine_ends_at_the_same_place(more, program):
    """With one worker and with two, it is a matter of the model."""
    limits = Limits(states=3_000, after_violation=more)
    search = Search(program)
    search.run(limits)
    if search.full:
        return
    for workers in (1, 2):
        try:
            native = NativeSearch(program, workers=workers)
        except Unsupported:
            return
        native.run(limits)
        assert native.cut == search.cut
        assert (native.count, native.transitions, native.depth) == (
            search.count, search.transitions, search.depth
        )
        assert native.violations.keys() == search.violations.keys()
        assert native.frontier() == search.frontier()
