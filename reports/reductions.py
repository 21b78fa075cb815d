"""The self-check of the reductions: a scope explored with them and without, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group
from rich.text import Text

from .characters import in_terminal
from .columns import line_of, widths_of
from .result import ScopeResult

__all__ = ["Comparison", "reductions_data", "reductions_table"]

_COLUMNS = ("model", "scope", "agree", "reduced", "unreduced", "ratio", "violated", "seconds")
_NAMES = 3
"""How many of them, from the left, are names and not numbers."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One model in one scope, ``reduced`` and ``unreduced``.

    ``disagreements`` are sentences: each is a fault of the checker, never of the model.
    ``undecided`` are the rules on which a search that was cut short leaves the question open.
    """

    reduced: ScopeResult
    unreduced: ScopeResult
    disagreements: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """``yes``, ``no``, or ``as far`` as both searches went."""
        if self.disagreements:
            return "no"
        return "as far" if self.undecided else "yes"


def reductions_table(comparisons: Sequence[Comparison]) -> Group:
    """One line per scope, then what does not agree."""
    rows = [[Text(name, "bold") for name in _COLUMNS], *(_cells(c) for c in comparisons)]
    widths = widths_of(rows)
    return Group(
        *(line_of(row, widths, _NAMES) for row in rows),
        *(text for comparison in comparisons for text in _details(comparison)),
    )


def _cells(comparison: Comparison) -> list[Text]:
    reduced, unreduced = comparison.reduced.exploration, comparison.unreduced.exploration
    colour = {"yes": "green", "no": "bold red", "as far": "yellow"}[comparison.word]
    return [
        Text(in_terminal(comparison.reduced.model)),
        Text(in_terminal(comparison.reduced.scope)),
        Text(comparison.word, colour),
        Text(f"{reduced.states:,}"),
        Text(f"{unreduced.states:,}"),
        Text(f"{unreduced.states / max(reduced.states, 1):,.1f}"),
        Text(str(len(comparison.reduced.violations) + len(comparison.reduced.advice))),
        Text(f"{reduced.seconds + unreduced.seconds:.1f}"),
    ]


def _details(comparison: Comparison) -> list[Text]:
    if comparison.word == "yes":
        return []
    title = f"{comparison.reduced.model}, scope {comparison.reduced.scope}"
    lines = [Text(), Text(in_terminal(title), "bold")]
    for sentence in comparison.disagreements:
        lines.append(Text("  disagreement  ", "bold red").append(in_terminal(sentence)))
    for result in (comparison.reduced, comparison.unreduced):
        if result.exploration.cut:
            lines.append(
                Text("  undecided     ", "yellow").append(in_terminal(result.exploration.limit))
            )
    return lines


def reductions_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data, for the result document."""
    return {
        "model": comparison.reduced.model,
        "scope": comparison.reduced.scope,
        "agree": not comparison.disagreements,
        "disagreements": list(comparison.disagreements),
        "undecided": list(comparison.undecided),
        "states": comparison.reduced.exploration.states,
        "unreduced_states": comparison.unreduced.exploration.states,
    }
