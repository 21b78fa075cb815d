"""A barrier made of a lock, a counter and two semaphores, so that nobody laps the others.

Counts: TLA+ Examples, barriers/Barriers.
"""

from __future__ import annotations

from functools import partial, reduce
from operator import add

from miniport.checker.builder import Builder, Term, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "barrier_two_chambers"]

PLACES = tuple(f"a{n}" for n in range(13))


def barrier_two_chambers(processes: int) -> Program:
    """So many processes; the last into a chamber opens its gate for all."""
    system = Builder(f"barrier with two chambers {processes}")
    free = system.variable("lock", initial=1)
    gates = [system.variable(f"gate_{n}", 0, processes) for n in (1, 2)]
    count = system.variable("rdv", 0, processes)
    for n in range(processes):
        me = system.activity(f"proc{n}", PLACES)
        system.action(me, "skip", "a0", "a1")
        for start, gate, step, last in ((1, gates[0], 1, processes), (7, gates[1], -1, 0)):
            a = [f"a{(start + i) % 13}" for i in range(7)]
            system.action(me, "lock", a[0], a[1], guard=[free == 1], updates=[(free, 0)])
            system.action(me, "count", a[1], a[2], updates=[(count, count + step)])
            system.action(me, "last", a[2], a[3], guard=[count == last])
            system.action(me, "not last", a[2], a[4], guard=[count != last])
            system.action(me, "open", a[3], a[4], updates=[(gate, gate + processes)])
            system.action(me, "unlock", a[4], a[5], updates=[(free, 1)])
            system.action(me, "pass", a[5], a[6], guard=[gate > 0], updates=[(gate, gate - 1)])

    def at(process: int, *places: int) -> Term:
        return any_of(system.at(process, f"a{place}") for place in places)

    everyone = range(processes)
    locked = [at(n, 2, 3, 4, 5, 8, 9, 10, 11) for n in everyone]
    system.invariant("exclusion", reduce(add, locked) <= 1)
    system.invariant("locked", free == 0, any_of(locked))
    system.invariant("counted", count == reduce(add, (at(n, *range(3, 9)) for n in everyone)))
    system.invariant("one gate", (gates[0] == 0) | (gates[1] == 0))
    early = any_of(at(n, *range(5)) for n in everyone)
    late = any_of(at(n, *range(7, 11)) for n in everyone)
    system.invariant("nobody laps", ~(early & late))
    for gate, chamber in zip(gates, (range(7), range(7, 13)), strict=True):
        inside = reduce(add, (at(n, *chamber) for n in everyone))
        system.invariant("flushed", gate == inside, gate > 0)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("barrier_two_chambers", partial(barrier_two_chambers, 6), "barriers/Barriers",
        generated=104_515, distinct=29_279, depth=93),
]
