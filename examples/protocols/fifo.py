"""A bounded queue for Programs: unused slots are zero, so that equal queues are equal states."""

from __future__ import annotations

from miniport.checker.builder import Builder, Term, Word

__all__ = ["Fifo"]

Updates = list[tuple[Term, Word]]


class Fifo:
    """At most ``capacity`` numbers in ``0 .. high``, in order; initially none.

    ``length`` and ``slots`` may be read; the methods give the updates of a step.  A number that
    must be told from an unused slot without looking at ``length`` starts from 1.
    """

    def __init__(self, system: Builder, name: str, capacity: int, high: int) -> None:
        self.capacity = capacity
        self.slots = system.array(name, capacity, 0, high)
        self.length = system.variable(f"{name}.length", 0, capacity)

    @property
    def head(self) -> Term:
        """The oldest number; 0 if there is none."""
        return self.slots[0]

    @property
    def full(self) -> Term:
        """True where nothing more can be appended."""
        return self.length == self.capacity

    def append(self, value: Word) -> Updates:
        """Add ``value`` at the end; the guard must exclude a full queue."""
        return [(self.slots[self.length], value), (self.length, self.length + 1)]

    def without(self, index: int) -> Updates:
        """Take out the number at ``index``; the guard must say that there is one."""
        moved: Updates = [
            (self.slots[i], self.slots[i + 1] if i + 1 < self.capacity else 0)
            for i in range(index, self.capacity)
        ]
        return [*moved, (self.length, self.length - 1)]

    def tail(self) -> Updates:
        """Take out the oldest."""
        return self.without(0)
