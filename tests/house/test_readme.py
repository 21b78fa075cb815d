"""The README shows what the command prints."""

from __future__ import annotations

import re

import pytest

from miniport.cli.main import main

from .rooms import ROOT


def test_the_counterexample_is_real(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line stands in the output, in order; ``...`` stands for lines left out."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```text\n\$ miniport ([^\n]*)\n(.*?)```", readme, re.DOTALL)
    assert found
    monkeypatch.chdir(ROOT)
    assert main(found[1].split()) == 1
    # Where the package is installed, its own files have the paths of the installation.
    installed = re.compile(r"(?<=\s)\S*[\\/]model([\\/]ndis[\\/])")
    printed = iter(installed.sub(r"model\1", capsys.readouterr().out).splitlines())
    for line in found[2].splitlines():
        assert line == "..." or line in printed, f"not printed, or not here: {line}"


def test_the_counterexample_ends_with_the_rule() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```text\n(.*?)```", readme, re.DOTALL)
    assert block and "violated  timer.free-not-running" in block[1]
    assert block[1].splitlines()[-2].strip() == "breaks timer.free-not-running"


def test_the_commands_written_out_are_those_of_make() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in ("check", "test"):
        written = re.search(rf"\.venv/bin/python (.*?) +# make {name}\n", readme)
        recipe = re.search(rf"(?m)^{name}:.*\n\t\$\(BIN\)/python (.*)$", makefile)
        assert written and recipe and written[1] == recipe[1]
