"""How long a search goes on once something is broken.

What comes after a defect is mostly its consequence, and there can be a thousand times more of it
than of the sound model: freed memory that is used again, callbacks that nobody waits for any more.
So a search ends a number of states after the first violation.  It looks only between two levels of
the breadth-first search: where it ends then depends on the model alone, not on the engine, the
workers or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable

from .result import Limits

__all__ = ["Patience"]


class Patience:
    """Asked at the end of each level; see ``Limits.after_violation`` and ``Limits.minor``."""

    def __init__(self, limits: Limits) -> None:
        self._more = limits.after_violation
        self._minor = limits.minor
        self._most: int | None = None

    def over(self, broken: Iterable[str], count: int) -> str:
        """Why the search is over, "" if it is not; ``broken`` are the properties violated so far,
        ``count`` is the number of states."""
        if self._more is None:
            return ""
        if self._most is None:
            if self._minor.issuperset(broken):
                return ""
            self._most = count + self._more
        if count < self._most:
            return ""
        return f"{self._more:,} states had been found after the first violation"
