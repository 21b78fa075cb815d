"""Safra's termination detection: a token gathers the numbers of messages on their way.

TLA+ Examples, ``ewd998/EWD998PCal.tla``, 3 nodes: 2,808,396 generated, 321,370 distinct states,
depth 47, 8 of them initial (anyone may be active).  A state constraint bounds by 2 how many
messages more than it received a node may have sent; a send beyond is rejected.  A token that node
0 may send again for several reasons is generated once for each.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, Term, all_of, either
from miniport.checker.ir.program import Program

from .boot import boot
from .constraint import constrained
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "ewd998"]


def ewd998(nodes: int, most: int) -> Program:
    """A ring of ``nodes`` nodes; no counter exceeds ``most``."""
    system = Builder(f"EWD 998, {nodes} nodes, counters to {most}")
    least, total = -most * (nodes - 1), most * nodes
    active, black = system.array("active", nodes), system.array("black", nodes, initial=1)
    counter = system.array("counter", nodes, least, most, 0)
    pending = system.array("pending", nodes, 0, total)
    place = system.variable("token", 0, nodes - 1)
    balance = system.variable("token.q", least * nodes, total, 0)
    stained = system.variable("token.black", 0, 1, 1)
    ready = boot(system, (
        list(zip(active, busy, strict=True)) for busy in product(range(2), repeat=nodes)
    ))
    for n in range(nodes):
        me = system.activity(f"node{n}")
        for to in range(nodes):
            if to != n:
                constrained(system, me, f"send to {to}", guard=[ready, active[n] == 1],
                            within=counter[n] < most,
                            updates=[(pending[to], pending[to] + 1), (counter[n], counter[n] + 1)])
        system.action(me, "receive", guard=[ready, pending[n] > 0], updates=[
            (pending[n], pending[n] - 1), (counter[n], counter[n] - 1), (active[n], 1),
            (black[n], 1)])
        system.action(me, "be passive", guard=[ready], updates=[(active[n], 0)])
        holds = [ready, place == n]
        if n:
            system.action(me, "pass the token", guard=[*holds, active[n] == 0], updates=[
                (place, n - 1), (balance, balance + counter[n]),
                (stained, either(black[n] == 1, 1, stained)), (black[n], 0)])
        else:
            for why in (black[0] == 1, balance + counter[0] != 0, stained == 1):
                system.action(me, "try again", guard=[*holds, why], updates=[
                    (place, nodes - 1), (balance, 0), (stained, 0), (black[0], 0)])
    quiet = all_of((active[n] == 0) & (pending[n] == 0) for n in range(nodes))
    detected = all_of([place == 0, stained == 0, black[0] == 0, active[0] == 0,
                       balance + counter[0] == 0])
    system.invariant("detected only when terminated", quiet, premise=ready & detected)
    sent: Term | int = 0
    for n in range(nodes):
        sent = counter[n] - pending[n] + sent
    system.invariant("nothing is lost", sent == 0)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("ewd998-3-2", partial(ewd998, 3, 2), "ewd998/EWD998PCal",
        generated=2_808_396, distinct=321_370, depth=47, initial=8),
]
