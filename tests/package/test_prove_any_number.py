"""``miniport prove``: rules for any number of tokens."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import miniport.attempt as attempt
import miniport.schema
from miniport.attempt import Prover
from miniport.checker.result import Limits, Verdict
from miniport.facade import plan
from miniport.proving import prove_task

ROOT = Path(__file__).parents[2]
THREE = ROOT / "examples" / "drivers" / "three_buffers.py"
SCHEMA = Path(next(iter(miniport.schema.__path__))) / "proof.schema.json"
BUFFERS, SENDS = "RECEIVE_NET_BUFFER_LIST", "NET_BUFFER_LIST"
BRIEF = Limits(after_violation=20_000)


def test_what_fails_from_four_on_is_shown_with_four(miniport, tmp_path) -> None:
    answers = tmp_path / "answers.json"
    ran = miniport("prove", THREE, "--scope", "lifecycle", "--recheck", "--json", answers,
                   "--certificate", tmp_path / "proofs")
    assert ran.code == 1, ran.err
    assert f"violated with 4 {BUFFERS}" in ran.out
    assert f"rules proved for any number of {BUFFERS}" in ran.out
    assert "cvc5: initiation unsat, consecution unsat, safety unsat" in ran.out
    document = json.loads(answers.read_text(encoding="utf-8"))
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    (proof,) = document["proofs"]
    broken = {r: a for r, a in proof["rules"].items() if a["answer"] != "proved"}
    assert set(broken) == {"mem.pool-empty"}
    assert broken["mem.pool-empty"]["tokens"] == {BUFFERS: 4}
    assert broken["mem.pool-empty"]["trace"]["steps"]
    assert proof["rules"]["halt.no-leak"] == {"answer": "proved"}
    queries = {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "proofs").iterdir()}
    assert set(queries) == {
        f"three_buffers-lifecycle-{q}.smt2" for q in ("initiation", "consecution", "safety")
    }
    assert all(text.count("(check-sat)") == 1 for text in queries.values())


def test_exploring_a_few_does_not_find_it(miniport) -> None:
    assert miniport("check", THREE, "--scope", "receive").code == 0


def test_a_correct_driver_is_proved(miniport, quiet) -> None:
    ran = miniport("prove", quiet, "--scope", "lifecycle")
    assert ran.code == 0, ran.err
    assert "unknown" not in ran.out and "violated" not in ran.out
    assert "rules say what must happen at last" in ran.out


def test_too_little_time_is_no_proof(miniport) -> None:
    ran = miniport("prove", THREE, "--scope", "lifecycle", "--max-seconds", 0.001,
                   "--rule", "halt.no-leak")
    assert ran.code == 4, ran.err
    assert "unknown  halt.no-leak, " in ran.out and ": no invariant was found" in ran.out
    assert "nothing breaks it with up to 4 tokens" in ran.out


def test_what_is_proved_beside_a_broken_rule(miniport, tmp_path) -> None:
    """Of all runs if that is possible."""
    answers = tmp_path / "answers.json"
    drained = ROOT / "tests" / "rules" / "pause" / "pause_tx_drained.py"
    ran = miniport("prove", drained, "--scope", "send", "--json", answers)
    assert ran.code == 1, ran.err
    (proof,) = json.loads(answers.read_text(encoding="utf-8"))["proofs"]
    broken = {r for r, a in proof["rules"].items() if a["answer"] == "violated"}
    assert "pause.tx-drained" in broken
    assert all(proof["rules"][r]["trace"]["steps"] for r in broken)
    assert proof["rules"]["halt.no-leak"] == {"answer": "proved"}
    assert [attempt["until"] for attempt in proof["attempts"]] == [[]]


@pytest.mark.slow
def test_proofs_of_runs_that_end_where_a_rule_is_broken_say_so(miniport, tmp_path) -> None:
    """A queue that has a token twice is beyond what a crowd says."""
    answers = tmp_path / "answers.json"
    ran = miniport("prove", ROOT / "tests" / "package" / "drivers" / "queued_twice.py", "--scope",
                   "send", "--rule", "send.complete-once", "--rule", "halt.no-leak", "--json",
                   answers)
    assert ran.code == 1, ran.err
    assert "more proved of runs that end where a token is in a queue twice\n" in ran.out
    document = json.loads(answers.read_text(encoding="utf-8"))
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    (proof,) = document["proofs"]
    assert proof["rules"]["send.complete-once"]["tokens"] == {SENDS: 2}
    proved = proof["rules"]["halt.no-leak"]
    assert proved == {"answer": "proved", "until": ["crowd.twice"]}
    assert proof["attempts"][1]["until"] == proved["until"]


@pytest.mark.slow
@pytest.mark.parametrize(("scope", "crowds"), [
    ("lifecycle", True), pytest.param("two-adapters", False, marks=pytest.mark.large),
])
def test_runs_that_end_before_a_rule_counts_prove_nothing_of_it(scope, crowds) -> None:
    """netvmini breaks init.resource-order whenever it starts; of two adapters there are no
    crowds."""
    (task,) = plan(["netvmini"], [scope], [], {}, BRIEF)
    prover = Prover(task, None, lambda text: None)
    assert bool(prover.kinds) == crowds
    ends, late = frozenset({"init.resource-order"}), frozenset({"restart.complete-once"})
    until = prover.attempt_until(ends, prover.checked)
    assert "restart.complete-once" in until.proof.proved
    assert not until.proves("restart.complete-once")
    assert until.proves("drv.entry-fail-undone")
    assert not prover.attempt_until(ends, late).proof.proved, "nothing that was asked for"


@pytest.mark.slow
def test_what_is_asked_only_after_a_rule_is_broken(monkeypatch) -> None:
    """Runs do not end there, but where others are broken; nor need anybody ask for those."""
    monkeypatch.setattr(attempt, "MOST_CELLS", 10)
    monkeypatch.setattr(attempt, "PATIENT", 10)
    driver = ROOT / "tests" / "rules" / "halt" / "halt_waits_rx.py"
    (task,) = plan([driver], ["receive"], ["halt.device-stopped"], {}, BRIEF)
    proved = prove_task(task)
    first, ended, later = proved.attempts
    assert not first.proof.proved
    assert "halt.device-stopped" in ended.unreached and not later.unreached
    assert "init.resource-order" in ended.until and "init.resource-order" not in later.until
    answers = {answer.rule: answer for answer in proved.answers}
    assert answers["halt.device-stopped"].until == later.until
    assert all(answers[end].verdict is Verdict.VIOLATED for end in later.until)


@pytest.mark.slow
@pytest.mark.parametrize(("held", "cells", "reason"), [
    (1, 1_000_000, "more than 1 of them are named at once"),
    (2, 1_000, "with 2 of them named at once: more than 500 control states"),
])
def test_of_a_class_of_which_too_many_are_named_there_are_few(monkeypatch, held, cells, reason):
    """Better a proof for those of the scope than none; it says so."""
    monkeypatch.setattr(attempt, "MOST_HELD", held)
    monkeypatch.setattr(attempt, "WIDE", cells)
    base = ROOT / "tests" / "rules" / "base_receive.py"
    (task,) = plan([base], ["receive"], ["halt.*", "rx.*"], {}, Limits())
    prover = Prover(task, None, lambda text: None)
    proved = prover.attempt().proof
    assert prover.finite == {BUFFERS: reason} and prover.kinds == ()
    assert "halt.waits-rx" in proved.proved


def test_a_bound_on_callbacks_is_no_proof(miniport, quiet) -> None:
    assert miniport("prove", quiet, "--scope", "lifecycle", "--in-flight", 1).code == 3


@pytest.mark.slow
def test_sample_is_proved_for_any_number_of_requests(miniport) -> None:
    ran = miniport("prove", "sample", "--scope", "lifecycle", "--recheck")
    assert ran.code == 0, ran.err
    assert "cvc5: initiation unsat, consecution unsat, safety unsat" in ran.out


@pytest.mark.large
@pytest.mark.slow
def test_sample_is_proved_for_any_number_of_buffers(miniport) -> None:
    ran = miniport("prove", "sample", "--scope", "receive", "--recheck")
    assert ran.code == 0, ran.err
    assert "cvc5: initiation unsat, consecution unsat, safety unsat" in ran.out


@pytest.mark.slow
def test_the_last_attempt_is_about_few_where_any_number_is_too_many(monkeypatch) -> None:
    """Runs that end where a rule is broken may be too many cells, too; another attempt than the
    last leaves it at that."""
    monkeypatch.setattr(attempt, "ENDING", 16_000)
    base = ROOT / "tests" / "rules" / "base_receive.py"
    (task,) = plan([base], ["receive"], ["halt.*", "rx.*"], {}, Limits())
    prover = Prover(task, None, lambda text: None)
    until = frozenset({"rx.returned-once"})
    assert not prover.attempt_until(until, prover.checked).proof.proved
    assert prover.kinds == (BUFFERS,)
    few = prover.attempt_until(until, prover.checked, last=True)
    assert prover.kinds == ()
    assert prover.finite[BUFFERS].endswith("of them named at once: more than 8,000 control states")
    assert few.proves("halt.waits-rx") and not few.proves("rx.returned-once")
