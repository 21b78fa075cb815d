"""Affine spaces of counters: what linear equations hold between them (M. Karr, "Affine
relationships among variables of a program", Acta Informatica 6, 1976).  Exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

__all__ = ["Rows", "Spaces"]

Row = tuple[int, ...]
Rows = tuple[Row, ...]
"""Equations: coefficients of the counters, then the constant; each sum is 0.  In reduced echelon
form, so equal spaces have equal rows."""


def _reduced(rows: Iterable[Sequence[int | Fraction]], width: int) -> Rows:
    """The reduced echelon form, in integers without a common divisor."""
    matrix = [[Fraction(x) for x in row] for row in rows]
    done = 0
    for column in range(width):
        pivot = next((k for k in range(done, len(matrix)) if matrix[k][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        factor = matrix[done][column]
        matrix[done] = [x / factor for x in matrix[done]]
        for k, row in enumerate(matrix):
            if k != done and row[column]:
                by = row[column]
                matrix[k] = [x - by * y for x, y in zip(row, matrix[done], strict=True)]
        done += 1
    return tuple(_whole(row) for row in matrix[:done])


def _whole(row: Sequence[Fraction]) -> Row:
    scale = lcm(*(x.denominator for x in row))
    whole = [int(x * scale) for x in row]
    divisor = gcd(*whole) or 1
    return tuple(x // divisor for x in whole)


def _orthogonal(rows: Rows, width: int) -> Rows:
    """A basis of everything that is orthogonal to all rows, which are reduced."""
    pivots = [next(k for k, x in enumerate(row) if x) for row in rows]
    found = []
    for free in range(width):
        if free in pivots:
            continue
        vector = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for row, pivot in zip(rows, pivots, strict=True):
            vector[pivot] = Fraction(-row[free], row[pivot])
        found.append(vector)
    return _reduced(found, width)


class Spaces:
    """Affine spaces over ``number`` counters."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._joins: dict[tuple[Rows, Rows], Rows] = {}

    def meet(self, rows: Rows, more: Iterable[Row]) -> Rows | None:
        """The points for which ``more`` equations hold, too; None if there are none."""
        found = _reduced((*rows, *more), self.number + 1)
        return None if any(not any(row[:-1]) for row in found) else found

    def join(self, one: Rows, other: Rows) -> Rows:
        """The smallest space that contains both."""
        if one == other:
            return one
        key = (one, other)
        found = self._joins.get(key)
        if found is None:
            width = self.number + 1
            points = (*_orthogonal(one, width), *_orthogonal(other, width))
            found = self._joins[key] = _orthogonal(_reduced(points, width), width)
        return found

    def image(self, rows: Rows, assigned: Mapping[int, Row]) -> Rows:
        """What becomes of a space when counters are assigned forms (rows) of the old ones."""
        number = self.number
        old_and_new: list[Row] = [(*row[:-1], *([0] * number), row[-1]) for row in rows]
        for counter in range(number):
            new = [0] * number
            new[counter] = -1
            form = assigned.get(counter)
            if form is None:
                old = tuple(int(k == counter) for k in range(number))
                old_and_new.append((*old, *new, 0))
            else:
                old_and_new.append((*form[:-1], *new, form[-1]))
        found = _reduced(old_and_new, 2 * number + 1)
        return tuple(row[number:] for row in found if not any(row[:number]))
