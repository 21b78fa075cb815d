"""A spanning tree by distances: a node adopts a neighbour that is nearer to the root.

TLA+ Examples, ``SpanningTree/SpanTree.tla`` with ``SpanTree.cfg``, 5 nodes and 7 edges: 10,278
generated, 1,236 distinct states, depth 5, deadlock not checked.  A node may choose any distance
between its neighbour's and its own, so distances only fall.
"""

from __future__ import annotations

from collections.abc import Iterable

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Const, Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "span_tree"]

PUBLISHED = ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 4), (3, 4))
"""The graph of the published configuration."""


def span_tree(nodes: int, farthest: int, edges: Iterable[tuple[int, int]]) -> Program:
    """A graph whose root is node 0; ``farthest`` stands for "no distance yet"."""
    system = Builder(f"spanning tree of {nodes} nodes")
    mother = [system.variable(f"mom[{n}]", 0, nodes - 1, n) for n in range(nodes)]
    distance = [system.variable(f"dist[{n}]", 0, farthest, farthest if n else 0)
                for n in range(nodes)]
    near: list[list[int]] = [[] for _ in range(nodes)]
    for m, n in edges:
        near[m].append(n)
        near[n].append(m)
    moves = []
    for n in range(nodes):
        me = system.activity(f"node{n}")
        for m in near[n]:
            moves.append(distance[m] + 1 < distance[n])
            for d in range(1, farthest):
                system.action(me, f"adopt {m} at {d}", guard=[distance[m] < d, distance[n] > d],
                              updates=[(distance[n], d), (mother[n], m)])
    settled = ~any_of(moves)
    for n in range(1, nodes):
        child = any_of((mother[n] == m) & (distance[n] == distance[m] + 1) for m in near[n])
        cut_off = all_of(distance[m] == farthest for m in (n, *near[n])) & (mother[n] == n)
        system.invariant("a tree in the end", child | cut_off, premise=settled)
    system.invariant("the root stays", (distance[0] == 0) & (mother[0] == 0))
    system.final = Const(1)
    return system.build()


def _published() -> Program:
    return span_tree(5, 6, PUBLISHED)


ORACLES: list[Oracle] = [
    tlc("span_tree-5", _published, "SpanningTree/SpanTree",
        generated=10_278, distinct=1_236, depth=5),
]
