"""The verdict table: what was explored, how much of it, and every rule that does not plainly hold.

Nothing is hidden: one line per model and scope with its counts, then one line per rule that is
violated, incomplete or unknown, and the rules that no scope *reached*, which a reader must not
take for kept.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group
from rich.text import Text

from ..checker.result import Finding, Verdict
from .built_in import BUILT_IN_RULES
from .characters import in_terminal
from .result import ScopeResult

__all__ = ["summary", "verdict_table"]

_COLOUR = {
    Verdict.HOLDS: "green",
    Verdict.VIOLATED: "bold red",
    Verdict.INCOMPLETE: "yellow",
    Verdict.UNKNOWN: "yellow",
}

_COLUMNS = (
    "model", "scope", "verdict",
    "holds", "violated", "advice", "unreached", "states", "depth", "seconds",
)  # fmt: skip
_NAMES = 3
"""How many of them, from the left, are names and not numbers."""


def verdict_table(results: Sequence[ScopeResult]) -> Group:
    """The table of all models and scopes, then the rules that need a reader's attention."""
    rows = [[Text(name, "bold") for name in _COLUMNS], *(list(_cells(r)) for r in results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_COLUMNS))]
    return Group(
        *(_line(row, widths) for row in rows),
        *(line for result in results for line in _attention(result)),
        *(line for model in dict.fromkeys(r.model for r in results)
          for line in _unreached([r for r in results if r.model == model])),
    )  # fmt: skip


def _line(row: list[Text], widths: list[int]) -> Text:
    """Names to the left, numbers to the right; never shortened, whatever the terminal's width."""
    line = Text()
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (width - len(cell))
        line += cell + Text(gap + "  ") if index < _NAMES else Text(gap) + cell + Text("  ")
    line.rstrip()
    return line


def summary(results: Iterable[ScopeResult]) -> str:
    """One sentence over all scopes."""
    results = list(results)
    counts = Counter(result.verdict.value for result in results)
    states = sum(result.exploration.states for result in results)
    parts = [f"{counts[v.value]} {v.value}" for v in Verdict if counts[v.value]]
    scopes = f"{len(results)} scope{'s' * (len(results) != 1)}"
    return f"{scopes}: {', '.join(parts) or 'nothing checked'}; {states:,} states"


def _cells(result: ScopeResult) -> Iterator[Text]:
    verdict, found = result.verdict, result.exploration
    held = len(result.with_verdict(Verdict.HOLDS)) - len(result.unreached)
    yield Text(in_terminal(result.model))
    yield Text(in_terminal(result.scope))
    compact = " (compact)" if found.omission else ""
    yield Text(verdict.value + compact, _COLOUR[verdict])
    for number, style in (
        (held, ""),
        (len(result.violations), "bold red"),
        (len(result.advice), "yellow"),
        (len(result.unreached), "dim"),
        (found.states, ""),
        (found.depth, ""),
    ):
        yield Text(f"{number:,}", style if number else "dim")
    yield Text(f"{result.compile_seconds + found.seconds:.1f}")


def _attention(result: ScopeResult) -> Iterator[Text]:
    rows = list(_rows(result))
    if not rows:
        return
    yield Text()
    yield Text(f"{in_terminal(result.model)}, scope {in_terminal(result.scope)}", "bold")
    yield from rows


def _rows(result: ScopeResult) -> Iterator[Text]:
    if result.exploration.limit:
        yield Text("  incomplete    ", "yellow").append(in_terminal(result.exploration.limit))
    if result.exploration.omission:
        yield Text("  compact       ", "yellow").append(
            "states were stored as hashes: the probability that any was left out is at most"
            f" {result.exploration.omission:.1e}"
        )
    for sentence in result.warnings:
        yield Text("  note          ", "yellow").append(in_terminal(sentence))
    for finding in result.violations:
        yield _rule("violated", "bold red", result, finding)
    for finding in result.advice:
        yield _rule("advice", "yellow", result, finding)
    if not result.exploration.limit:  # else it is said once, above
        for finding in result.with_verdict(Verdict.INCOMPLETE):
            yield _rule("incomplete", "yellow", result, finding)
    for finding in result.with_verdict(Verdict.UNKNOWN):
        yield _rule("unknown", "yellow", result, finding)


def _unreached(results: list[ScopeResult]) -> Iterator[Text]:
    """The rules of NDIS whose premise was true in no scope of a model: they say nothing of it."""
    found = [f for result in results for f in result.exploration.findings]
    reached = {f.property for f in found if f.reached} | BUILT_IN_RULES.keys()
    ids = dict.fromkeys(f.property for f in found if f.property not in reached)
    if ids:
        scopes = "this scope" if len(results) == 1 else f"these {len(results)} scopes"
        yield Text()
        yield Text(f"{in_terminal(results[0].model)}: not reached in {scopes}, hence not judged")
        for line in textwrap.wrap(", ".join(map(in_terminal, ids)), 95, break_on_hyphens=False):
            yield Text(f"  {line}", "dim")


def _rule(word: str, style: str, result: ScopeResult, finding: Finding) -> Text:
    line = Text(f"  {word:<13} ", style).append(in_terminal(finding.property), "bold")
    rule = result.rules.get(finding.property)
    if finding.trace is not None:
        line.append(f"  ({len(finding.trace)} steps)")
    if rule is not None:
        line.append("  " + in_terminal(rule.text))
    if finding.after:
        line.append(f"  [after {', '.join(map(in_terminal, finding.after))}]", "dim")
    return line
