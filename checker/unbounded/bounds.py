"""What natural numbers can satisfy linear constraints: bounds are propagated through them.  Where
it says none can there are none; where it does not there may be none all the same."""

from __future__ import annotations

from collections.abc import Sequence

from .spaces import Row

__all__ = ["ANY", "NATURAL", "Constraint", "Range", "bounds", "constraint", "range_of"]

ROUNDS = 12

Range = tuple[int | None, int | None]

NATURAL: Range = (0, None)
ANY: Range = (None, None)

Constraint = tuple[Sequence[tuple[int, int]], int, int | None, int | None]
"""Numbers with their coefficients and a constant; the sum has a value from its least to its most
(None: any)."""


def constraint(row: Row, least: int | None, most: int | None) -> Constraint:
    """That a row (coefficients, then a constant) has such a value."""
    return [(k, c) for k, c in enumerate(row[:-1]) if c], row[-1], least, most


def bounds(ranges: Sequence[Range], constraints: Sequence[Constraint]) -> list[Range] | None:
    """Smaller ranges of numbers that satisfy the constraints; None if there are no such numbers.

    The least of each range is a number.
    """
    low: list[int] = [least or 0 for least, _ in ranges]
    high: list[int | None] = [most for _, most in ranges]
    used = []
    for terms, constant, least, most in constraints:
        if terms:
            used.append((terms, constant, least, most))
        elif (least is not None and constant < least) or (most is not None and constant > most):
            return None
    for _ in range(ROUNDS):
        changed = False
        for terms, constant, least, most in used:
            sums = [_range(c, low[k], high[k]) for k, c in terms]
            for at, (k, c) in enumerate(terms):
                rest_low = rest_high = None
                if most is not None:
                    rest_low = _total(constant, [s[0] for i, s in enumerate(sums) if i != at])
                if least is not None:
                    rest_high = _total(constant, [s[1] for i, s in enumerate(sums) if i != at])
                # coefficient * x lies between ``down`` and ``up``.
                down = None if least is None or rest_high is None else least - rest_high
                up = None if most is None or rest_low is None else most - rest_low
                if down is None and up is None:
                    continue
                here = c
                if c < 0:
                    down, up = (None if up is None else -up), (None if down is None else -down)
                    here = -c
                if down is not None and -(-down // here) > low[k]:
                    low[k], changed = -(-down // here), True
                most_here = high[k]
                if up is not None and (most_here is None or up // here < most_here):
                    most_here = high[k] = up // here
                    changed = True
                if most_here is not None and low[k] > most_here:
                    return None
                sums[at] = _range(c, low[k], high[k])
        if not changed:
            break
    return list(zip(low, high, strict=True))


def range_of(row: Row, of: Sequence[Range]) -> Range:
    """The bounds of a linear form of numbers with these bounds."""
    low: int | None = row[-1]
    high = low
    for c, range_ in zip(row, of, strict=False):
        if c:
            least, most = _range(c, *range_)
            low = None if low is None or least is None else low + least
            high = None if high is None or most is None else high + most
    return low, high


def _range(c: int, low: int | None, high: int | None) -> Range:
    ends = (None if low is None else c * low, None if high is None else c * high)
    return ends if c > 0 else (ends[1], ends[0])


def _total(constant: int, parts: Sequence[int | None]) -> int | None:
    total = constant
    for part in parts:
        if part is None:
            return None
        total += part
    return total
