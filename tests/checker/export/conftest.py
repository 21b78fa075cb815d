"""What the tests of exports share: SPIN and TLC where they are, and what miniport itself finds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.peer import broken
from benchmarks.spin import installed
from miniport.checker.explore import explore
from miniport.checker.ir.program import Program
from miniport.checker.result import Limits


@pytest.fixture
def spin() -> None:
    """Skips the test, visibly, where SPIN is not installed (.ci/run installs it)."""
    if not installed():
        pytest.skip("SPIN is not installed: the packages spin and gcc are needed")


@pytest.fixture
def tlc() -> Path:
    """The jar of the TLA+ tools, named by MINIPORT_TLC_JAR; skips the test where there is none."""
    jar = os.environ.get("MINIPORT_TLC_JAR", "")
    if not jar:
        pytest.skip("MINIPORT_TLC_JAR does not name a tla2tools.jar")
    assert Path(jar).is_file(), f"MINIPORT_TLC_JAR: there is no file {jar}"
    return Path(jar)


class Expected(NamedTuple):
    """What another model checker should find.

    ``exact`` says that it counts the same transitions: no run ends, none is stuck; ``racing`` that
    there are data races.
    """

    states: int
    transitions: int
    violated: frozenset[str]
    bounded: bool
    exact: bool
    racing: bool


@pytest.fixture
def expected():
    """A function that explores a Program; it gives None where there are more than ``most`` states.

    Without ``most`` there may be any number.
    """
    return _expected


def _expected(program: Program, most: int | None = 20_000) -> Expected | None:
    found = explore(program, Limits(states=most), check_progress=False)
    if "states was reached" in found.limit:
        return None
    violated = broken(program, found)
    return Expected(
        found.states, found.transitions, violated, "the bound" in found.limit,
        not found.limit and "deadlock" not in violated, bool(found.races),
    )
