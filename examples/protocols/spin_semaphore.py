"""Dijkstra's semaphore as a process: three users of a critical section that each enter it once.

Spin, ``Examples/Book_1991/p117.pml``; LTSmin, ``testsuite/check-Promela/test1.exp`` (p117): 354
states and 828 transitions.  A rendezvous is one step, so the semaphore is one bit.  Processes end
in the reverse of the order in which they were started; the semaphore itself waits for ever, which
is a deadlock (Spin: an invalid end state).
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "spin_semaphore"]


def spin_semaphore(users: int) -> Program:
    """The semaphore, ``users`` users, and a monitor that looks once."""
    system = Builder(f"semaphore with {users} users")
    taken = system.variable("sema")
    count = system.variable("count", 0, users)
    init = system.activity("init", ("start", "started"))
    system.action(init, "start all", "start", "started")
    started = system.at(init, "started")
    monitor = system.activity("monitor", ("look", "end", "gone"))
    system.action(monitor, "look", "look", "end", guard=[started],
                  checks=[("exclusion", 1, count < 2)])
    people = [
        system.activity(f"user{n}", ("p", "enter", "inside", "leave", "v", "rest", "end", "gone"))
        for n in range(users)
    ]
    for me in people:
        system.action(me, "p", "p", "enter", guard=[started, taken == 0], updates=[(taken, 1)])
        system.action(me, "enter", "enter", "inside", updates=[(count, count + 1)])
        system.action(me, "critical section", "inside", "leave")
        system.action(me, "leave", "leave", "v", updates=[(count, count - 1)])
        system.action(me, "v", "v", "rest", guard=[taken == 1], updates=[(taken, 0)])
        system.action(me, "rest", "rest", "end")
    started_later = list(people)
    for me in (monitor, *people):
        system.action(me, "end", "end", "gone",
                      guard=[system.at(other, "gone") for other in started_later])
        started_later = started_later[1:]
    return system.build()


ORACLES: list[Oracle] = [
    Oracle("spin_semaphore-3", partial(spin_semaphore, 3), 354, 828, None,
           "LTSmin, testsuite/check-Promela/test1.exp (p117)", violated="deadlock"),
]
