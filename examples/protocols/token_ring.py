"""Dijkstra's self-stabilising ring: from any state on it ends with a single token.

TLA+ Examples, ``ewd426/TokenRing.tla``: all states are initial; deadlock not checked.  With N
nodes and M values there are M**N states; node 0 may step in one of M, each other in M - 1 of M.
The published configuration has N = M = 6: 46,656 states and 248,832 generated, which the formula
gives too.  As a Program it needs one step of boot per state, so only smaller rings are run here.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, either
from miniport.checker.ir.program import Const, Program

from .boot import boot
from .oracle import Oracle

__all__ = ["ORACLES", "token_ring"]


def token_ring(nodes: int, values: int) -> Program:
    """A ring of ``nodes`` nodes that count modulo ``values``."""
    system = Builder(f"token ring {nodes}, {values}")
    count = system.array("c", nodes, 0, values - 1)
    ready = boot(system, (
        list(zip(count, counts, strict=True))
        for counts in product(range(values), repeat=nodes)
    ))
    last = count[nodes - 1]
    first = system.activity("node0")
    system.action(first, "step", guard=[ready, count[0] == last],
                  updates=[(count[0], either(last == values - 1, 0, last + 1))])
    for i in range(1, nodes):
        me = system.activity(f"node{i}")
        system.action(me, "copy", guard=[ready, count[i] != count[i - 1]],
                      updates=[(count[i], count[i - 1])])
    system.final = Const(1)
    return system.build()


def _formula(nodes: int, values: int) -> Oracle:
    states = values**nodes
    steps = states // values * (1 + (nodes - 1) * (values - 1))
    return Oracle(f"token_ring-{nodes}-{values}", partial(token_ring, nodes, values), states,
                  steps, 0, "TLA+ Examples, ewd426/TokenRing (a formula)", initial=states)


ORACLES: list[Oracle] = [
    _formula(3, 3),
    _formula(4, 5),
    _formula(5, 5),
]
