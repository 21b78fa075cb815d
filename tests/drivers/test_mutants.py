"""Mutants of the reference driver: the same verdicts under every combination of reductions."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import product

import pytest
from .mutants.catalogue import MUTANTS
from .mutants.scopes import SCOPES

from miniport.checker.result import Limits, Verdict
from miniport.reductions import compare, compare_verdicts
from miniport.specs import all_rules
from miniport.task import Task, run_task

QUICK = {"halt-without-waiting-for-work", "restart-completed-twice"}
FAR = {("merged", False): 4_000_000, ("merged", True): 1_000_000,
       ("statement", False): 1_000_000, ("statement", True): 600_000}  # fmt: skip
"""How many states are looked at, by granularity and whether dead locals are kept."""


SOME = QUICK | {"interrupt-not-deregistered", "lock-freed-first"}
"""The mutants in each run of the suite; all are where MINIPORT_EVERY_SCOPE is set, which takes
more than half an hour."""


def _mutants() -> list:
    """The mutants as parameters, those left out with the reason."""
    found, everyone = [], "MINIPORT_EVERY_SCOPE" in os.environ
    for mutant in MUTANTS:
        marks = [] if mutant.name in QUICK else [pytest.mark.slow]
        if mutant.name not in SOME and not everyone:
            marks.append(pytest.mark.skip(reason="MINIPORT_EVERY_SCOPE is not set"))
        found.append(pytest.param(mutant, id=mutant.name, marks=marks))
    return found


@pytest.mark.parametrize("mutant", _mutants())
def test_the_verdicts_do_not_depend_on_reductions(tmp_path, mutant) -> None:
    task = Task(mutant.write(tmp_path), None, mutant.name, SCOPES[mutant.scope],
                tuple(all_rules().values()), limits=Limits(FAR["merged", False]))  # fmt: skip
    reduced = run_task(task)
    found = reduced.exploration
    if mutant.breaks:
        broken = {f.property for f in found.findings if f.verdict is Verdict.VIOLATED}
        assert mutant.breaks in broken
    symmetries = (True, False) if mutant.scope.startswith("two-") else (True,)
    for granularity, keep_dead, symmetry in product(
        ("merged", "statement"), (False, True), symmetries
    ):
        other = replace(
            task, granularity=granularity, keep_dead=keep_dead, symmetry=symmetry,
            limits=Limits(FAR[granularity, keep_dead]),
            engine="native" if keep_dead and granularity == "statement" else "auto",
        )  # fmt: skip
        if other != task:
            single = run_task(other)
            assert compare_verdicts(reduced, single).disagreements == ()
    # The last one had every reduction off.
    assert compare(task, reduced, other, single).disagreements == ()


def test_there_are_enough_of_them() -> None:
    assert len({m.name for m in MUTANTS}) == len(MUTANTS) >= 40
    assert len({m.scope for m in MUTANTS}) >= 8
    assert sum(m.breaks != "" for m in MUTANTS) >= 30
