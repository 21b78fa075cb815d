"""Exclusion: no two of several things at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from miniport.checker.builder import Term, any_of

__all__ = ["at_most_one"]


def at_most_one(terms: Iterable[Term]) -> Term:
    """True where no two of ``terms`` are."""
    return ~any_of(one & other for one, other in combinations(list(terms), 2))
