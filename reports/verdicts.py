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
from .columns import line_of, widths_of
from .result import ScopeResult

__all__ = ["summary", "verdict_table"]

_COLOUR = {
    Verdict.HOLDS: "green",
    Verdict.BOUNDED: "yellow",
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
    widths = widths_of(rows)
    return Group(
        *(line_of(row, widths, _NAMES) for row in rows),
        *(line for result in results for line in _attention(result)),
        *(line for model in dict.fromkeys(r.model for r in results)
          for about in (_unreached, _symmetry)
          for line in about([r for r in results if r.model == model])),
    )  # fmt: skip


def summary(results: Iterable[ScopeResult]) -> str:
    """One sentence over all scopes."""
    results = list(results)
    order = list(Verdict)
    counts = Counter(r.words for r in sorted(results, key=lambda r: order.index(r.verdict)))
    states = sum(result.exploration.states for result in results)
    parts = [f"{number} {words}" for words, number in counts.items()]
    scopes = f"{len(results)} scope{'s' * (len(results) != 1)}"
    return f"{scopes}: {', '.join(parts) or 'nothing checked'}; {states:,} states"


def _cells(result: ScopeResult) -> Iterator[Text]:
    verdict, found = result.verdict, result.exploration
    held = len(result.held) - len(result.unreached)
    yield Text(in_terminal(result.model))
    yield Text(in_terminal(result.scope))
    yield Text(result.words, _COLOUR[verdict])
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
    bound = result.exploration.in_flight
    if bound is not None:
        yield Text("  in flight     ", "yellow").append(
            f"at most {bound} callback{'s' * (bound != 1)} at once: what is not violated may be"
            " with more"
        )
    if result.exploration.omission:
        yield Text("  compact       ", "yellow").append(
            "states were stored as hashes: the probability that any was left out is at most"
            f" {result.exploration.omission:.1e}"
        )
    if result.granularity == "statement":
        yield Text("  statements    ", "yellow").append("each is a step: nothing was merged")
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


def _symmetry(results: list[ScopeResult]) -> Iterator[Text]:
    """Of what states were counted up to the order, and of what not, in which scopes of a model."""
    orders: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for result in results:
        for name, size in result.exploration.symmetries:
            orders.setdefault(f"{size} {name}", []).append(result.scope)
        for reason in result.exploration.asymmetries:
            others.setdefault(reason, []).append(result.scope)
    for title, found in (
        ("states are counted up to the order of", orders),
        ("not interchangeable, hence told apart", others),
    ):
        if found:
            yield Text()
            yield Text(f"{in_terminal(results[0].model)}: {title}")
        for what, scopes in found.items():
            where = f" ({', '.join(scopes)})" if 0 < len(scopes) < len(results) else ""
            yield Text(f"  {in_terminal(what + where)}", "dim")


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
