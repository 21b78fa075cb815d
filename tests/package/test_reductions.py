"""``--check-reductions``: what agrees, what does not, what is left open."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from miniport import reductions
from miniport.checker.result import Limits, Verdict
from miniport.exit_codes import ExitCode, of_comparison
from miniport.facade import plan
from miniport.reductions import SWITCHES, compare, compared, unreduced
from miniport.task import run_task

ONE = ("--scope", "lifecycle")


@pytest.mark.parametrize("which", SWITCHES)
def test_a_scope_agrees(miniport, quiet, which) -> None:
    ran = miniport("check", quiet, *ONE, f"--check-reductions={which}")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[-2].startswith("model  scope      agree")
    assert ran.out.splitlines()[-1].startswith("quiet  lifecycle  yes")


def test_a_broken_rule_is_broken_in_both(miniport, twice, tmp_path) -> None:
    file = tmp_path / "result.json"
    ran = miniport("check", twice, *ONE, "--check-reductions", "--json", file)
    assert ran.code == 1
    document = json.loads(file.read_text(encoding="utf-8"))
    (compared,) = document["reductions"]
    assert compared["agree"] and not compared["undecided"]
    assert compared["unreduced_states"] > compared["states"]
    assert [r["granularity"] for r in document["results"]] == ["merged"]


def test_a_limit_leaves_questions_open(miniport, quiet) -> None:
    ran = miniport("check", quiet, *ONE, "--check-reductions", "--max-states", 100)
    assert ran.code == 4
    assert "  undecided     the limit of 100 states was reached" in ran.out


@pytest.fixture
def pair(twice):
    """A task whose driver breaks a rule, and the results with reductions and without."""
    (task,) = plan([Path(twice)], ["lifecycle"], [], {}, Limits())
    other = unreduced(task)
    return task, run_task(task), other, run_task(other)


def with_finding(result, rule, **changed):
    """The result with another finding for the rule."""
    findings = tuple(
        replace(f, **changed) if f.property == rule else f for f in result.exploration.findings
    )
    return replace(result, exploration=replace(result.exploration, findings=findings))


def test_another_verdict_is_our_fault(pair) -> None:
    task, reduced, other, full = pair
    assert not compare(*pair).disagreements
    rule = "pause.complete-once"
    missed = with_finding(reduced, rule, verdict=Verdict.HOLDS, trace=None)
    found = compare(task, missed, other, full)
    assert found.disagreements == (f"{rule}: not violated reduced, violated unreduced",)
    assert of_comparison(found) is ExitCode.OUR_BUG


def test_a_run_that_is_none_is_our_fault(pair) -> None:
    task, reduced, other, full = pair
    rule = "pause.complete-once"
    trace = next(f.trace for f in reduced.exploration.findings if f.property == rule)
    left_out = next(k for k, s in enumerate(trace.steps) if s.label == "call MiniportPause")
    jump = replace(trace, steps=(*trace.steps[:left_out], *trace.steps[left_out + 1 :]))
    found = compare(task, with_finding(reduced, rule, trace=jump), other, full)
    (sentence,) = found.disagreements
    assert sentence == (
        f"{rule}: its trace of {len(jump)} steps is no run of the unreduced model"
    )


def test_a_run_that_ends_too_soon_is_our_fault(pair) -> None:
    task, reduced, other, full = pair
    rule = "pause.complete-once"
    trace = next(f.trace for f in reduced.exploration.findings if f.property == rule)
    early = replace(trace, steps=trace.steps[:-1])
    found = compare(task, with_finding(reduced, rule, trace=early), other, full)
    assert len(found.disagreements) == 1 and "is no run" in found.disagreements[0]


def test_a_shortest_run_that_is_not_is_our_fault(pair) -> None:
    task, reduced, other, full = pair
    rule = "pause.complete-once"
    trace = next(f.trace for f in full.exploration.findings if f.property == rule)
    longer = replace(trace, steps=(*trace.steps, trace.steps[-1]))
    found = compare(task, reduced, other, with_finding(full, rule, trace=longer))
    assert len(found.disagreements) == 1 and "is shorter than the shortest" in (
        found.disagreements[0]
    )


def test_symmetry_is_compared_by_orbits(monkeypatch) -> None:
    """A search of the quotient that finds another number of states than there are orbits."""
    (task,) = plan(["sample"], ["watchdog"], [], {}, Limits())
    other = unreduced(task, "symmetry")
    outcomes = [run_task(task), run_task(other)]
    (right,) = compared([task], [other], outcomes)
    assert right.disagreements == ()
    monkeypatch.setattr(reductions, "orbits", lambda program, limits: 7)
    (wrong,) = compared([task], [other], outcomes)
    states = outcomes[0].exploration.states
    assert wrong.disagreements == (f"{states:,} states are not the 7 orbits",)
