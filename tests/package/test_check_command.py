"""``miniport check``: exit codes, what is printed, what is refused and how."""

from __future__ import annotations

import json

import pytest

import miniport.run
import miniport.task

ONE = ("--scope", "lifecycle")


def test_holds(miniport, quiet) -> None:
    ran = miniport("check", quiet, *ONE)
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("model  scope      verdict")
    assert ran.out.splitlines()[1].startswith("quiet  lifecycle  holds")
    assert ran.out.splitlines()[-1].startswith("1 scope: 1 holds; ")
    assert ran.err.startswith("quiet, scope lifecycle: holds, ")


def test_violated(miniport, twice) -> None:
    ran = miniport("check", twice, *ONE)
    assert ran.code == 1
    assert ran.out.startswith("violated  pause.complete-once   twice, scope lifecycle\n")
    assert "twice.py:11  NdisMPauseComplete()" in ran.out
    assert "\n✗" in ran.out


def test_a_class_by_its_name(miniport, twice) -> None:
    assert miniport("check", f"{twice}:Twice", *ONE).code == 1


def test_only_the_rules_asked_for(miniport, twice) -> None:
    assert miniport("check", twice, *ONE, "--rule", "restart.*").code == 0
    assert miniport("check", twice, *ONE, "--rule", "pause.complete-once").code == 1


def test_no_traces(miniport, twice) -> None:
    ran = miniport("check", twice, *ONE, "--traces", "none")
    assert ran.code == 1 and ran.out.startswith("model ")


def test_every_statement_a_step(miniport, twice, tmp_path) -> None:
    file = tmp_path / "result.json"
    ran = miniport("check", twice, *ONE, "--granularity", "statement", "--json", file)
    assert ran.code == 1
    assert "  statements    each is a step: nothing was merged\n" in ran.out
    (result,) = json.loads(file.read_text(encoding="utf-8"))["results"]
    assert result["granularity"] == "statement"


def test_a_while_after_a_violation(miniport, twice) -> None:
    """Not for ever; what was not found broken until then is not said to hold."""
    ran = miniport("check", twice, *ONE, "--after-violation", 1)
    assert ran.code == 1
    assert "  incomplete    1 states had been found after the first violation: " in ran.out
    ran = miniport("check", twice, *ONE, "--after-violation", "all")
    assert ran.code == 1 and "incomplete" not in ran.out
    ran = miniport("check", twice, *ONE, "--after-violation", "none")
    assert ran.code == 3


def test_incomplete(miniport, quiet) -> None:
    ran = miniport("check", quiet, *ONE, "--max-states", 5)
    assert ran.code == 4
    assert "incomplete" in ran.out and "limit of 5 states" in ran.out


def test_a_wrong_model(miniport, wrong) -> None:
    ran = miniport("check", wrong, *ONE, "--scope", "shutdown", "--jobs", 1)
    assert ran.code == 2
    assert ran.err.count("wrong.py:11:9: error [MP") == 1, "once, not once per scope"
    assert "        try:\n" in ran.err and "^" in ran.err
    assert "Traceback" not in ran.err


def test_one_wrong_model_does_not_hide_another(miniport, wrong, twice) -> None:
    ran = miniport("check", wrong, twice, *ONE, "--jobs", 1)
    assert ran.code == 2
    assert "violated  pause.complete-once" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["smaple"], "there is no driver 'smaple'. Did you mean 'sample'"),
        (["nowhere.py"], "there is no file nowhere.py"),
        (["."], ". is a folder; name a file"),
        (["sample", "--scope", "lifecyle"], "no scope 'lifecyle'. Did you mean 'lifecycle'?"),
        (["sample", "--rule", "pause.tx-drianed"], "Did you mean 'pause.tx-drained'"),
        (["sample", "--set", "late_send=on"], "no option 'late_send'. Did you mean 'late_sends'"),
        (["sample", "--set", "late_sends=perhaps"], "takes a number, or true or false"),
        (["sample", "--set", "late_sends=2"], "takes a value true or false, not 2"),
        (["sample", "--set", "late_sends"], "--set takes option=value, not 'late_sends'"),
        (["sample", "--max-states", "many"], "'many' is not a number"),
        (["sample", "--max-states", "0"], "0 is not above zero"),
        (["sample", "--max-seconds", "nan"], "nan is not above zero"),
        (["sample", "--max-memory", "8X"], "'8X' is not a size: write 500M or 8G"),
        (["sample", "--jobs", "-1"], "-1 is not above zero"),
        (["sample", "--json", "no/such/folder/x.json"], "there is no folder no/such/folder"),
        (["sample", "--json", "."], ". is a folder; name a file"),
        (["sample", "--no-such-option"], "No such option"),
        ([], "Missing argument 'MODEL...'"),
    ],
)
def test_usage(miniport, arguments, message) -> None:
    ran = miniport("check", *arguments)
    assert ran.code == 3
    assert message in " ".join(ran.err.replace("│", " ").split())
    assert "Traceback" not in ran.err and not ran.out


def test_a_folder_that_cannot_be_made(miniport, quiet, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    ran = miniport("check", quiet, *ONE, "--out", "file/traces")
    assert ran.code == 3 and "the folder file/traces cannot be made" in ran.err


def test_our_bug(miniport, quiet, monkeypatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError("a secret of ours")

    monkeypatch.setattr(miniport_task, "explore", broken)
    ran = miniport("check", quiet, *ONE)
    assert ran.code == 70
    assert "Traceback" in ran.err and "a secret of ours" in ran.err
    assert "Please report it" in ran.err


def test_out_of_memory_is_no_bug(miniport, quiet, monkeypatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise MemoryError

    monkeypatch.setattr(miniport_task, "compile_model", broken)
    ran = miniport("check", quiet, *ONE)
    assert ran.code == 4 and "out of memory" in ran.err


def test_advice_is_no_violation_unless_strict(miniport, twice, monkeypatch) -> None:
    from miniport.model.language.rules import Rule

    monkeypatch.setattr(Rule, "severity", "warning")
    ran = miniport("check", twice, *ONE, "--jobs", 1)
    assert ran.code == 0
    assert "advice not followed  pause.complete-once" in ran.out
    assert miniport("check", twice, *ONE, "--jobs", 1, "--strict").code == 1


miniport_task = miniport.task
