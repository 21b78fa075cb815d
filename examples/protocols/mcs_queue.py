"""The queue of waiting processes in the lock of Mellor-Crummey and Scott, and how it is joined.

Used by the two versions of the lock, :mod:`.mcs_lock` and :mod:`.mcs_lock_swap`, which differ in
how it is left.
"""

from __future__ import annotations

from miniport.checker.builder import Builder, Words

__all__ = ["McsQueue"]


class McsQueue:
    """What each process knows: who comes after it (``follower``), who came ``before``, and whether
    it is to wait (``locked``); the ``tail`` of the queue is the lock.

    A null pointer is the number ``nil``, which is how many processes there are.
    """

    PLACES = ("start", "swap", "test", "lock", "link", "spin", "critical")
    """The locations of a process until it holds the lock."""

    def __init__(self, system: Builder, processes: int) -> None:
        self.nil = nil = processes
        self.follower = system.array("next", processes, 0, nil, nil)
        self.locked = system.array("locked", processes)
        self.before = system.array("pred", processes, 0, nil, nil)
        self.tail = system.variable("lock", 0, nil, nil)

    def declare_symmetry(self, system: Builder, *pointers: Words) -> None:
        """The processes are interchangeable; activity ``i`` is process ``i``, and has one of each
        of the ``pointers`` to others."""
        pointers = (self.follower, self.before, *pointers)
        system.symmetry(
            "process", self.locked, *pointers, system.counters(range(self.nil)),
            references=(self.tail, *(pointer for array in pointers for pointer in array)),
        )

    def acquire(self, system: Builder, me: int, i: int) -> None:
        """Activity ``me``, process ``i``, gets in line and waits for its turn."""
        follower, locked, before, tail = self.follower, self.locked, self.before, self.tail
        alone = before[i] == self.nil
        system.action(me, "next := nil", "start", "swap", updates=[(follower[i], self.nil)])
        system.action(me, "pred := exchange(lock, i)", "swap", "test",
                      updates=[(before[i], tail), (tail, i)])
        system.action(me, "pred = nil", "test", "critical", guard=[alone])
        system.action(me, "pred /= nil", "test", "lock", guard=[~alone])
        system.action(me, "locked := true", "lock", "link", updates=[(locked[i], 1)])
        system.action(me, "pred.next := i", "link", "spin", updates=[(follower[before[i]], i)])
        system.action(me, "spin", "spin", guard=[locked[i] == 1])
        system.action(me, "spun", "spin", "critical", guard=[locked[i] == 0])
