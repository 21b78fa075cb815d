"""Affine spaces of counters: what linear equations hold between them (M. Karr, "Affine
relationships among variables of a program", Acta Informatica 6, 1976).  Exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd, lcm

__all__ = ["Row", "Rows", "Spaces", "beginnings", "residue"]

Row = tuple[int, ...]
Rows = tuple[Row, ...]
"""Equations: coefficients of the counters, then the constant; each sum is 0.  In reduced echelon
form, so equal spaces have equal rows."""


def _reduced(rows: Iterable[Row], width: int) -> Rows:
    """The reduced echelon form; rows have no common divisor, and the first number is positive."""
    matrix = [row for row in rows if any(row)]
    done = 0
    for column in range(width):
        pivot = next((k for k in range(done, len(matrix)) if matrix[k][column]), None)
        if pivot is None:
            continue
        mine = _whole(matrix[pivot], column)
        matrix[pivot], matrix[done] = matrix[done], mine
        factor = mine[column]
        for k, row in enumerate(matrix):
            by = row[column]
            if k != done and by:
                left = tuple([factor * x - by * y for x, y in zip(row, mine, strict=True)])
                # Its own first number, if it has one by now, is in an earlier column.
                matrix[k] = _whole(left, None)
        done += 1
    return tuple(matrix[:done])


def _whole(row: Row, positive: int | None) -> Row:
    """Without a common divisor; what stands in column ``positive`` is so."""
    divisor = gcd(*row)
    if positive is not None and row[positive] < 0:
        divisor = -divisor
    return row if divisor in (0, 1) else tuple([x // divisor for x in row])


def beginnings(rows: Rows) -> tuple[int, ...]:
    """The counters that equations begin with."""
    return tuple(next(k for k, x in enumerate(row) if x) for row in rows)


def residue(row: Row, rows: Rows, pivots: Sequence[int]) -> tuple[Row, int]:
    """A form that is, in the space, a number of times the one given, without the counters that the
    equations begin with (:func:`beginnings`); and the number, which is positive."""
    factor = 1
    for pivot, equation in zip(pivots, rows, strict=True):
        if row[pivot]:
            by, times = row[pivot], equation[pivot]
            row = tuple([times * x - by * y for x, y in zip(row, equation, strict=True)])
            factor *= times
    return row, factor


def _orthogonal(rows: Rows, width: int) -> Rows:
    """A basis of everything that is orthogonal to all rows, which are reduced."""
    pivots = beginnings(rows)
    scale = lcm(*(row[pivot] for row, pivot in zip(rows, pivots, strict=True)))
    found = []
    for free in range(width):
        if free in pivots:
            continue
        vector = [0] * width
        vector[free] = scale
        for row, pivot in zip(rows, pivots, strict=True):
            vector[pivot] = -row[free] * (scale // row[pivot])
        found.append(tuple(vector))
    return _reduced(found, width)


class Spaces:
    """Affine spaces over ``number`` counters."""

    def __init__(self, number: int) -> None:
        self.number = number

    def meet(self, rows: Rows, more: Iterable[Row]) -> Rows | None:
        """The points for which ``more`` equations hold, too; None if there are none."""
        found = _reduced((*rows, *more), self.number + 1)
        return None if any(not any(row[:-1]) for row in found) else found

    def join(self, one: Rows, other: Rows) -> Rows:
        """The smallest space that contains both."""
        if one == other:
            return one
        width = self.number + 1
        points = (*_orthogonal(one, width), *_orthogonal(other, width))
        return _orthogonal(_reduced(points, width), width)

    def image(self, rows: Rows, assigned: Sequence[tuple[int, Row]]) -> Rows:
        """What becomes of a space when counters, in their order, are assigned forms (rows) of the
        old ones."""
        if all(map(_is_shift, assigned)):
            # Every row has the same coefficients as before, and no other common divisor.
            return tuple(
                (*row[:-1], row[-1] - sum(row[counter] * form[-1] for counter, form in assigned))
                for row in rows
            )
        changed = [counter for counter, _ in assigned]
        # First what the counters that change were, then all counters as they are.
        before = len(changed)
        old_and_new: list[Row] = [_moved(row, changed) for row in rows]
        for counter, form in assigned:
            equation = list(_moved(form, changed))
            equation[before + counter] -= 1
            old_and_new.append(tuple(equation))
        found = _reduced(old_and_new, before + self.number + 1)
        return tuple(row[before:] for row in found if not any(row[:before]))


def _is_shift(assigned: tuple[int, Row]) -> bool:
    """Whether a counter becomes itself and a constant."""
    counter, form = assigned
    return form[counter] == 1 and not any(form[:counter]) and not any(form[counter + 1 : -1])


def _moved(row: Row, changed: Sequence[int]) -> Row:
    """The coefficients of the counters that change stand in front."""
    rest = list(row)
    for counter in changed:
        rest[counter] = 0
    return (*(row[counter] for counter in changed), *rest)
