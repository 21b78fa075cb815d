"""Exported texts: golden files, no dependence on the run, limits of the languages."""

from __future__ import annotations

import os
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import pytest

from examples.protocols.increment import increment
from miniport.checker.builder import Builder
from miniport.checker.errors import UsageError
from miniport.checker.export import promela, tla

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[3]


def _made() -> dict[str, str]:
    module, configuration = tla(increment(2, locked=True), "increment")
    return {
        "increment.pml": promela(increment(2, locked=True)),
        "increment.tla": module, "increment.cfg": configuration,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["increment.pml", "increment.tla", "increment.cfg"])
def test_the_text_is_what_it_was(name: str) -> None:
    """To accept a change, delete the file and run the test once."""
    path, made = GOLDEN / name, _made()[name]
    if not path.exists():
        path.write_text(made, encoding="utf-8", newline="\n")
        pytest.fail(f"golden/{name} was missing and is written: read it, then run again")
    known = path.read_text(encoding="utf-8")
    assert made == known, "\n".join(
        unified_diff(known.splitlines(), made.splitlines(), lineterm="")
    )


def test_the_text_does_not_depend_on_the_run() -> None:
    code = (
        "from odd_programs import ODD; from miniport.checker.export import promela, tla\n"
        "for make in ODD: print(promela(make()), *tla(make(), 'Odd'))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True,
            cwd=Path(__file__).parent, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(texts) == 1
    assert texts.pop().count("active proctype") > 10


def _crowd(count: int) -> Builder:
    system = Builder("crowd")
    for k in range(count):
        system.action(system.activity(f"one {k}"), "stay")
    return system


def test_spin_has_no_room_for_more_than_255_processes() -> None:
    assert promela(_crowd(254).build()).count("active proctype") == 255
    with pytest.raises(UsageError, match="255 activities and a monitor"):
        promela(_crowd(255).build())


def test_spin_has_no_room_for_many_pairs_of_locations() -> None:
    system = Builder("long")
    places = tuple(map(str, range(2_002)))
    me = system.activity("A", places)
    for place in places[:-1]:
        system.action(me, "on", place, str(int(place) + 1))
    with pytest.raises(UsageError, match=r"2,001 pairs of locations"):
        promela(system.build())


def test_spin_has_no_room_for_a_vast_state() -> None:
    system = Builder("vast")
    cells = system.array("cell", 17_000, 0, 70_000)
    x = system.variable("x", 0, 16_999)
    system.action(system.activity("A"), "set", updates=[(cells[x], 1)])
    with pytest.raises(UsageError, match="at most 65,000"):
        promela(system.build())


@pytest.mark.parametrize("export", [promela, lambda program: tla(program, "M")])
def test_numbers_have_32_bits(export) -> None:
    system = Builder("large")
    x = system.variable("x", 0, 100_000)
    system.action(system.activity("A"), "square", guard=[x * x == 4])
    with pytest.raises(UsageError, match="may become 10000000000"):
        export(system.build())
    system.variable("y", 0, 1 << 40)
    with pytest.raises(UsageError, match="y does not fit in 32 bits"):
        export(system.build())


@pytest.mark.parametrize("name", ["2nd", "a-b", "", "MODULE", "Next"])
def test_a_module_needs_a_name(name: str) -> None:
    with pytest.raises(UsageError, match="is no name of a TLA"):
        tla(increment(2), name)
