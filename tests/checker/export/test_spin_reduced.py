"""SPIN with its partial-order reduction: it needs to be told what one process owns."""

from __future__ import annotations

import re

import pytest

from benchmarks.peer import PeerError, PeerRun
from benchmarks.reduction import with_owners
from benchmarks.spin import quickest_compiler, run_spin
from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.builder import Builder
from miniport.checker.export import promela
from miniport.checker.ir.program import Program


def writers(*, judged: bool) -> Program:
    """Two activities that write 1, 2, 3, each to a variable of its own; never both 3, if
    ``judged``."""
    system = Builder("writers")
    cells = [system.variable(f"x{i}", 0, 3) for i in range(2)]
    for i, x in enumerate(cells):
        me = system.activity(f"p{i}", ("none", "one", "two", "three"))
        system.action(me, "write 1", "none", "one", updates=[(x, 1)])
        system.action(me, "write 2", "one", "two", updates=[(x, 2)])
        system.action(me, "write 3", "two", "three", updates=[(x, 3)])
    if judged:
        system.invariant("exclusion", ~((cells[0] == 3) & (cells[1] == 3)))
    return system.build()


def _owned(text: str) -> list[str]:
    return re.findall(r"^local \w+ (\w+)", text, re.M)


def _reduced(text: str) -> PeerRun:
    return run_spin(text, compiler=quickest_compiler(), table=16, reduced=True)


def test_what_one_process_mentions_is_its_own() -> None:
    assert _owned(with_owners(promela(writers(judged=False)))) == ["x0", "x1"]


def test_what_an_inline_of_both_mentions_is_shared() -> None:
    assert _owned(with_owners(promela(writers(judged=True)))) == []


def test_the_reduction_needs_owners(spin) -> None:
    """4 points of each: all pairs, or one activity after the other."""
    text = promela(writers(judged=False))
    assert [_reduced(text).states, _reduced(with_owners(text)).states] == [16, 7]


def test_the_reduction_finds_what_is_broken(spin) -> None:
    assert "exclusion" in _reduced(with_owners(promela(writers(judged=True)))).violated


def test_a_search_without_end_is_stopped(spin) -> None:
    with pytest.raises(PeerError, match=r"Search not completed, after \d+ states"):
        run_spin(promela(two_phase_commit(9)), compiler=quickest_compiler(), patience=0.5)
