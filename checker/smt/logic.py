"""Conjunctions and disjunctions that leave out what is constant: z3 terms are made one by one."""

from __future__ import annotations

from collections.abc import Iterable

import z3

from .types import Term

__all__ = ["FALSE", "TRUE", "conjunction", "disjunction", "negation"]

TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)


def conjunction(parts: Iterable[Term]) -> Term:
    """All of them."""
    kept = []
    for part in parts:
        if part is FALSE:
            return FALSE
        if part is not TRUE:
            kept.append(part)
    return z3.And(kept) if len(kept) > 1 else kept[0] if kept else TRUE


def disjunction(parts: Iterable[Term]) -> Term:
    """At least one of them."""
    kept = []
    for part in parts:
        if part is TRUE:
            return TRUE
        if part is not FALSE:
            kept.append(part)
    return z3.Or(kept) if len(kept) > 1 else kept[0] if kept else FALSE


def negation(part: Term) -> Term:
    """Not this."""
    return FALSE if part is TRUE else TRUE if part is FALSE else z3.Not(part)
