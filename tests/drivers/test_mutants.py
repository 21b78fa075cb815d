"""Mutants of the reference driver: the same verdicts under every combination of reductions."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import product

import pytest
from .mutants.catalogue import MUTANTS
from .mutants.mutant import SAMPLE
from .mutants.scopes import SCOPES

from miniport.checker.result import Limits, Verdict
from miniport.reductions import compare, compare_verdicts
from miniport.specs import all_rules
from miniport.task import Task, run_task

QUICK = {"work-item-not-freed", "restart-completed-twice"}
"""The mutants in each run of the suite."""

FAR = {("merged", False): 4_000_000, ("merged", True): 1_000_000,
       ("statement", False): 1_000_000, ("statement", True): 600_000}  # fmt: skip
"""How many states are looked at, by granularity and whether dead locals are kept."""

CHOSEN = [
    pytest.param(m, id=m.name,
                 marks=[] if m.name in QUICK else [pytest.mark.slow, pytest.mark.large])
    for m in MUTANTS
]  # fmt: skip
"""All of them take more than half an hour."""


@pytest.mark.parametrize("mutant", CHOSEN)
def test_the_verdicts_do_not_depend_on_reductions(tmp_path, mutant) -> None:
    task = Task(mutant.write(tmp_path), None, mutant.name, SCOPES[mutant.scope],
                tuple(all_rules().values()), limits=Limits(FAR["merged", False]))  # fmt: skip
    reduced = run_task(task)
    found = reduced.exploration
    broken = {f.property for f in found.findings if f.verdict is Verdict.VIOLATED}
    assert mutant.breaks in broken if mutant.breaks else not broken
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


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_each_is_still_an_edit_of_the_driver(tmp_path, mutant) -> None:
    """Where sample changes they must change, too: it is Python, and not what sample is."""
    mutated = ast.parse(mutant.write(tmp_path).read_text(encoding="utf-8"))
    assert ast.dump(mutated) != ast.dump(ast.parse(SAMPLE.read_text(encoding="utf-8")))


def test_there_are_enough_of_them() -> None:
    assert len({m.name for m in MUTANTS}) == len(MUTANTS) >= 40
    assert len({m.scope for m in MUTANTS}) >= 8
    assert sum(m.breaks != "" for m in MUTANTS) >= 30
