"""A finite set of states as a multi-valued decision diagram: what they have in common once.

Equal parts are shared (R. Bryant, "Graph-based algorithms for Boolean function manipulation",
1986); how much is shared depends on the order of the variables: here each is followed by one that
it tells much about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import keys_of

__all__ = ["Diagram", "Edge", "built", "diagram", "ordered"]

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
    return min((built(rows, ends, one) for one in orders), key=lambda d: len(d.nodes))


def built(rows: np.ndarray, ends: np.ndarray, order: list[int]) -> Diagram:
    """The diagram of states (rows), each with its leaf, with the variables in this order."""
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
    """Rows that are in order become one node, level by level, the last variable first: those that
    differ there first."""

    def __init__(self, rows: np.ndarray, ends: np.ndarray, variables: list[int]) -> None:
        self.rows, self.ends, self.variables = rows, ends, variables
        self.edges = list[Edge]()
        self.nodes = list[tuple[Edge, ...]]()
        self._node: dict[tuple[int, ...], int] = {}

    def run(self) -> Diagram:
        number, width = self.rows.shape
        # Blocks of rows: the first one, the level from which they differ, their node, and where
        # they differ first from the block before.
        begin, level, node = np.arange(number), np.full(number, width), -1 - self.ends
        cut = np.full(number, -1)
        if number > 1:
            cut[1:] = (self.rows[1:] != self.rows[:-1]).argmax(axis=1)
        for parting in reversed(range(width)):
            starts = np.flatnonzero(cut != parting)
            sizes = np.diff(starts, append=len(cut))
            several = sizes > 1
            if not several.any():
                continue
            parts = np.repeat(several, sizes)
            edges = self._edges(begin[parts], level[parts], node[parts], parting)
            begin, level, node, cut = begin[starts], level[starts], node[starts], cut[starts]
            level[several], node[several] = parting, self._nodes(edges, sizes[several])
        (root,) = self._edges(begin, level, node, 0)
        return Diagram(tuple(self.nodes), self.edges[root])

    def _edges(
        self, begin: np.ndarray, level: np.ndarray, node: np.ndarray, parting: int
    ) -> np.ndarray:
        """The numbers of edges to these nodes, equal ones once: each has the values of its row,
        from the level where they part to its own."""
        # Blocks of one node are alike: what their first rows have below its level is the same.
        values = self.rows[begin, parting:]
        known = dict[bytes, int]()
        numbers = np.empty(len(begin), np.int64)
        for at, key in enumerate(keys_of(np.column_stack([node, values]))):
            number = known.get(key)
            if number is None:
                number = known[key] = len(self.edges)
                end = int(level[at])
                path = zip(self.variables[parting:end], values[at].tolist(), strict=False)
                self.edges.append(Edge(tuple(path), int(node[at])))
            numbers[at] = number
        return numbers

    def _nodes(self, edges: np.ndarray, sizes: np.ndarray) -> list[int]:
        """The numbers of the nodes that have so many of these edges each."""
        numbers = list[int]()
        each, begin = edges.tolist(), 0
        for size in sizes.tolist():
            part = tuple(each[begin : begin + size])
            begin += size
            number = self._node.setdefault(part, len(self.nodes))
            if number == len(self.nodes):
                self.nodes.append(tuple([self.edges[k] for k in part]))
            numbers.append(number)
        return numbers
