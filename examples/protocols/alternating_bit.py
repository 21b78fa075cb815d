"""The alternating bit protocol over two lossy queues.

Counts: TLA+ Examples, SpecifyingSystems/TLC/MCAlternatingBit: a state constraint bounds the
queues.  A queue loses any one of its messages; each of them is a step.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, either
from miniport.checker.ir.program import Program

from .boot import boot
from .constraint import constrained
from .fifo import Fifo
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "alternating_bit"]


def alternating_bit(values: int, capacity: int) -> Program:
    """So many values; a message is a bit and a value: ``bit * values + value``."""
    system = Builder(f"alternating bit {values} {capacity}")
    messages = Fifo(system, "msgQ", capacity, 2 * values - 1)
    acks = Fifo(system, "ackQ", capacity, 1)
    sent_bit, acked, received_bit = (system.variable(n) for n in ("sBit", "sAck", "rBit"))
    sent, received = (system.variable(n, 0, values - 1) for n in ("sent", "rcvd"))
    booted = boot(system, (
        [(sent_bit, bit), (acked, bit), (received_bit, bit), (sent, s), (received, r)]
        for bit, s, r in product(range(2), range(values), range(values))
    ))
    sender = system.activity("sender")
    flipped = either(sent_bit, 0, 1)
    for v in range(values):
        constrained(system, sender, f"SndNewValue {v}", within=~messages.full,
                    guard=[booted, acked == sent_bit],
                    updates=[(sent, v), (sent_bit, flipped),
                             *messages.append(flipped * values + v)])
    constrained(system, sender, "ReSndMsg", within=~messages.full,
                guard=[booted, acked != sent_bit],
                updates=messages.append(sent_bit * values + sent))
    system.action(sender, "RcvAck", guard=[acks.length > 0],
                  updates=[*acks.tail(), (acked, acks.head)])
    receiver = system.activity("receiver")
    bit = messages.head >= values
    system.action(receiver, "RcvMsg", guard=[messages.length > 0],
                  updates=[*messages.tail(), (received_bit, bit),
                           (received, messages.head - bit * values)])
    constrained(system, receiver, "SndAck", within=~acks.full, guard=[booted],
                updates=acks.append(received_bit))
    network = system.activity("network")
    for i in range(capacity):
        system.action(network, f"LoseMsg {i}", guard=[messages.length > i],
                      updates=messages.without(i))
        system.action(network, f"LoseAck {i}", guard=[acks.length > i],
                      updates=acks.without(i))
    system.invariant("what is acknowledged was received", received == sent,
                     booted & (sent_bit == received_bit) & (sent_bit != acked))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("alternating_bit", partial(alternating_bit, 2, 2),
        "SpecifyingSystems/TLC/MCAlternatingBit",
        generated=1_392, distinct=240, depth=10, initial=8),
]
