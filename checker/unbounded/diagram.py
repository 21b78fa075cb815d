"""A finite set of states as a multi-valued decision diagram: what they have in common once.

Equal parts are shared (R. Bryant, "Graph-based algorithms for Boolean function manipulation",
1986); how much is shared depends on the order of the variables: here each is followed by one that
it tells much about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

__all__ = ["Diagram", "Edge", "diagram", "ordered"]

RECENT = 6
"""A variable is placed by what the last ones of the order tell about it."""

SAMPLE = 20_000
"""Some so many states are enough to see that."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Where these variables have these values, go on at ``node``; below 0, -1 - the number of a
    leaf."""

    values: tuple[tuple[int, int], ...]
    node: int


@dataclass(frozen=True, slots=True)
class Diagram:
    """The edges that leave each node, later nodes leading to earlier ones only; the last edge is
    the way in."""

    nodes: tuple[tuple[Edge, ...], ...]
    root: Edge


def diagram(
    rows: np.ndarray, ends: np.ndarray, variables: Sequence[int], order: Sequence[int] = ()
) -> Diagram:
    """The diagram of states (rows), each with the number of its leaf; of each, only ``variables``
    count.

    It has them in their own order, or in this one, whichever makes it smaller.
    """
    orders = [ordered(rows, variables)]
    given = [k for k in order if k in variables]
    if given not in ([], orders[0]):
        orders.append(given)
    return min((_built(rows, ends, one) for one in orders), key=lambda d: len(d.nodes))


def _built(rows: np.ndarray, ends: np.ndarray, order: list[int]) -> Diagram:
    rows = rows[:, order]
    sequence = np.lexsort(rows.T[::-1]) if order else np.arange(len(rows))
    return _Builder(rows[sequence], ends[sequence], order).run()


def ordered(rows: np.ndarray, variables: Sequence[int]) -> list[int]:
    """The variables so that each is told much about, in these states, by those just before it."""
    some = np.random.default_rng(0).permutation(len(rows))[:SAMPLE]
    return [variables[k] for k in _order(rows[some][:, list(variables)])]


def _order(rows: np.ndarray) -> list[int]:
    number = rows.shape[1]
    columns = [np.unique(rows[:, k], return_inverse=True)[1].ravel() for k in range(number)]
    sizes = [int(c.max()) + 1 for c in columns]
    alone = [_entropy(c) for c in columns]

    def told(one: int, other: int) -> float:
        """How much one column tells about another, of what there is to tell."""
        both = _entropy(columns[one].astype(np.int64) * sizes[other] + columns[other])
        return (alone[one] + alone[other] - both) / alone[other]

    order = [k for k in range(number) if sizes[k] == 1]
    rest = [k for k in range(number) if sizes[k] > 1]
    if not rest:
        return order
    chosen = [max(rest, key=lambda k: alone[k])]
    rest.remove(chosen[0])
    best: dict[int, list[float]] = {k: [told(chosen[0], k)] for k in rest}
    while rest:
        following = max(rest, key=lambda k: max(best[k][-RECENT:]))
        rest.remove(following)
        chosen.append(following)
        for k in rest:
            best[k].append(told(following, k))
    return order + chosen


def _entropy(column: np.ndarray) -> float:
    counts = np.bincount(column)
    shares = counts[counts > 0] / len(column)
    return float(-(shares * np.log(shares)).sum())


class _Builder:
    def __init__(self, rows: np.ndarray, ends: np.ndarray, variables: list[int]) -> None:
        self.rows, self.ends, self.variables = rows, ends, variables
        self.nodes: dict[tuple[Edge, ...], int] = {}
        # Where, from each row to the next, the first difference is.
        different = rows[1:] != rows[:-1]
        self.cut = different.argmax(axis=1) if len(rows) > 1 else np.zeros(0, dtype=np.int64)

    def run(self) -> Diagram:
        root = self._edge(0, len(self.rows), 0)
        return Diagram(tuple(self.nodes), root)

    def _edge(self, begin: int, end: int, level: int) -> Edge:
        """Rows ``begin .. end``, which differ from ``level`` on only."""
        first = self.rows[begin]
        if end - begin == 1:
            leaf = -1 - int(self.ends[begin])
            return Edge(self._values(first, level, len(first)), leaf)
        inside = self.cut[begin : end - 1]
        parting = int(inside.min())
        starts = [begin, *(begin + 1 + np.flatnonzero(inside == parting)).tolist(), end]
        edges = tuple(
            self._edge(a, b, parting) for a, b in pairwise(starts)
        )
        node = self.nodes.setdefault(edges, len(self.nodes))
        return Edge(self._values(first, level, parting), node)

    def _values(self, row: np.ndarray, begin: int, end: int) -> tuple[tuple[int, int], ...]:
        return tuple((self.variables[k], int(row[k])) for k in range(begin, end))
