"""Two actors that count: a ping is answered with a pong, that with the next ping.

Stateright, ``PingPongActor`` of ``src/actor/actor_test_util.rs`` in the tests of
``src/actor/model.rs``: up to 5, 4,094 states on a network that loses and duplicates messages, 11
on one that only duplicates and on one that is perfect; up to 1, 14 states on the first.
Transitions and depth are not published.

On a duplicating network messages stay, and its state remembers the one delivered last.  A delivery
that changes nothing is no step, and a step beyond the largest number is not taken.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, Term, Word
from miniport.checker.ir.program import Const, Program

from .oracle import Oracle

__all__ = ["ORACLES", "ping_pong"]


def ping_pong(most: int, *, lossy: bool, duplicating: bool) -> Program:
    """Both count up to ``most``."""
    network = f"{'lossy' if lossy else 'reliable'}{', duplicating' if duplicating else ''}"
    system = Builder(f"ping pong to {most}, {network}")
    pinger, ponger = system.variable("pinger", 0, most), system.variable("ponger", 0, most)
    pings = [system.variable(f"Ping({v})", initial=v == 0) for v in range(most + 1)]
    pongs = [system.variable(f"Pong({v})") for v in range(most + 1)]
    last = system.variable("last", 0, 2 * most + 2)
    me = system.activity("network")

    def delivered(message: Term, number: int) -> tuple[Term, Word]:
        """What a delivery does to the network."""
        return (last, number + 1) if duplicating else (message, 0)

    for v in range(most):
        system.action(me, f"deliver Ping({v})", guard=[pings[v] == 1, ponger == v],
                      updates=[(ponger, v + 1), (pongs[v], 1), delivered(pings[v], v)])
        system.action(me, f"deliver Pong({v})", guard=[pongs[v] == 1, pinger == v],
                      updates=[(pinger, v + 1), (pings[v + 1], 1),
                               delivered(pongs[v], most + 1 + v)])
    for message in (*pings, *pongs) if lossy else ():
        system.action(me, "drop", guard=[message == 1], updates=[(message, 0)])
    system.invariant("delta within 1", (pinger == ponger) | (pinger + 1 == ponger))
    system.final = Const(1)
    return system.build()


def _oracle(most: int, states: int, *, lossy: bool, duplicating: bool) -> Oracle:
    name = f"ping_pong-{most}{'-lossy' if lossy else ''}{'-duplicating' if duplicating else ''}"
    make = partial(ping_pong, most, lossy=lossy, duplicating=duplicating)
    return Oracle(name, make, states, None, None, "Stateright, src/actor/model.rs")


ORACLES: list[Oracle] = [
    _oracle(1, 14, lossy=True, duplicating=True),
    _oracle(5, 11, lossy=False, duplicating=False),
    _oracle(5, 11, lossy=False, duplicating=True),
    _oracle(5, 4_094, lossy=True, duplicating=True),
]
