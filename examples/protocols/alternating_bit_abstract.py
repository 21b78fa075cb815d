"""What the alternating bit protocol achieves, without the channels between the two sides.

Counts: TLA+ Examples, SpecifyingSystems/TLC/ABCorrectness.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, either
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "alternating_bit_abstract"]


def alternating_bit_abstract(values: int) -> Program:
    """Sender and receiver of so many values; each keeps the bit it saw last."""
    system = Builder(f"alternating bit, abstract {values}")
    sent_bit, acked, received_bit = (system.variable(n) for n in ("sBit", "sAck", "rBit"))
    sent, received = (system.variable(n, 0, values - 1) for n in ("sent", "rcvd"))
    booted = boot(system, (
        [(sent_bit, bit), (acked, bit), (received_bit, bit), (sent, s), (received, r)]
        for bit, s, r in product(range(2), range(values), range(values))
    ))
    sender = system.activity("sender")
    for v in range(values):
        system.action(sender, f"CSndNewValue {v}", guard=[booted, acked == sent_bit],
                      updates=[(sent, v), (sent_bit, either(sent_bit, 0, 1))])
    system.action(sender, "CRcvAck", guard=[booted, received_bit != acked],
                  updates=[(acked, received_bit)])
    receiver = system.activity("receiver")
    system.action(receiver, "CRcvMsg", guard=[booted, received_bit != sent_bit],
                  updates=[(received_bit, sent_bit), (received, sent)])
    system.invariant("what is acknowledged was received", received == sent,
                     booted & (sent_bit == received_bit) & (sent_bit != acked))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("alternating_bit_abstract", partial(alternating_bit_abstract, 2),
        "SpecifyingSystems/TLC/ABCorrectness", generated=36, distinct=20, depth=3, initial=8),
]
