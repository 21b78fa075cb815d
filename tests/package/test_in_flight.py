"""``--in-flight``: what is found, what is said; a bounded verdict never looks like more."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from miniport import UsageError, check

SENDERS = ("--scope", "senders", "--rule", "race.*")
RACE = "race.shared-state"
SCHEMA = json.loads(
    (resources.files("miniport.schema") / "result.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def crowded() -> str:
    """The driver that two sends at once break."""
    return str(Path(__file__).parent / "drivers" / "crowded.py")


def _document(file: Path) -> tuple[int, dict]:
    document = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    (result,) = document["results"]
    return document["exit_code"], result


def test_a_defect_of_two_callbacks(miniport, crowded, tmp_path) -> None:
    """With one in flight it is missed, and the words do not say that it is not there."""
    file = tmp_path / "r.json"
    ran = miniport("check", crowded, *SENDERS, "--in-flight", 1, "--json", file)
    assert ran.code == 4
    row = ran.out.splitlines()[1]
    assert row.startswith("crowded  senders  holds with up to 1 callback in flight ")
    assert "  in flight     at most 1 callback at once: what is not violated may be" in ran.out
    assert ran.out.splitlines()[-1].startswith(
        "1 scope: 1 holds with up to 1 callback in flight; "
    )
    assert ran.err.startswith("crowded, scope senders: holds with up to 1 callback in flight, ")
    code, result = _document(file)
    assert (code, result["verdict"], result["in_flight"]) == (4, "bounded", 1)
    assert result["words"] == "holds with up to 1 callback in flight"
    assert {rule["verdict"] for rule in result["rules"]} == {"bounded"}

    ran = miniport("check", crowded, *SENDERS, "--in-flight", 2, "--json", file)
    assert ran.code == 1
    assert ran.out.startswith(f"violated  {RACE}   crowded, scope senders\n")
    code, result = _document(file)
    assert (code, result["verdict"]) == (1, "violated")
    verdicts = {rule["id"]: rule["verdict"] for rule in result["rules"]}
    assert {rule for rule, verdict in verdicts.items() if verdict == "violated"} == {RACE}
    (steps,) = {rule["steps"] for rule in result["rules"] if rule["id"] == RACE}

    ran = miniport("check", crowded, *SENDERS, "--in-flight", "all", "--json", file)
    code, result = _document(file)
    assert (ran.code, code, result["verdict"], result["in_flight"]) == (1, 1, "violated", None)
    assert steps == next(rule["steps"] for rule in result["rules"] if rule["id"] == RACE)


def test_a_bound_may_be_enough(miniport, quiet, crowded) -> None:
    """Only if somebody says so; and what is broken stays broken."""
    bounded = ("--in-flight", 1)
    assert miniport("check", quiet, *SENDERS, *bounded).code == 4
    ran = miniport("check", quiet, *SENDERS, *bounded, "--accept-bounded")
    assert ran.code == 0 and "holds with up to 1 callback in flight" in ran.out
    ran = miniport("check", crowded, *SENDERS, "--in-flight", 2, "--accept-bounded")
    assert ran.code == 1
    ran = miniport("check", quiet, *SENDERS, *bounded, "--accept-bounded", "--max-states", 20)
    assert ran.code == 4
    assert "incomplete with up to 1 callback in flight" in ran.out
    assert "  incomplete    with up to 1 in flight: the limit of 20 states was reached" in ran.out


def test_a_bound_that_stops_nobody_is_none(miniport, quiet, tmp_path) -> None:
    """The reference is the search without: same states, and everything holds."""
    file = tmp_path / "r.json"
    assert miniport("check", quiet, *SENDERS, "--json", file).code == 0
    _, free = _document(file)
    ran = miniport("check", quiet, *SENDERS, "--in-flight", 50, "--json", file)
    assert ran.code == 0 and "in flight" not in ran.out
    _, result = _document(file)
    assert (result["verdict"], result["words"], result["in_flight"]) == ("holds", "holds", None)
    for count in ("states", "transitions", "depth", "limit", "rules"):
        assert result[count] == free[count]


def test_the_lifecycle_has_no_callbacks(miniport, quiet) -> None:
    """There is the PnP thread alone, which no bound counts."""
    ran = miniport("check", quiet, "--scope", "lifecycle", "--in-flight", 1)
    assert ran.code == 0 and ran.out.splitlines()[1].startswith("quiet  lifecycle  holds  ")


@pytest.mark.slow
def test_states_grow_with_the_bound_up_to_all_of_them() -> None:
    """The reference driver."""
    found = [
        check("sample", "oids", in_flight=bound).results[0].exploration for bound in (1, 2, None)
    ]
    states = [e.states for e in found]
    assert states == sorted(set(states))
    assert [e.in_flight for e in found] == [1, 2, None]


def test_what_is_interchangeable_stays_so(quiet) -> None:
    """The bound treats all senders, and all that they send, alike."""
    found = [
        check(quiet, "senders", RACE, in_flight=bound).results[0].exploration.symmetries
        for bound in (1, None)
    ]
    assert found[0] == found[1] == (("NET_BUFFER_LIST", 2), ("Sender", 2))


def test_for_programs(quiet) -> None:
    report = check(quiet, "senders", RACE, in_flight=1)
    assert not report.ok and report.exit_code == 4 and not report.violations
    assert json.loads(report.to_json())["results"][0]["verdict"] == "bounded"
    accepted = check(quiet, "senders", RACE, in_flight=1, accept_bounded=True)
    assert accepted.ok and accepted.results[0].words == "holds with up to 1 callback in flight"
    # What was asked for is found with one, so nobody looks at two.
    asked = check(quiet, "senders", "pause.rejects-status", in_flight=50)
    assert asked.exit_code == 1 and asked.results[0].exploration.in_flight == 1
    with pytest.raises(UsageError, match="in_flight is a number above zero"):
        check(quiet, in_flight=0)


@pytest.mark.parametrize("text", ["0", "-1", "some", "1.5"])
def test_what_is_no_bound(miniport, quiet, text) -> None:
    ran = miniport("check", quiet, "--in-flight", text)
    assert ran.code == 3 and "Invalid value for '--in-flight'" in ran.err


def test_not_with_a_comparison_of_reductions(miniport, quiet) -> None:
    ran = miniport("check", quiet, "--in-flight", 2, "--check-reductions")
    assert ran.code == 3 and "compares all runs, not those of --in-flight" in ran.err


def test_an_export_with_a_bound(miniport, quiet, tmp_path) -> None:
    texts = []
    for bound in ("all", "1", "2"):
        file = tmp_path / "quiet.pml"
        ran = miniport("export", quiet, *SENDERS, "--to", "promela", "-o", file,
                       "--in-flight", bound)  # fmt: skip
        assert ran.code == 0, ran.err
        texts.append(file.read_text(encoding="utf-8"))
    assert len(set(texts)) == 3
    assert [text.count("in_flight") > 0 for text in texts] == [False, True, True]


PROGRAM = '''
from miniport.checker.builder import Builder

def made():
    system = Builder("workers")
    for k in range(3):
        worker = system.activity(f"worker {k}", ("rest", "first", "second"), bounded=True)
        system.action(worker, "begin", "rest", "first")
        system.action(worker, "go on", "first", "second")
        system.action(worker, "end", "second", "rest")
    return system.build()
'''


@pytest.mark.parametrize(("bound", "code", "states"), [
    ("1", 4, 7), ("2", 4, 19), ("3", 0, 27), ("all", 0, 27),
])  # fmt: skip
def test_a_program_that_is_no_driver(miniport, tmp_path, bound, code, states) -> None:
    (tmp_path / "workers.py").write_text(PROGRAM, encoding="utf-8")
    ran = miniport("explore", "workers.py:made", "--in-flight", bound)
    assert ran.code == code and ran.out.endswith(f"; {states} states\n")
    assert miniport("explore", "workers.py:made", "--in-flight", bound,
                    "--accept-bounded").code == 0  # fmt: skip


def test_a_scope_may_have_a_bound_of_its_own(quiet):
    """It is what is meant if nobody asks for another, and enough."""
    report = check(quiet, "everything", RACE)
    assert report.results[0].exploration.in_flight == 1
    assert report.results[0].words == "holds with up to 1 callback in flight"
    assert report.exit_code == 0
    more = check(quiet, "everything", RACE, in_flight=2).results[0]
    assert more.exploration.in_flight == 2
