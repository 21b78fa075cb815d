"""A folder of wrong models, one mistake each, and exactly what is said about it.

``wrong/CASE.py`` is the model, ``wrong/CASE.err`` what a reader sees.  After a change of the
messages: ``REWRITE_ERRORS=1 python -m pytest tests/frontend/test_wrong.py``, then read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from miniport.checker.errors import ModelError
from miniport.checker.frontend.catalogue import CATALOGUE
from miniport.checker.frontend.compile import compile_model
from miniport.model.language import SC, D
from miniport.model.language.rules import Rule
from miniport.model.language.scope import Scope

WRONG = Path(__file__).parent / "wrong"
CASES = sorted(WRONG.glob("*.py"))
SENDING = "MiniportSendNetBufferLists"

CLASSES = {"class_not_a_driver": "Ring", "class_not_there": "Wong"}
"""The class asked for, where it is not the only driver."""

EVENTS = {
    "rule_without_value": "entering",
    "rule_of_another_event": "entering",
    "rule_with_current": "always",
}
"""The event of the predicate ``my_rule``, in the cases that have one."""

NOT_PYTHON = re.compile(r":\d+: error \[MP102\] this is not Python: .*", re.S)
"""The words and the column for these are Python's own, and differ between its versions."""


def said(case: Path) -> str:
    """What is said about a model, with the name of the file only."""
    rules = []
    if case.stem in EVENTS:
        rules = [Rule("my.rule", SC, D, "Mine.", "", (EVENTS[case.stem],), "my_rule", str(case))]
    parties = {"PnpThread": 1}
    if SENDING.encode() in case.read_bytes():
        parties["Sender"] = 1
    scope = Scope("wrong", "", parties)
    with pytest.raises(ModelError) as caught:
        compile_model(case, CLASSES.get(case.stem), scope=scope, rules=rules)
    return caught.value.render().replace(f"{WRONG}/", "") + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_said(case: Path) -> None:
    text = said(case)
    expected = case.with_suffix(".err")
    if os.environ.get("REWRITE_ERRORS"):
        expected.write_text(text, encoding="utf-8")
    wanted = expected.read_text(encoding="utf-8")
    assert NOT_PYTHON.sub(": not Python", text) == NOT_PYTHON.sub(": not Python", wanted)


def test_every_case_has_its_text_and_every_text_its_case() -> None:
    assert {p.stem for p in CASES} == {p.stem for p in WRONG.glob("*.err")}


def texts() -> dict[str, str]:
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(WRONG.glob("*.err"))}


def test_every_code_of_the_catalogue_has_a_case() -> None:
    seen = {code for text in texts().values() for code in re.findall(r"\[(MP\d+)\]", text)}
    assert seen == set(CATALOGUE)


def test_every_message_stands_in_the_model() -> None:
    """Never in the environment, and never in the compiler."""
    for name, text in texts().items():
        for place in re.findall(r"^(\S+):\d+:\d+: error", text, re.M):
            assert place == f"{name}.py", text
        assert "Traceback" not in text and "frontend" not in text


def test_one_mistake_one_message() -> None:
    more = {name for name, text in texts().items() if text.count(": error [") > 1}
    assert not more


def test_carets_are_under_the_mistake() -> None:
    """Under characters, not bytes, and never beyond the line they belong to."""
    for name, text in texts().items():
        lines = text.splitlines()
        for k, line in enumerate(lines):
            if line.startswith("    ") and line.strip() and set(line.strip()) == {"^"}:
                place = re.match(r"\S+:\d+:(\d+): error", lines[k - 2])
                assert place, (name, text)
                assert line.index("^") == 4 + int(place[1]) - 1, (name, text)
                if "[MP102]" not in lines[k - 2]:
                    assert len(line) <= len(lines[k - 1].rstrip()), (name, text)
