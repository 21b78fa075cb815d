"""Threads that increment a shared counter by a read and a write, with and without a lock.

Counts: Stateright, examples/increment and examples/increment_lock; with the lock, N threads have
the sum over k of N!/(N-k)! (1 + 3(N-k)) states.  Only states are published.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, Term, all_of, either
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "increment"]


def increment(threads: int, *, locked: bool = False, shared: bool = False) -> Program:
    """So many threads; ``shared`` makes the counter driver memory, for the race rule."""
    system = Builder(f"increment {threads}")
    total = system.variable("i", 0, threads, shared=shared)
    lock = system.variable("lock")
    system.property("race", race_kinds=("thread",))
    read: list[Term] = []
    for n in range(threads):
        seen = system.variable(f"t{n}", 0, threads)
        read.append(seen)
        places = ("lock", "read", "write", "release", "end") if locked else (
            "read", "write", "end")
        me = system.activity(f"thread{n}", places)
        if locked:
            system.action(me, "acquire", "lock", "read", guard=[lock == 0], updates=[(lock, 1)])
        system.action(me, "read", "read", "write", updates=[(seen, total)])
        after = "release" if locked else "end"
        system.action(me, "write", "write", after, updates=[(total, seen + 1)])
        if locked:
            system.action(me, "release", "release", "end", updates=[(lock, 0)])
    done = [system.at(n, "end") for n in range(threads)]
    written: Term | int = 0
    for n in range(threads):
        past = done[n] | system.at(n, "release") if locked else done[n]
        written = either(past, 1, 0) + written
    system.invariant("counted", total == written)
    system.symmetry("thread", read, system.counters(range(threads)))
    system.final = all_of(done).expr
    return system.build()


ORACLES: list[Oracle] = [
    *(Oracle(f"increment-{n}", partial(increment, n), states, None, 2 * n,
             "Stateright, examples/increment", violated="counted", length=4)
      for n, states in ((2, 13), (3, 84), (4, 755), (5, 8_638))),
    *(Oracle(f"increment_lock-{n}", partial(increment, n, locked=True), states, None, 4 * n,
             "Stateright, examples/increment_lock")
      for n, states in ((2, 17), (3, 61), (4, 257), (5, 1_301))),
]
