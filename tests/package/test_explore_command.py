"""``miniport explore``: Programs that are no drivers, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from miniport.cli.main import main

PROTOCOLS = Path(__file__).parents[2] / "examples" / "protocols"


def test_a_published_protocol(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    name = f"{PROTOCOLS / 'two_phase_commit.py'}:two_phase_commit"
    assert main(["explore", name, "4", "--json", str(file)]) == 0
    assert "1 scope: 1 holds; 1,568 states" in capsys.readouterr().out
    (result,) = json.loads(file.read_text(encoding="utf-8"))["results"]
    assert (result["states"], result["transitions"]) == (1_568, 8_257)
    assert result["engine"] == "interpreter" and result["omission"] == 0


def test_a_counterexample(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", f"{PROTOCOLS / 'die_hard.py'}:die_hard", "--engine", "native"]) == 1
    assert "not solved" in capsys.readouterr().out


def test_a_limit_is_incomplete(capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{PROTOCOLS / 'two_phase_commit.py'}:two_phase_commit"
    assert main(["explore", name, "9", "--engine", "native", "--max-states", "50000"]) == 4
    shown = capsys.readouterr().out
    assert "incomplete" in shown and "the limit of 50,000 states was reached" in shown
    assert "1 scope: 1 incomplete" in shown


def test_hash_compaction_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{PROTOCOLS / 'two_phase_commit.py'}:two_phase_commit"
    assert main(["explore", name, "5", "--compact"]) == 0
    shown = capsys.readouterr().out
    assert "holds (compact)" in shown and "the probability that any was left out" in shown


@pytest.mark.parametrize(("text", "name", "message"), [
    ("", "made", "has no function made"),
    ("def made(): return 5\n", "made", "returns a int, not a Program"),
    ("def made(: pass\n", "made", "cannot be built: SyntaxError"),
    ("def made(n): return n\n", "made", "cannot be built: TypeError"),
])  # fmt: skip
def test_what_is_no_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, name: str, message: str
) -> None:
    file = tmp_path / "thing.py"
    file.write_text(text, encoding="utf-8")
    assert main(["explore", f"{file}:{name}"]) == 3
    assert message in capsys.readouterr().err.replace("\n", " ")


def test_no_file_and_no_function(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", "nothing.py:f"]) == 3
    assert main(["explore", "nothing.py"]) == 3
    assert "FILE.py:FUNCTION" in capsys.readouterr().err
