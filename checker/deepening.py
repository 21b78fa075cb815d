"""Iterative deepening: search with one activity in flight, then with two, up to a bound.

Defects of few activities are found while there are few states, with few activities in their
traces.  It ends at the first bound that stops nobody: that search was one of all states.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from .in_flight import BOUND, bounded
from .ir.program import Program
from .result import Exploration, Finding, Verdict

__all__ = ["deepened"]


def deepened(
    program: Program,
    most: int | None,
    search: Callable[[Program], Exploration],
    enough: Callable[[Exploration], bool] = lambda _found: False,
) -> Exploration:
    """What ``search`` finds in ``program`` with up to ``most`` (1 or more; None: all) in flight.

    It is called with bounds from 1; not again after it was cut short, nor if ``enough`` was found.
    Each defect comes with a shortest trace, of the smallest bound that has one of that length.
    What holds is ``BOUNDED``, unless the last bound stopped nobody; counts are those of the last
    search, the seconds those of all.
    """
    if most is None or (first := bounded(program, 1)) is program:
        return search(program)
    found: list[Exploration] = []
    for bound in range(1, most + 1):
        found.append(search(first if bound == 1 else bounded(program, bound)))
        if found[-1].cut or not _stops(found[-1]) or enough(found[-1]):
            break
    last = found[-1]
    complete = not last.cut and not _stops(last)
    findings = []
    for finding in last.findings:
        if finding.property == BOUND:
            continue
        others = [f for e in found for f in e.findings if f.property == finding.property]
        best = _shortest(others)
        if best is not None:
            findings.append(best)
        elif finding.verdict is Verdict.HOLDS and not complete:
            findings.append(replace(finding, verdict=Verdict.BOUNDED))
        else:
            findings.append(finding)
    return replace(
        last, findings=tuple(findings), seconds=sum(e.seconds for e in found),
        peak_memory=max(e.peak_memory for e in found), limit=_limit(found),
        races=tuple(dict.fromkeys(race for e in found for race in e.races)),
        interfering=frozenset().union(*(e.interfering for e in found)),
        in_flight=None if complete else len(found),
    )  # fmt: skip


def _stops(found: Exploration) -> bool:
    """Whether the bound stopped somebody."""
    return any(f.property == BOUND and f.reached for f in found.findings)


def _shortest(findings: Sequence[Finding]) -> Finding | None:
    """The first of those with the shortest trace, None if nothing is broken."""
    broken = [f for f in findings if f.verdict is Verdict.VIOLATED and f.trace is not None]
    return min(broken, key=lambda f: len(f.trace or ()), default=None)


def _limit(found: Sequence[Exploration]) -> str:
    """Why the last search was not exhaustive, "" if it was, and whether one before it was."""
    last, bound = found[-1], len(found)
    if not last.cut:
        return last.limit
    before = f", with up to {bound - 1} in flight everything was explored"
    whole = bound > 1 and not found[-2].limit
    return f"with up to {bound} in flight: {last.limit}{before if whole else ''}"
