"""The rules as data against their published schema."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest

from miniport.specs import all_rules

SCHEMA = json.loads(
    (resources.files("miniport.schema") / "rules.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def document(miniport, tmp_path) -> dict:
    """All rules, as the command writes them."""
    assert miniport("rules", "--json", "rules.json").code == 0
    return json.loads((tmp_path / "rules.json").read_text(encoding="utf-8"))


def test_of_the_command(document) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert [rule["id"] for rule in document["rules"]] == list(all_rules())


def test_a_rule_has_its_facts(document) -> None:
    (rule,) = (rule for rule in document["rules"] if rule["id"] == "oid.complete-once")
    assert rule["status"] == "checked" and rule["severity"] == "error"
    assert "NdisMOidRequestComplete" in rule["fix"] and "0x7C/26" in rule["microsoft"]
    assert {
        "file": "tests/rules/oid/oid_complete_once.py", "scope": "oids", "steps": 21
    } in rule["proofs"]  # fmt: skip
    assert "oids" in rule["reached"]["sample"]


def test_every_rule_cites_the_pages_it_comes_from(document) -> None:
    assert len(document["rules"]) >= 155
    for rule in document["rules"]:
        assert " ".join(rule["citation"]) == rule["source"]


def test_goals_have_their_own_status(document) -> None:
    for rule in document["rules"]:
        goal = rule["kind"] == "LV"
        assert rule["status"] == ("checked as always possible" if goal else "checked")


def test_every_rule_is_broken_by_a_proof(document) -> None:
    assert not [rule["id"] for rule in document["rules"] if not rule["proofs"]]


@pytest.mark.parametrize("field", ["status", "why", "proofs", "citation", "seed"])
def test_the_schema_misses_what_is_missing(document, field) -> None:
    del document["rules"][0][field]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(document)
