"""A two-wire handshake: the sender flips ``rdy`` with each value, the receiver flips ``ack``.

Counts: TLA+ Examples, SpecifyingSystems/AsynchronousInterface/Channel.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, either
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "channel"]


def channel(values: int) -> Program:
    """A channel for so many values; initially nothing is under way."""
    system = Builder(f"channel {values}")
    value = system.variable("val", 0, values - 1)
    ready, acknowledged = system.variable("rdy"), system.variable("ack")
    booted = boot(system, (
        [(value, v), (ready, wire), (acknowledged, wire)]
        for v, wire in product(range(values), range(2))
    ))
    sender = system.activity("sender")
    for v in range(values):
        system.action(sender, f"Send {v}", guard=[booted, ready == acknowledged],
                      updates=[(value, v), (ready, either(ready, 0, 1))])
    receiver = system.activity("receiver")
    system.action(receiver, "Rcv", guard=[booted, ready != acknowledged],
                  updates=[(acknowledged, either(acknowledged, 0, 1))])
    return system.build()


ORACLES: list[Oracle] = [
    tlc("channel", partial(channel, 3), "SpecifyingSystems/AsynchronousInterface/Channel",
        generated=30, distinct=12, depth=2, initial=6),
]
