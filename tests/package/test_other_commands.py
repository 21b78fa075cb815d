"""``list``, ``rules``, ``explain``, help, version; outputs that close or know no Unicode."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from miniport.specs import all_rules
from miniport.trace_files import FORMATS

from .test_check_command import ONE


def test_list(miniport) -> None:
    ran = miniport("list")
    assert ran.code == 0
    assert "\n  sample  " in ran.out and "\n  lifecycle  " in ran.out


def test_rules(miniport) -> None:
    ran = miniport("rules")
    assert ran.code == 0
    assert ran.out.endswith(f"\n{len(all_rules())} rules\n")
    assert {line.split()[0] for line in ran.out.splitlines()[:-2]} == set(all_rules())


def test_one_rule(miniport) -> None:
    ran = miniport("rules", "pause.tx-drained")
    lines = ran.out.splitlines()
    assert lines[0] == "pause.tx-drained"
    assert any(line.startswith("  source    [net: pausing-an-adapter.md]") for line in lines)


def test_rules_as_json(miniport, tmp_path) -> None:
    assert miniport("rules", "pause.*", "--json", "rules.json").code == 0
    rules = json.loads((tmp_path / "rules.json").read_text())["rules"]
    assert {rule["id"] for rule in rules} == {id for id in all_rules() if id.startswith("pause.")}
    assert all(rule["text"] and rule["source"] for rule in rules)


def test_no_such_rule(miniport) -> None:
    ran = miniport("rules", "pause.tx-drain")
    assert ran.code == 3 and "Did you mean 'pause.tx-drained'" in " ".join(ran.err.split())


def test_version_and_help(miniport) -> None:
    assert miniport("--version").out == f"miniport {version('miniport')}\n"
    for arguments in (["--help"], ["check", "--help"], ["explain", "-h"]):
        ran = miniport(*arguments)
        assert ran.code == 0 and "Examples:" in ran.out
    assert miniport("chekc").code == 3


@pytest.fixture
def saved(miniport, twice, tmp_path) -> Path:
    """A trace that was saved."""
    miniport("check", twice, *ONE, "--out", "traces")
    return tmp_path / "traces" / "twice-lifecycle-pause.complete_once.json"


def test_explain_shows_what_check_showed(miniport, twice, saved) -> None:
    shown = miniport("check", twice, *ONE).out
    ran = miniport("explain", saved)
    assert ran.code == 0
    assert shown.startswith(ran.out)


@pytest.mark.parametrize("form", list(FORMATS))
def test_explain_in_every_format(miniport, saved, form) -> None:
    ran = miniport("explain", saved, "--format", form)
    ending, _render = FORMATS[form]
    assert ran.code == 0
    assert ran.out == saved.with_name(saved.stem + ending).read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"format": "itf"}'])
def test_explain_refuses_what_is_no_trace(miniport, tmp_path, content) -> None:
    (tmp_path / "x.json").write_bytes(content)
    ran = miniport("explain", "x.json")
    assert ran.code == 3 and "x.json is not a trace" in ran.err and "Traceback" not in ran.err


def test_explain_without_a_file(miniport) -> None:
    ran = miniport("explain", "gone.json")
    assert ran.code == 3 and "gone.json cannot be read" in ran.err


def _process(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "miniport", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.parametrize("command", [["rules"], ["check", "TWICE", *ONE]])
def test_a_reader_that_goes_away(twice, command) -> None:
    process = _process(*[twice if word == "TWICE" else word for word in command])
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == (1 if command[0] == "check" else 0)
    assert b"Traceback" not in errors and b"Broken pipe" not in errors


def test_an_output_that_knows_no_unicode(twice) -> None:
    process = _process("check", twice, *ONE, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    out, err = process.communicate()
    assert process.returncode == 1, err
    assert out.isascii() and b"X" in out
