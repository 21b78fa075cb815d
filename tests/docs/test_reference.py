"""The rule reference and the coverage table are what the rules and the tests make them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from miniport import check
from miniport.catalogue import chosen_scopes
from miniport.checker.frontend import ndis_of
from miniport.models import shipped
from miniport.reports import BUILT_IN_RULES
from miniport.specs import all_rules
from miniport.specs.microsoft import checks
from miniport.specs.seeds import PAGES, SENTENCES

ROOT = Path(__file__).parents[2]
SAMPLES = ("init.fail-quiet", "race.shared-state", "state.halted-silent", "timer.free-not-queued")
"""Rules whose traces are searched again: short, one with a race, one about NDIS."""

USED = {name for rule in (*all_rules().values(), *BUILT_IN_RULES.values())
        for name in rule.microsoft}  # fmt: skip
CHECKS = [check for table in checks().values() for check in table]


def test_what_is_generated_is_up_to_date() -> None:
    """Texts and tables of every page; of some pages the trace is found again."""
    ran = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check", *SAMPLES],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, f"run `make reference`:\n{ran.stdout}{ran.stderr[-2000:]}"


def test_the_check_sees_what_differs(tmp_path: Path) -> None:
    for folder in ("docs", "specs", "tests/rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.pyc"))
    page = tmp_path / "docs" / "rules" / "timer.halt-cancels.md"
    page.write_text(page.read_text(encoding="utf-8").replace("## Why", "## Why?"), "utf-8")
    (page.parent / "no.such-rule.md").write_text("", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, tmp_path / "docs" / "generate.py", "--check"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    for name in ("no.such-rule.md", "timer.halt-cancels.md"):
        assert f"docs/rules/{name} is not up to date" in ran.stdout


def test_which_scopes_reach_a_rule_is_as_recorded() -> None:
    recorded = json.loads((ROOT / "specs" / "evidence.json").read_text(encoding="utf-8"))["rules"]
    (result,) = check("sample", "lifecycle").results
    found = {f.property for f in result.exploration.findings if f.reached} & set(recorded)
    reached = {
        rule for rule, facts in recorded.items()
        if "lifecycle" in facts["reached"].get("sample", ())
    }  # fmt: skip
    assert reached == found, "run `python docs/generate.py --reached`"


@pytest.mark.parametrize("driver", sorted(shipped()))
def test_every_standard_scope_of_every_driver_has_been_explored(driver: str) -> None:
    """All rules, those about NDIS among them, held wherever a correct driver was explored; two
    searches were ended before they were done, and the table says so."""
    recorded = json.loads((ROOT / "specs" / "evidence.json").read_text(encoding="utf-8"))
    explored = recorded["explored"][driver]
    assert list(explored) == [s.name for s in chosen_scopes((), ndis_of(shipped()[driver], None))]
    if driver == "netvmini":
        return
    table = (ROOT / "docs" / "scopes.md").read_text(encoding="utf-8")
    for scope, found in explored.items():
        bounded = "bounded" if scope.endswith("everything") else "holds"
        if found["verdict"] == "incomplete":
            assert scope == "everything" and f"> {found['states']:,} |" in table
        else:
            assert found["verdict"] == bounded, scope


def test_every_rule_says_why_and_how() -> None:
    silent = [
        rule.id
        for rule in all_rules().values()
        if not rule.why or (not rule.fix and rule.side.name != "E")
    ]
    assert not silent


def test_rules_name_checks_and_sentences_that_exist() -> None:
    assert not USED - {name for check in CHECKS for name in check.names}
    labels = {label for rule in all_rules().values() for label in rule.seed}
    assert labels <= {sentence.label for sentence in SENTENCES}
    assert {sentence.label.partition("-")[0] for sentence in SENTENCES} == set(PAGES)


def test_names_of_checks_are_unique() -> None:
    names = [name for check in CHECKS for name in check.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("table", checks())
def test_every_check_that_concerns_a_miniport_is_covered(table: str) -> None:
    assert not [c.names[0] for c in checks()[table] if c.wanted and not USED & set(c.names)]


def test_every_sentence_with_something_to_check_is_covered() -> None:
    labels = {label for rule in all_rules().values() for label in rule.seed}
    assert not {s.label for s in SENTENCES if not s.reason and s.label not in labels}


def test_a_sentence_has_rules_or_a_reason() -> None:
    labels = {label for rule in all_rules().values() for label in rule.seed}
    assert not {s.label for s in SENTENCES if s.reason} & labels
