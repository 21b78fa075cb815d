"""The guide (``docs/guide.md``) does what it says: its files are written, its commands are run.

A block ``python file=NAME`` is a file.  A block ``python edit=NAME`` holds methods that replace
those of the same names in the file, and new ones, at the beginning of its class.  In a block
``console`` each line ``$ miniport ...`` is run; what is below must be what it prints, ``...``
standing for anything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"
BLOCK = re.compile(r"^```(python|console)(?: (file|edit)=(\S+))?\n(.*?)^```", re.M | re.S)
SOME = [a for s in ("timers", "oids", "shutdown", "removal") for a in ("--scope", s)]
"""Scopes that the guide does not show, for the driver it ends with."""


def edited(source: str, methods: str) -> str:
    """The source with the methods put at the beginning of its class, the old ones gone."""
    for name in re.findall(r"^    def (\w+)", methods, re.M):
        source = re.sub(rf"^    def {name}\(.*?(?=^    def |\Z)", "", source, flags=re.M | re.S)
    head, first, rest = source.partition("    def ")
    return head + methods.rstrip("\n") + "\n\n" + first + rest


def sessions(block: str) -> list[tuple[list[str], str]]:
    """The commands of a console block, each with what it is said to print."""
    parts = re.split(r"^\$ miniport (.*)\n", block, flags=re.M)[1:]
    return [(line.split(), shown) for line, shown in zip(parts[::2], parts[1::2], strict=True)]


def matches(printed: str, shown: str) -> bool:
    """Whether the text is what is shown, where ``...`` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip("\n").split("..."))
    return re.fullmatch(pattern + r"\s*", printed, re.S) is not None


def run(folder: Path, arguments: list[str]) -> tuple[int, str]:
    """The exit code of a command and what it prints; in a process of its own, as readers do."""
    ran = subprocess.run(
        [sys.executable, "-m", "miniport", *arguments], cwd=folder, capture_output=True,
        encoding="utf-8", env={**os.environ, "COLUMNS": "110", "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    return ran.returncode, (ran.stdout or ran.stderr).replace(f"{folder}{os.sep}", "")


def written_and_run(folder: Path, commands: bool = True) -> int:
    """Write the files of the guide as they are at its end; the number of commands that were run
    on the way, each of which printed what is said."""
    ran = 0
    for kind, how, name, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        if kind == "python":
            file = folder / name
            old = file.read_text(encoding="utf-8") if how == "edit" else ""
            file.write_text(edited(old, text) if old else text, encoding="utf-8")
            continue
        for arguments, shown in sessions(text) if commands else ():
            printed = run(folder, arguments)[1]
            assert matches(printed, shown), f"miniport {' '.join(arguments)} prints:\n{printed}"
            ran += 1
    return ran


@pytest.mark.slow
def test_the_guide(tmp_path: Path) -> None:
    assert written_and_run(tmp_path) >= 6
    code, printed = run(tmp_path, ["check", "watched.py", "--traces", "none", *SOME])
    assert code == 0, printed


@pytest.mark.slow
@pytest.mark.large("half a minute")
def test_the_driver_of_the_guide_holds_in_all_scopes(tmp_path: Path) -> None:
    written_and_run(tmp_path, commands=False)
    code, printed = run(tmp_path, ["check", "watched.py", "--traces", "none"])
    assert code == 0, printed


@pytest.mark.parametrize(
    ("printed", "shown", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nx\ny\nb\n", "a\n...\nb\n", True),
        ("a: 12\n", "a: ...\n", True),
        ("a\nc\n", "a\nb\n", False),
        ("a\nb\nc\n", "a\nb\n", False),
    ],
)
def test_what_matching_means(printed: str, shown: str, same: bool) -> None:
    assert matches(printed, shown) is same
