"""Options change the verdicts that ``docs/options.md`` says they change, and no others."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path

import pytest

import miniport.model.drivers
from miniport.model.scopes import SCOPES

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("option_probes", HERE / "option_probes.py")
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
sys.modules.setdefault("option_probes", _module)
_spec.loader.exec_module(_module)
PROBES = _module.PROBES
MODEL = Path(next(iter(miniport.model.drivers.__path__))).parent
OPTIONS = (MODEL / "ndis" / "options.py").read_text(encoding="utf-8")
DECLARED = dict(re.findall(r"^    (\w+): Final = (\S+)", OPTIONS, re.MULTILINE))


@cache
def table() -> dict[str, list[str]]:
    """The cells of each row, by option."""
    found = {}
    text = (HERE.parents[1] / "docs" / "options.md").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            found[cells[0].strip("`")] = cells
    return found


def rules(option: str) -> set[str]:
    """The rules that the table names for the option."""
    return set(table()[option][4].split(", "))


def test_every_option_has_a_row_with_its_default():
    assert {name: cells[1].strip("`") for name, cells in table().items()} == DECLARED


def test_the_scopes_named_are_those_that_set_the_option():
    for option, cells in table().items():
        assert cells[5] == ", ".join(s.name for s in SCOPES if option in s.options)


@pytest.mark.slow
@pytest.mark.parametrize("option", sorted(DECLARED))
def test_verdicts_differ_where_the_table_says_and_nowhere_else(option):
    found = [probe.changes() for probe in PROBES if probe.option == option]
    assert all(found)
    assert set().union(*found) == rules(option)


def test_every_option_has_probes():
    assert {probe.option for probe in PROBES} == set(DECLARED)
