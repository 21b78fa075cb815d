"""Yo-yo leader election: minima flow down a graph, answers flow back up.

TLA+ Examples, ``YoYo/``: on a graph of 5 nodes and 5 edges 110 generated and 60 distinct states
without pruning (``MCYoYoNoPruning``, depth 19), 157 and 102 with it (``MCYoYoPruning``, depth 31,
deadlock not checked because it ends with a leader); on all 728 connected graphs of 5 nodes
(``YoYoAllGraphs``) 48,535 generated, 26,731 distinct, depth 39.

Edges point from smaller to larger nodes at first.  In the down phase a node passes on the
smallest value it received; in the up phase it answers yes to where that value came from, no to
others.  Edges answered with no are turned round.  With pruning a node keeps, of several neighbours
that sent it the same value, only one, and so does a sink with a single neighbour keep none; the
other edges are removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, combinations, product

from miniport.checker.builder import Builder, Term, all_of, any_of, either
from miniport.checker.ir.program import Const, Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "yoyo"]

PUBLISHED = ((1, 2), (1, 5), (3, 4), (3, 5), (4, 5))
"""The graph of the published configuration."""

_DOWN, _UP = "down", "up"
_SILENT, _YES, _NO = range(3)

Updates = list[tuple[Term, Term | int]]
Edges = Sequence[tuple[int, int]]


class _YoYo:
    """The program under construction; nodes count from 1, so that 0 is "no value"."""

    def __init__(self, nodes: int, edges: Edges | None, *, pruning: bool) -> None:
        graph = "any" if edges is None else len(edges)
        self.system = Builder(f"yo-yo{' with pruning' if pruning else ''}, {nodes} nodes, "
                              f"{graph} edges")
        self.pruning = pruning
        self.nodes = range(1, nodes + 1)
        self.near: dict[int, list[int]] = {n: [] for n in self.nodes}
        for m, n in combinations(self.nodes, 2) if edges is None else edges:
            self.near[m].append(n)
            self.near[n].append(m)
        arcs = [(n, m) for n in self.nodes for m in self.near[n]]
        bit = self.system.variable
        self.active = {n: bit(f"active[{n}]", initial=1) for n in self.nodes}
        known = edges is not None
        self.into = {(n, m): bit(f"incoming[{n},{m}]", initial=known and m < n) for n, m in arcs}
        self.out = {(n, m): bit(f"outgoing[{n},{m}]", initial=known and m > n) for n, m in arcs}
        # The mailbox of n: from m the value it passed down, its answer, its wish to prune.
        self.value = {(n, m): bit(f"down[{n},{m}]", 0, nodes) for n, m in arcs}
        self.answer = {(n, m): bit(f"up[{n},{m}]", 0, 2) for n, m in arcs}
        self.prune = {(n, m): bit(f"prune[{n},{m}]") for n, m in arcs}
        self.ready = [] if known else [boot(self.system, (
            [u for m, n in graph for u in ((self.into[n, m], 1), (self.out[m, n], 1))]
            for graph in _connected(nodes)
        ))]
        for n in self.nodes:
            self.node(n)
        for n in self.nodes:
            for m in self.near[n]:
                self.system.invariant("in or out", ~((self.into[n, m] == 1)
                                                     & (self.out[n, m] == 1)))
        self.system.invariant("the smallest node stays active", self.active[1] == 1)
        self.system.final = Const(int(pruning))

    def node(self, n: int) -> None:
        """The steps of node ``n`` for every way its edges can point."""
        me = self.system.activity(f"node{n}", (_DOWN, _UP))
        for ways in product("in out gone".split(), repeat=len(self.near[n])):
            pairs = list(zip(self.near[n], ways, strict=True))
            sources = [m for m, way in pairs if way == "in"]
            sinks = [m for m, way in pairs if way == "out"]
            if not sources and not sinks:
                continue
            guard = [*self.ready, self.active[n] == 1]
            guard += [self.into[n, m] == (way == "in") for m, way in pairs]
            guard += [self.out[n, m] == (way == "out") for m, way in pairs]
            self.down(me, n, guard, sources, sinks)
            guard += [(self.answer[n, m] != _SILENT) if m in sinks else
                      (self.answer[n, m] == _SILENT) for m in self.near[n]]
            if sources:
                for kept in _some(sources) if self.pruning else (tuple(sources),):
                    self.up(me, n, guard, sources, sinks, kept)
            else:
                self.up_source(me, n, guard, sinks)

    def down(
        self, me: int, n: int, guard: list[Term], sources: list[int], sinks: list[int],
    ) -> None:
        """Pass on the smallest value, or one's own if there is nothing upstream."""
        if sources:
            guard = guard + [(self.value[n, m] != 0) if m in sources else
                             (self.value[n, m] == 0) for m in self.near[n]]
        least = self.least(n, sources) if sources else n
        self.system.action(
            me, "down", _DOWN, _UP, guard=guard,
            updates=[(self.value[m, n], least) for m in sinks],
            checks=[("one value a sender", 1, self.value[m, n] == 0) for m in sinks])

    def up_source(self, me: int, n: int, guard: list[Term], sinks: list[int]) -> None:
        """Turn round the edges answered with no, forget those to be pruned."""
        updates: Updates = [u for m in sinks for u in self.redirect(n, m)]
        self.system.action(me, "up", _UP, _DOWN, guard=guard,
                           updates=[*updates, *self.read(n, [], sinks)])

    def up(
        self, me: int, n: int, guard: list[Term], sources: list[int], sinks: list[int],
        kept: tuple[int, ...],
    ) -> None:
        """Answer all ``sources``; with pruning ``kept`` has one for every value received."""
        value = {m: self.value[n, m] for m in sources}
        if self.pruning:
            guard = guard + [any_of(value[m] == value[k] for k in kept) for m in sources]
            guard += [value[k] != value[j] for k, j in combinations(kept, 2)]
        agreed = all_of(self.answer[n, m] == _YES for m in sinks)
        lone = self.pruning and not sinks and len(sources) == 1
        least = self.least(n, sources)
        updates: Updates = [u for m in sinks for u in self.redirect(n, m)]
        for m in sources:
            best = agreed & (value[m] == least)
            updates.append((self.answer[m, n], either(best, _YES, _NO)))
            updates.append((self.prune[m, n], int(lone or m not in kept)))
            updates.append((self.into[n, m], best if m in kept and not lone else 0))
            updates.append((self.out[n, m], ~best if m in kept else 0))
        if lone:
            updates.append((self.active[n], 0))
        self.system.action(
            me, f"up, keep {kept}", _UP, _DOWN, guard=guard,
            updates=[*updates, *self.read(n, sources, sinks)],
            checks=[("one answer a sender", 1, self.answer[m, n] == _SILENT) for m in sources])

    def least(self, n: int, sources: list[int]) -> Term:
        """The smallest value ``n`` received from ``sources``."""
        least = self.value[n, sources[0]]
        for m in sources[1:]:
            least = either(self.value[n, m] < least, self.value[n, m], least)
        return least

    def redirect(self, n: int, m: int) -> Updates:
        """What the answer of ``m`` means for the edge from ``n``."""
        no, keep = self.answer[n, m] == _NO, self.prune[n, m] == 0
        return [(self.into[n, m], no & keep), (self.out[n, m], ~no & keep)]

    def read(self, n: int, sources: list[int], sinks: list[int]) -> Updates:
        """Take what was received out of the mailbox of ``n``."""
        boxes = [self.value[n, m] for m in sources]
        boxes += [box[n, m] for m in sinks for box in (self.answer, self.prune)]
        return [(box, 0) for box in boxes]


def _some(sources: list[int]) -> Iterator[tuple[int, ...]]:
    """The non-empty subsets."""
    sizes = range(1, len(sources) + 1)
    return chain.from_iterable(combinations(sources, size) for size in sizes)


def _connected(nodes: int) -> Iterator[Edges]:
    """All connected graphs of the nodes 1 to ``nodes``."""
    pairs = list(combinations(range(1, nodes + 1), 2))
    for chosen in product(range(2), repeat=len(pairs)):
        graph = [pair for pair, there in zip(pairs, chosen, strict=True) if there]
        reached = {1}
        for _ in range(nodes):
            reached |= {n for pair in graph if reached & set(pair) for n in pair}
        if len(reached) == nodes:
            yield graph


def yoyo(nodes: int, edges: Edges | None, *, pruning: bool) -> Program:
    """The algorithm on a connected graph of the nodes 1 to ``nodes``, or on any of them."""
    return _YoYo(nodes, edges, pruning=pruning).system.build()


ORACLES: list[Oracle] = [
    tlc("yoyo-5", partial(yoyo, 5, PUBLISHED, pruning=False), "YoYo/MCYoYoNoPruning",
        generated=110, distinct=60, depth=19),
    tlc("yoyo-pruning-5", partial(yoyo, 5, PUBLISHED, pruning=True), "YoYo/MCYoYoPruning",
        generated=157, distinct=102, depth=31),
    tlc("yoyo-pruning-all-5", partial(yoyo, 5, None, pruning=True), "YoYo/YoYoAllGraphs",
        generated=48_535, distinct=26_731, depth=39, initial=728, slow=True),
]
