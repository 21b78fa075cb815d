"""``check`` for programs."""

from __future__ import annotations

import pytest

from miniport import Limits, ModelError, UsageError, Verdict, check

from .drivers.quiet import Quiet


def test_holds(quiet) -> None:
    report = check(quiet, "lifecycle")
    assert report.ok and not report.violations
    assert {f.verdict for f in report.findings} == {Verdict.HOLDS}


def test_a_class(quiet) -> None:
    (by_class,), (by_path,) = check(Quiet, "lifecycle").results, check(quiet, "lifecycle").results
    assert by_class.model == "Quiet"
    assert by_class.exploration.states == by_path.exploration.states


def test_violated(twice) -> None:
    report = check(twice, ["lifecycle"], ["pause.complete-once"])
    (broken,) = report.violations
    assert not report.ok and report.exit_code == 1
    assert broken.trace.model == "twice" and broken.trace.scope == "lifecycle"
    assert broken.trace.steps[-1].broken == ("pause.complete-once",)


def test_a_limit_is_never_ok(quiet) -> None:
    report = check(quiet, "lifecycle", limits=Limits(states=5))
    assert not report.ok and report.exit_code == 4
    assert report.results[0].verdict is Verdict.INCOMPLETE


def test_a_wrong_model_is_raised(wrong) -> None:
    with pytest.raises(ModelError) as raised:
        check(wrong, "lifecycle")
    assert raised.value.lineno == 11 and raised.value.filename.endswith("wrong.py")


def test_statements_can_be_steps(quiet) -> None:
    merged, single = (
        check(quiet, "lifecycle", granularity=granularity).results[0]
        for granularity in ("merged", "statement")
    )
    assert (merged.granularity, single.granularity) == ("merged", "statement")
    assert single.exploration.states > merged.exploration.states
    assert single.verdict is merged.verdict


def test_options_change_the_environment(quiet) -> None:
    usual, late = (
        check(quiet, "send", options={"late_sends": late}).results[0] for late in (False, True)
    )
    assert late.exploration.states > usual.exploration.states


@pytest.mark.parametrize(
    "arguments",
    [
        {"model": "smaple"},
        {"model": "sample", "scope": "lifecyle"},
        {"model": "sample", "rules": "pause"},
        {"model": "sample", "options": {"late": True}},
        {"model": "sample", "options": {"late_sends": 1}},
    ],
)
def test_wrong_names_are_raised(arguments) -> None:
    with pytest.raises(UsageError):
        check(**arguments)


def test_workers_find_the_same(quiet, twice) -> None:
    for model in (quiet, twice):
        here = check(model, ["lifecycle", "shutdown"])
        there = check(model, ["lifecycle", "shutdown"], jobs=2)
        assert [r.scope for r in there.results] == ["lifecycle", "shutdown"]
        assert [r.exploration.findings for r in here.results] == [
            r.exploration.findings for r in there.results
        ]
