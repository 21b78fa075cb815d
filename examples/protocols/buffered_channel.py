"""A queue between two channels: what is sent on one handshake is received on the other, in order.

Counts: TLA+ Examples, SpecifyingSystems/FIFO/MCInnerFIFO: a state constraint bounds the queue.
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

__all__ = ["ORACLES", "buffered_channel"]


def buffered_channel(values: int, capacity: int) -> Program:
    """So many values and places in the queue; see :mod:`.channel` for the handshake."""
    system = Builder(f"buffered channel {values} {capacity}")
    value_in, value_out = (system.variable(f"{n}.val", 0, values - 1) for n in ("in", "out"))
    ready_in, ready_out = (system.variable(f"{n}.rdy") for n in ("in", "out"))
    taken_in, taken_out = (system.variable(f"{n}.ack") for n in ("in", "out"))
    queue = Fifo(system, "q", capacity, values - 1)
    wires = (0, 1)
    booted = boot(system, (
        [(value_in, v), (ready_in, i), (taken_in, i),
         (value_out, w), (ready_out, o), (taken_out, o)]
        for v, i, w, o in product(range(values), wires, range(values), wires)
    ))
    sender = system.activity("sender")
    for v in range(values):
        system.action(sender, f"SSend {v}", guard=[booted, ready_in == taken_in],
                      updates=[(value_in, v), (ready_in, either(ready_in, 0, 1))])
    buffer = system.activity("buffer")
    constrained(system, buffer, "BufRcv", within=~queue.full, guard=[ready_in != taken_in],
                updates=[(taken_in, ready_in), *queue.append(value_in)])
    system.action(buffer, "BufSend", guard=[queue.length > 0, ready_out == taken_out],
                  updates=[(value_out, queue.head), (ready_out, either(ready_out, 0, 1)),
                           *queue.tail()])
    receiver = system.activity("receiver")
    system.action(receiver, "RRcv", guard=[ready_out != taken_out],
                  updates=[(taken_out, ready_out)])
    return system.build()


ORACLES: list[Oracle] = [
    tlc("buffered_channel", partial(buffered_channel, 3, 3), "SpecifyingSystems/FIFO/MCInnerFIFO",
        generated=9_660, distinct=3_864, depth=11, initial=36),
]
