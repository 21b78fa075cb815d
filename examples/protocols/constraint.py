"""State constraints: TLC computes successors that break one, and forgets them.

They count as generated but not as distinct, and are not expanded.  Here the step is guarded with
the constraint, and a twin of it that changes nothing stands for the forgotten successors, so that
the transitions still equal those generated.
"""

from __future__ import annotations

from collections.abc import Sequence

from miniport.checker.builder import Builder, Term, Word

__all__ = ["constrained"]


def constrained(
    system: Builder, activity: int, label: str, source: str = "", target: str = "", *,
    within: Term, guard: Sequence[Word] = (), updates: Sequence[tuple[Term, Word]] = (),
) -> None:
    """An action if ``within`` (the constraint on the state after, written in terms of the state
    before) is true, else a step that goes nowhere."""
    system.action(activity, label, source, target, guard=[*guard, within], updates=updates)
    system.action(activity, f"{label} (outside)", source, source, guard=[*guard, ~within])
