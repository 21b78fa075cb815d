"""Clients that ask an allocator for sets of resources, and give them back in parts.

Counts: TLA+ Examples, allocator/SimpleAllocator.  Every way to choose the set is a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "simple_allocator", "subsets"]


def subsets(of: Sequence[int]) -> list[tuple[int, ...]]:
    """All subsets but the empty one."""
    return [s for size in range(1, len(of) + 1) for s in combinations(of, size)]


def simple_allocator(clients: int, resources: int) -> Program:
    """So many clients and resources."""
    system = Builder("simple allocator")
    unsat = [system.array(f"unsat{c}", resources) for c in range(clients)]
    alloc = [system.array(f"alloc{c}", resources) for c in range(clients)]
    kinds = range(resources)
    for c in range(clients):
        me = system.activity(f"client{c}")
        idle = [x == 0 for x in (*unsat[c], *alloc[c])]
        for s in subsets(kinds):
            system.action(me, f"Request {s}", guard=idle, updates=[(unsat[c][r], 1) for r in s])
            free = [alloc[d][r] == 0 for d in range(clients) for r in s]
            system.action(me, f"Allocate {s}", guard=[*(unsat[c][r] == 1 for r in s), *free],
                          updates=[u for r in s for u in ((alloc[c][r], 1), (unsat[c][r], 0))])
            system.action(me, f"Return {s}", guard=[alloc[c][r] == 1 for r in s],
                          updates=[(alloc[c][r], 0) for r in s])
    for r in kinds:
        for c, d in combinations(range(clients), 2):
            system.invariant("exclusive", ~((alloc[c][r] == 1) & (alloc[d][r] == 1)))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("simple_allocator", partial(simple_allocator, 3, 2), "allocator/SimpleAllocator",
        generated=1_633, distinct=400, depth=6),
]
