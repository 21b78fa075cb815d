"""The table of docs/exports.md: shipped drivers in their scopes, and what is found there.

The numbers are those of the document, so that it cannot be wrong; a test that fails shows those
that are right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from .conftest import Expected

__all__ = ["QUICK", "ROWS", "Row", "compared"]

QUICK = 3_100
"""States up to which a comparison takes a few seconds, most of them to read the driver."""

MOST = 20_000
"""States up to which a scope is compared in every run of the suite, which takes some seconds each.
The larger ones take up to minutes."""

_ROW = re.compile(
    r"^\| (\w+) \| ([\w-]+) \| (?:more than )?([\d,]+) \| ([\d,]*) \| (\d*) \|", re.M
)
_DOCUMENT = Path(__file__).parents[3] / "docs" / "exports.md"


@dataclass(frozen=True)
class Row:
    """What a driver has in a scope: states, transitions, and how many rules it breaks; without
    transitions, nobody has explored it to the end."""

    model: str
    scope: str
    states: int
    transitions: int | None
    broken: int | None

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.model}-{self.scope}"

    def as_found(self, own: Expected) -> Row:
        """The row as it should stand there."""
        return Row(self.model, self.scope, own.states, own.transitions, len(own.violated))


def _rows() -> list[Row]:
    found = _ROW.findall(_DOCUMENT.read_text(encoding="utf-8"))
    return [
        Row(model, scope, _number(states) or 0, _number(transitions), _number(broken))
        for model, scope, states, transitions, broken in found
    ]


def _number(text: str) -> int | None:
    return int(text.replace(",", "")) if text else None


ROWS = _rows()


def compared(most: int | None = None) -> list[object]:
    """The rows as parameters of a test: those that take longer are slow or large, those of more
    than ``most`` states always skipped, each with the reason."""
    found = []
    for row in ROWS:
        marks = [] if row.states <= QUICK else [pytest.mark.slow]
        if row.transitions is None:
            marks.append(pytest.mark.skip(reason=f"more than {row.states:,} states"))
        elif most is not None and row.states > most:
            reason = f"{row.states:,} states are more than {most:,}"
            marks.append(pytest.mark.skip(reason=reason))
        elif row.states > MOST:
            marks.append(pytest.mark.large(f"{row.states:,} states are more than {MOST:,}"))
        found.append(pytest.param(row, marks=marks, id=row.name))
    return found
