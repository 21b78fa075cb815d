"""The result document against its published schema."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest

from miniport import check

SCHEMA = json.loads(
    (resources.files("miniport.schema") / "result.schema.json").read_text(encoding="utf-8")
)


def _valid(document: dict) -> bool:
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    return True


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_of_the_command(miniport, quiet, twice, tmp_path) -> None:
    ran = miniport(
        "check", quiet, twice, "--scope", "lifecycle", "--json", "r.json", "--out", "traces",
        "--set", "late_sends=true",
    )  # fmt: skip
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert _valid(document)
    assert document["exit_code"] == ran.code == 1
    first, second = document["results"]
    assert (first["model"], first["scope"], first["verdict"]) == ("quiet", "lifecycle", "holds")
    assert first["options"] == {"late_sends": True}
    assert first["states"] > 10 and first["transitions"] >= first["states"] - 1
    assert first["limit"] == ""
    assert {"assert", "pause.complete-once", "range"} <= {rule["id"] for rule in first["rules"]}
    (broken,) = (rule for rule in second["rules"] if rule["verdict"] == "violated")
    assert broken["id"] == "pause.complete-once" and broken["severity"] == "error"
    assert broken["steps"] == 12 and broken["reached"]
    assert len(broken["traces"]) == 7
    assert all((tmp_path / name).is_file() for name in broken["traces"])


def test_of_the_facade(twice) -> None:
    report = check(twice, "lifecycle", "pause.*")
    document = json.loads(report.to_json())
    assert _valid(document) and document["exit_code"] == 1
    ids = {rule["id"] for rule in document["results"][0]["rules"]}
    assert "pause.complete-once" in ids and "halt.no-leak" not in ids


def test_of_a_cut_search(miniport, quiet, tmp_path) -> None:
    miniport("check", quiet, "--scope", "lifecycle", "--max-states", 5, "--json", "r.json")
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    (result,) = document["results"]
    assert _valid(document)
    assert result["verdict"] == "incomplete" and "limit" in result["limit"]
    assert not any(rule["verdict"] == "holds" for rule in result["rules"])


def test_without_a_model(miniport, wrong, tmp_path) -> None:
    ran = miniport("check", wrong, "--scope", "lifecycle", "--json", "r.json")
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert _valid(document)
    assert document["exit_code"] == ran.code == 2 and document["results"] == []


@pytest.mark.parametrize("field", ["verdict", "states", "rules", "limit"])
def test_the_schema_misses_what_is_missing(quiet, field) -> None:
    document = json.loads(check(quiet, "lifecycle").to_json())
    del document["results"][0][field]
    with pytest.raises(jsonschema.ValidationError):
        _valid(document)
