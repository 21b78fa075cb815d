"""The Programs of tiny models, as text, are what they were: a change must be meant.

Each model under ``golden/`` stands beside the canonical text of its Program. To accept a change,
delete the text and run the test once: it writes the new text, and fails that time, so that
nobody takes a text that was just written for one that was compared.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from miniport.checker.frontend import compile_model
from miniport.checker.text import text
from miniport.model.language.scope import Scope

GOLDEN = Path(__file__).parent / "golden"
MODELS = sorted(GOLDEN.glob("*.py"))
SCOPE = Scope("tiny", "One thread and nobody else: a short text.", {"Worker": 1})


def test_there_are_models():
    assert MODELS
    assert {p.stem for p in GOLDEN.glob("*.txt")} <= {p.stem for p in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda p: p.stem)
def test_the_program_is_what_it_was(model):
    """Byte for byte, but for the ends of lines."""
    made = text(compile_model(model, scope=SCOPE).program)
    path = model.with_suffix(".txt")
    if not path.exists():
        path.write_text(made, encoding="utf-8", newline="\n")
        pytest.fail(f"golden/{path.name} was missing and is written: read it, then run again")
    known = path.read_text(encoding="utf-8")
    if made != known:
        changes = "\n".join(unified_diff(
            known.splitlines(), made.splitlines(), f"golden/{path.name}", "compiled now",
            lineterm=""))
        pytest.fail(f"the Program of golden/{model.name} has changed. If this is meant, delete "
                    f"golden/{path.name} and run the test once.\n{changes}")
