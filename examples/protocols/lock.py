"""An abstract lock, what Peterson's algorithm implements.

Counts: TLA+ Examples, locks_auxiliary_vars/Lock.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "lock"]


def lock(processes: int) -> Program:
    """So many processes around one lock; 1 is free."""
    system = Builder(f"lock {processes}")
    free = system.variable("lock", initial=1)
    inside = []
    for n in range(processes):
        me = system.activity(f"proc{n}", ("l0", "l1", "cs", "l2"))
        system.action(me, "skip", "l0", "l1")
        system.action(me, "acquire", "l1", "cs", guard=[free == 1], updates=[(free, 0)])
        system.action(me, "critical", "cs", "l2")
        system.action(me, "release", "l2", "l0", updates=[(free, 1)])
        inside.append(system.at(me, "cs") | system.at(me, "l2"))
    for n, one in enumerate(inside):
        system.invariant("held", free == 0, one)
        for other in inside[:n]:
            system.invariant("exclusion", ~(one & other))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("lock", partial(lock, 2), "locks_auxiliary_vars/Lock",
        generated=21, distinct=12, depth=5),
]
