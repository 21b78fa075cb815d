"""The Disruptor with several producers, who claim a sequence number before they write.

Counts: TLA+ Examples, Disruptor/Disruptor_MPMC_liveliness (two consumers) and
Disruptor/Disruptor_MPMC (three): a state constraint bounds what is claimed, and the end is no
deadlock.  What each consumer read is part of the state.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, Term, either
from miniport.checker.ir.program import Const, Program

from .constraint import constrained
from .oracle import Oracle, tlc
from .ring_buffer import RingBuffer

__all__ = ["ORACLES", "disruptor_many_producers"]


def disruptor_many_producers(producers: int, consumers: int, size: int, events: int) -> Program:
    """A slot's bit flips when it is published: 1 after even rounds of the ring, 0 after odd."""
    name = f"disruptor, many producers {producers} {consumers} {size} {events}"
    system = Builder(name)
    ring = RingBuffer(system, size, events, consumers, producers)
    following = system.variable("next_sequence", 0, events)
    claimed = system.array("claimed_sequence", producers, -1, events - 1)
    published = system.array("published", size)
    read = system.array("read", consumers, -1, events - 1)

    def is_published(sequence: Term) -> Term:
        odd = ring.round(sequence) == 1
        for turn in range(3, events // size + 1, 2):
            odd = odd | (ring.round(sequence) == turn)
        return published[ring.index(sequence)] != odd

    for w in range(producers):
        me = system.activity(f"producer{w}", ("Advance", "Access"))
        constrained(system, me, "BeginWrite", "Advance", "Access",
                    within=following + 1 <= events,
                    guard=[r >= following - size for r in read],
                    updates=[*ring.write(w, following), (claimed[w], following),
                             (following, following + 1)])
        slot = published[ring.index(claimed[w])]
        system.action(me, "EndWrite", "Access", "Advance",
                      updates=[*ring.end_write(w, claimed[w]), (slot, either(slot, 0, 1))])
    for r in range(consumers):
        ring.consumer(system, r, read[r], is_published)
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("disruptor_many_producers", partial(disruptor_many_producers, 2, 2, 4, 10),
        "Disruptor/Disruptor_MPMC_liveliness", generated=44_581, distinct=14_365, depth=61),
    tlc("disruptor_many_producers-3", partial(disruptor_many_producers, 2, 3, 4, 10),
        "Disruptor/Disruptor_MPMC", generated=422_781, distinct=112_929, depth=81),
]
