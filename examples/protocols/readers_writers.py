"""Readers and writers who wait in one queue, so that nobody waits forever.

Counts: TLA+ Examples, ReadersWriters/MC.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Program

from .fifo import Fifo
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "readers_writers"]


def readers_writers(actors: int) -> Program:
    """So many actors, each of whom may wait once to read and once to write.

    An entry of the queue is 1 + 2 * actor, and one more if the actor wants to write.
    """
    system = Builder(f"readers and writers {actors}")
    reading, writing = system.array("readers", actors), system.array("writers", actors)
    waiting = Fifo(system, "waiting", 2 * actors, 2 * actors)
    nobody_reads = all_of(r == 0 for r in reading)
    nobody_writes = all_of(w == 0 for w in writing)
    for n in range(actors):
        me = system.activity(f"actor{n}")
        reads, writes = 1 + 2 * n, 2 + 2 * n
        for label, entry in (("TryRead", reads), ("TryWrite", writes)):
            system.action(me, label, guard=[all_of(slot != entry for slot in waiting.slots)],
                          updates=waiting.append(entry))
        system.action(me, "Read", guard=[nobody_writes, waiting.head == reads],
                      updates=[(reading[n], 1), *waiting.tail()])
        system.action(me, "Write", guard=[nobody_writes, waiting.head == writes, nobody_reads],
                      updates=[(writing[n], 1), *waiting.tail()])
        system.action(me, "StopReading", guard=[reading[n] == 1], updates=[(reading[n], 0)])
        system.action(me, "StopWriting", guard=[reading[n] == 0, writing[n] == 1],
                      updates=[(writing[n], 0)])
        others = all_of(writing[i] == 0 for i in range(actors) if i != n)
        system.invariant("one writer", others, writing[n] == 1)
    system.invariant("readers or a writer", nobody_reads | nobody_writes)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("readers_writers", partial(readers_writers, 3), "ReadersWriters/MC",
        generated=59_674, distinct=21_527, depth=13),
]
