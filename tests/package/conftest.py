"""Three small drivers, and the command run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from miniport.cli.main import main

DRIVERS = Path(__file__).parent / "drivers"


class Ran(NamedTuple):
    """What a run of the command came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def quiet() -> str:
    """The driver that is correct."""
    return str(DRIVERS / "quiet.py")


@pytest.fixture
def twice() -> str:
    """The driver that breaks pause.complete-once."""
    return str(DRIVERS / "twice.py")


@pytest.fixture
def vast() -> str:
    """The driver that nobody can explore to the end."""
    return str(DRIVERS / "vast.py")


@pytest.fixture
def wrong() -> str:
    """The driver that cannot be compiled."""
    return str(DRIVERS / "wrong.py")


@pytest.fixture
def miniport(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Ran]:
    """The command, in an empty working directory."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return run
