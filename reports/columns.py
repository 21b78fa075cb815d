"""Lines of a table: names to the left, numbers to the right, nothing ever shortened."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

__all__ = ["line_of", "widths_of"]


def widths_of(rows: Sequence[Sequence[Text]]) -> list[int]:
    """How wide each column is."""
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def line_of(row: Sequence[Text], widths: Sequence[int], names: int) -> Text:
    """One line; the first ``names`` cells are names, the others numbers."""
    line = Text()
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (width - len(cell))
        line += cell + Text(gap + "  ") if index < names else Text(gap) + cell + Text("  ")
    line.rstrip()
    return line
