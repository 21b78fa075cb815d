"""The Disruptor with one producer: a ring buffer whose events all consumers read.

Counts: TLA+ Examples, Disruptor/Disruptor_SPMC: a state constraint bounds what is published, and
the end is no deadlock.  What each consumer read is part of the state.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Const, Program

from .constraint import constrained
from .oracle import Oracle, tlc
from .ring_buffer import RingBuffer

__all__ = ["ORACLES", "disruptor_one_producer"]


def disruptor_one_producer(consumers: int, size: int, events: int) -> Program:
    """Sequence numbers start from 0, so that -1 was read and published last at first."""
    system = Builder(f"disruptor, one producer {consumers} {size} {events}")
    ring = RingBuffer(system, size, events, consumers, 1)
    published = system.variable("published", -1, events - 1)
    read = system.array("read", consumers, -1, events - 1)
    producer = system.activity("producer", ("Advance", "Access"))
    system.action(producer, "BeginWrite", "Advance", "Access",
                  guard=[r >= published + 1 - size for r in read],
                  updates=ring.write(0, published + 1))
    constrained(system, producer, "EndWrite", "Access", "Advance",
                within=published + 1 < events,
                updates=[*ring.end_write(0, published + 1), (published, published + 1)])
    for r in range(consumers):
        ring.consumer(system, r, read[r], lambda sequence: published >= sequence)
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("disruptor_one_producer", partial(disruptor_one_producer, 3, 4, 10),
        "Disruptor/Disruptor_SPMC", generated=28_049, distinct=8_496, depth=82),
]
