"""Which parties meet in which scope: the part of ``docs/scopes.md`` that is generated."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from miniport.model.language import Scope

__all__ = ["BEGIN", "END", "with_meetings"]

BEGIN, END = "<!-- generated: meetings -->", "<!-- end of what is generated -->"

INTRODUCTION = """\
Two parties can disturb each other only in a scope in which both take part. For every pair of
parties that scopes name, these are the scopes in which they meet; *everything*, with one callback
in flight, is named only where it is the only one. Timers, workers, interrupts and DPCs come with
the driver's objects: they meet every party below in every scope that does not leave interrupts
out, and all but interrupts in the others, too.
"""


def with_meetings(page: str, scopes: Iterable[Scope]) -> str:
    """The page with the generated part made anew.  Raises ValueError if it has no such part."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("docs/scopes.md has lost the marks of its generated part")
    return f"{before}{BEGIN}\n\n{_meetings(list(scopes))}\n{END}{after}"


def _meetings(scopes: list[Scope]) -> str:
    lines = [INTRODUCTION]
    for generation, title in ((6, "NDIS 6.x"), (5, "NDIS 5.x")):
        chosen = [scope for scope in scopes if scope.ndis == generation]
        lines += [f"### {title}", "", "| party | meets |", "|---|---|"]
        parties = list(dict.fromkeys(p for scope in chosen for p in _parties(scope)))
        apart = []
        for party in parties:
            others = []
            for other in parties:
                both = [s for s in chosen if {party, other} <= set(_parties(s))]
                if party == other:
                    both = [s for s in both if s.parties.get(party, 0) > 1]
                names = [s.name for s in both if s.name != "everything"]
                if both:
                    others.append(f"{other} ({', '.join(names or ['everything'])})")
            lines.append(f"| {party} | {'; '.join(others)} |")
        for one, other in combinations(parties, 2):
            if not any({one, other} <= set(_parties(s)) for s in chosen):
                apart.append(f"{one} and {other}")
        lines += ["", f"Pairs that never meet: {'; '.join(apart) or 'none'}.", ""]
    return "\n".join(lines)


def _parties(scope: Scope) -> list[str]:
    """Those a scope names, for either adapter."""
    return [*scope.parties, *scope.second]
