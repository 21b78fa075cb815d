"""A spanning tree by distances: a node adopts a neighbour that is nearer to the root.

TLA+ Examples, ``SpanningTree/SpanTree.tla`` with ``SpanTree.cfg``, 5 nodes and 7 edges: 10,278
generated, 1,236 distinct states, depth 5, deadlock not checked.  ``SpanTreeTest4Nodes.cfg``, all
64 graphs of 4 nodes as initial states: 21,784, 3,984, depth 4.  A node may choose any distance
between its neighbour's and its own, so distances only fall.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations, product

from miniport.checker.builder import Builder, Term, all_of, any_of
from miniport.checker.ir.program import Const, Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "span_tree"]

PUBLISHED = ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 4), (3, 4))
"""The graph of the published configuration."""


def span_tree(
    nodes: int, farthest: int, edges: Sequence[tuple[int, int]] | None = None,
) -> Program:
    """A graph (None: any) whose root is node 0; ``farthest`` stands for "no distance yet"."""
    system = Builder(f"spanning tree of {nodes} nodes")
    mother = [system.variable(f"mom[{n}]", 0, nodes - 1, n) for n in range(nodes)]
    distance = [system.variable(f"dist[{n}]", 0, farthest, farthest if n else 0)
                for n in range(nodes)]
    known = edges is not None
    pairs = list(combinations(range(nodes), 2)) if edges is None else edges
    there = [Term(Const(1)) if known else system.variable(f"edge{pair}") for pair in pairs]
    edge = {arc: one for (m, n), one in zip(pairs, there, strict=True) for arc in ((m, n), (n, m))}
    ready = [] if known else [boot(system, (
        list(zip(there, chosen, strict=True))
        for chosen in product(range(2), repeat=len(pairs))
    ))]
    near = [[m for m in range(nodes) if (m, n) in edge] for n in range(nodes)]
    moves = []
    for n in range(nodes):
        me = system.activity(f"node{n}")
        for m in near[n]:
            joined = edge[m, n] == 1
            moves.append(joined & (distance[m] + 1 < distance[n]))
            for d in range(1, farthest):
                system.action(me, f"adopt {m} at {d}",
                              guard=[*ready, joined, distance[m] < d, distance[n] > d],
                              updates=[(distance[n], d), (mother[n], m)])
    settled = ~any_of(moves)
    for n in range(1, nodes):
        joined_to = {m: edge[m, n] == 1 for m in near[n]}
        child = any_of(joined_to[m] & (mother[n] == m) & (distance[n] == distance[m] + 1)
                       for m in near[n])
        cut_off = all_of([distance[n] == farthest, mother[n] == n,
                          *(~joined_to[m] | (distance[m] == farthest) for m in near[n])])
        system.invariant("a tree in the end", child | cut_off, premise=settled)
    system.invariant("the root stays", (distance[0] == 0) & (mother[0] == 0))
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("span_tree-any-4", partial(span_tree, 4, 5), "SpanningTree/SpanTreeTest4Nodes",
        generated=21_784, distinct=3_984, depth=4, initial=64),
    tlc("span_tree-5", partial(span_tree, 5, 6, PUBLISHED), "SpanningTree/SpanTree",
        generated=10_278, distinct=1_236, depth=5),
]
