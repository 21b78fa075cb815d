"""The slots of a ring buffer, with the threads that are at each, so that races can be seen.

Source: TLA+ Examples, Disruptor/RingBuffer; used by the two models of the Disruptor.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add

from miniport.checker.builder import Builder, Term, Word, all_of

__all__ = ["RingBuffer"]

Updates = list[tuple[Term, Word]]


class RingBuffer:
    """``size`` slots for sequence numbers up to ``last``; 0 is an empty slot, else number + 1."""

    def __init__(
        self, system: Builder, size: int, last: int, readers: int, writers: int
    ) -> None:
        self.size, self.last = size, last
        self.slots = system.array("slot", size, 0, last + 1)
        self.readers = [system.array(f"reads{r}", size) for r in range(readers)]
        self.writers = [system.array(f"writes{w}", size) for w in range(writers)]
        for i in range(size):
            for n, writer in enumerate(self.writers):
                others = [o[i] == 0 for o in (*self.readers, *self.writers[:n])]
                system.invariant("no data race", all_of(others), writer[i] == 1)

    def round(self, sequence: Term) -> Term:
        """How often the ring was gone round before ``sequence``."""
        starts = range(self.size, self.last + 1, self.size)
        return reduce(add, (sequence >= start for start in starts))

    def index(self, sequence: Term) -> Term:
        """The slot of ``sequence``."""
        return sequence - self.round(sequence) * self.size

    def write(self, writer: int, sequence: Term) -> Updates:
        """A writer starts to fill the slot of ``sequence``."""
        index = self.index(sequence)
        return [(self.writers[writer][index], 1), (self.slots[index], sequence + 1)]

    def end_write(self, writer: int, sequence: Term) -> Updates:
        """It has done so."""
        return [(self.writers[writer][self.index(sequence)], 0)]

    def consumer(
        self, system: Builder, reader: int, read: Term, is_published: Callable[[Term], Term]
    ) -> None:
        """An activity that reads one slot after the other as soon as its number is published.

        ``read`` is the last number it has read; what it found is part of the state.
        """
        me = system.activity(f"consumer{reader}", ("Advance", "Access"))
        consumed = system.array(f"consumed{reader}", self.last, 0, self.last + 1)
        count = system.variable(f"count{reader}", 0, self.last)
        after = read + 1
        index = self.index(after)
        slot = self.readers[reader][index]
        system.action(me, "BeginRead", "Advance", "Access", guard=[is_published(after)],
                      updates=[(slot, 1), (count, count + 1),
                               (consumed[count], self.slots[index])])
        system.action(me, "EndRead", "Access", "Advance", updates=[(slot, 0), (read, after)])
        for i in range(self.last):
            system.invariant("reads what was published", consumed[i] == i + 1, count > i)
