"""Reachability by several processes at once, after Misra: whoever finds a node looks further.

TLA+ Examples, ``MisraReachability/ParReach.tla`` with ``MCParReach.cfg``, 4 nodes and 2 processes:
747 generated, 393 distinct states, depth 18.  The configuration asks for some graph in which
every node has two successors; the one below, or another in which the root and one other node lead
only to each other and themselves, is the only kind that gives these numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "parallel_reach"]

PUBLISHED = ((0, 1),) * 4
"""The successors of each node."""


def parallel_reach(processes: int, successors: Sequence[Sequence[int]]) -> Program:
    """``processes`` processes explore the graph from node 0."""
    nodes = range(len(successors))
    system = Builder(f"reachability, {len(successors)} nodes, {processes} processes")
    marked = system.array("marked", len(successors))
    found = [system.variable(f"vroot[{n}]", initial=n == 0) for n in nodes]
    nothing = all_of(f == 0 for f in found)
    own = []
    for p in range(processes):
        here = system.variable(f"u{p}", 0, len(successors) - 1)
        mine = system.array(f"toVroot{p}", len(successors))
        own += list(mine)
        me = system.activity(f"p{p}", ("a", "b", "c", "done"))
        system.action(me, "nothing left", "a", "done", guard=[nothing])
        empty = all_of(m == 0 for m in mine)
        system.action(me, "all passed on", "c", "a", guard=[empty])
        for n in nodes:
            system.action(me, f"look at {n}", "a", "b", guard=[found[n] == 1],
                          updates=[(here, n)])
            system.action(me, f"mark {n}", "b", "c", guard=[here == n, marked[n] == 0],
                          updates=[(marked[n], 1),
                                   *((mine[m], int(m in successors[n])) for m in nodes)])
            system.action(me, f"{n} is marked", "b", "a", guard=[here == n, marked[n] == 1],
                          updates=[(found[n], 0)])
            system.action(me, f"pass on {n}", "c", guard=[mine[n] == 1],
                          updates=[(found[n], 1), (mine[n], 0)])
    done = all_of(system.at(p, "done") for p in range(processes))
    system.action(0, "all done", "done", guard=[done])
    reached = {0}
    for _ in nodes:
        reached |= {m for n in reached for m in successors[n]}
    system.invariant("exactly the reachable are marked", premise=done, condition=all_of(
        marked[n] == int(n in reached) for n in nodes))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("parallel_reach-4-2", partial(parallel_reach, 2, PUBLISHED),
        "MisraReachability/MCParReach", generated=747, distinct=393, depth=18),
]
