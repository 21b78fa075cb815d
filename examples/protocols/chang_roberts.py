"""Leader election on a ring: the smallest identity that goes all the way round wins.

TLA+ Examples, ``chang_roberts/ChangRoberts.tla`` with ``MCChangRoberts.cfg``, 3 nodes whose
identities grow along the ring: 227 generated, 137 distinct states, depth 10, deadlock not
checked.  Any set of nodes may initiate.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Const, Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "chang_roberts"]

_CANDIDATE, _LOST, _WON = range(3)


def chang_roberts(nodes: int) -> Program:
    """A ring of ``nodes`` nodes; the identity of a node is its place."""
    system = Builder(f"Chang and Roberts, {nodes} nodes")
    message = [system.array(f"msgs{n}", nodes) for n in range(nodes)]  # sets of identities
    initiator = system.array("initiator", nodes)
    state = system.array("state", nodes, 0, 2)
    running = boot(system, (
        [*zip(initiator, chosen, strict=True),
         *zip(state, (_CANDIDATE if c else _LOST for c in chosen), strict=True)]
        for chosen in product(range(2), repeat=nodes)
    ))
    for n in range(nodes):
        me = system.activity(f"node{n}", ("n0", "n1"))
        succ = message[(n + 1) % nodes]
        system.action(me, "send my own", "n0", "n1", guard=[running, initiator[n] == 1],
                      updates=[(succ[n], 1)])
        system.action(me, "wait for others", "n0", "n1", guard=[running, initiator[n] == 0])
        for identity in range(nodes):
            here = [message[n][identity] == 1]
            taken = (message[n][identity], 0)
            forward = [taken, (succ[identity], 1)]
            system.action(me, f"forward {identity}", "n1",
                          guard=[*here, state[n] == _LOST], updates=forward)
            if identity < n:
                outcome = [*forward, (state[n], _LOST)]
            elif identity == n:
                outcome = [taken, (state[n], _WON)]
            else:
                outcome = [taken]
            system.action(me, f"compare {identity}", "n1",
                          guard=[*here, state[n] != _LOST], updates=outcome)
    for n in range(nodes):
        others = [m for m in range(nodes) if m != n]
        right = all_of((state[m] == _LOST) & ((initiator[m] == 0) | (m > n)) for m in others)
        system.invariant("correct", (initiator[n] == 1) & right, premise=state[n] == _WON)
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("chang_roberts-3", partial(chang_roberts, 3), "chang_roberts/MCChangRoberts",
        generated=227, distinct=137, depth=10, initial=8),
]
