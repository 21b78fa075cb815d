"""The echo algorithm: a wave from one node over a graph and back builds a spanning tree.

TLA+ Examples, ``echo/Echo.tla`` with ``MCEcho.cfg``, the triangle: 116 generated, 75 distinct
states, depth 16.  The last of these transitions is the one that stays when everyone is done.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "echo"]


def echo(nodes: int) -> Program:
    """The complete graph of ``nodes`` nodes; node 0 initiates."""
    system = Builder(f"echo, {nodes} nodes")
    wave = [system.array(f"m{n}", nodes) for n in range(nodes)]  # in whose inbox, from whom
    back = [system.array(f"c{n}", nodes) for n in range(nodes)]
    parent = system.array("parent", nodes, 0, nodes, nodes)  # the number of nodes: none
    child = [system.array(f"children{n}", nodes) for n in range(nodes)]
    received = system.array("rcvd", nodes, 0, nodes - 1)
    for n in range(nodes):
        me = system.activity(f"node{n}", ("n0", "n1", "n2", "done"))
        near = [m for m in range(nodes) if m != n]
        first = [(wave[m][n], 1) for m in near] if n == 0 else []
        system.action(me, "start", "n0", "n1", updates=first)
        more = received[n] < nodes - 1
        count = (received[n], received[n] + 1)
        for m in near:
            got = [more, wave[n][m] == 1]
            if n == 0:
                system.action(me, f"wave from {m}", "n1", guard=got,
                              updates=[(wave[n][m], 0), count])
            else:
                spread = [(wave[k][n], 1) for k in near if k != m]
                system.action(me, f"first wave from {m}", "n1",
                              guard=[*got, received[n] == 0],
                              updates=[(wave[n][m], 0), count, (parent[n], m), *spread])
                system.action(me, f"wave from {m}", "n1", guard=[*got, received[n] > 0],
                              updates=[(wave[n][m], 0), count])
            ahead = received[n] > 0 if n else 1
            system.action(me, f"echo from {m}", "n1", guard=[more, back[n][m] == 1],
                          updates=[(back[n][m], 0), count, (child[n][m], 1)],
                          checks=[("a wave comes first", 1, ahead)])
        system.action(me, "heard all", "n1", "n2", guard=[received[n] == nodes - 1])
        if n == 0:
            system.action(me, "finish", "n2", "done")
        for m in near if n else []:
            system.action(me, f"echo to {m}", "n2", "done", guard=[parent[n] == m],
                          updates=[(back[m][n], 1)])
    done = [system.at(n, "done") for n in range(nodes)]
    system.action(0, "all done", "done", guard=[all_of(done)])
    # Everyone but the initiator is a child of its parent, and its ancestors end at the initiator.
    above = [parent[n] == 0 for n in range(nodes)]
    for _ in range(nodes - 2):
        above = [
            (parent[n] == 0) | any_of((parent[n] == m) & above[m] for m in range(1, nodes))
            for n in range(nodes)
        ]
    known = [any_of((parent[n] == m) & (child[m][n] == 1) for m in range(nodes))
             for n in range(1, nodes)]
    system.invariant("spanning tree", all_of([*above[1:], *known]), premise=all_of(done))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("echo-3", partial(echo, 3), "echo/MCEcho", generated=116, distinct=75, depth=16),
]
