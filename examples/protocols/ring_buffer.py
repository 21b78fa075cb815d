"""The slots of a ring buffer, with the threads that are at each, so that races can be seen.

Source: TLA+ Examples, Disruptor/RingBuffer; used by the two models of the Disruptor.
"""

from __future__ import annotations

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

    def read(self, sequence: Term) -> Term:
        """What is in the slot of ``sequence``."""
        return self.slots[self.index(sequence)]

    def begin_read(self, reader: int, sequence: Term) -> Updates:
        """A reader looks at the slot of ``sequence``."""
        return [(self.readers[reader][self.index(sequence)], 1)]

    def end_read(self, reader: int, sequence: Term) -> Updates:
        """It looks elsewhere."""
        return [(self.readers[reader][self.index(sequence)], 0)]
