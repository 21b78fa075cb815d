"""A memory that answers one request of each processor at a time.

Counts: TLA+ Examples, SpecifyingSystems/CachingMemory/MCInternalMemory.  The interface remembers
the last processor and what it said or was told.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "internal_memory", "requests"]


def requests(addresses: int, values: int) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """The numbers of the requests to read an address, and to write a value to one.

    A datum is nothing (0), a value (from 1), or one of these.
    """
    reads = {a: 1 + values + a for a in range(addresses)}
    writes = {
        (a, v): 1 + values + addresses + a * values + v
        for a, v in product(range(addresses), range(values))
    }
    return reads, writes


def internal_memory(processors: int, addresses: int, values: int) -> Program:
    """So many of each; see :func:`requests` for what a processor may say or be told."""
    system = Builder(f"internal memory {processors} {addresses} {values}")
    reads, writes = requests(addresses, values)
    last = max(writes.values())
    who = system.variable("memInt.p", 0, processors - 1)
    what = system.variable("memInt.d", 0, last)
    memory = system.array("mem", addresses, 0, values - 1)
    control = system.array("ctl", processors, 0, 2)
    ready, busy, done = range(3)
    buffer = system.array("buf", processors, 0, last)
    booted = boot(system, (
        list(zip(memory, contents, strict=True))
        for contents in product(range(values), repeat=addresses)
    ))
    for p in range(processors):
        me = system.activity(f"p{p}")
        for request in (*reads.values(), *writes.values()):
            system.action(me, f"Req {request}", guard=[booted, control[p] == ready],
                          updates=[(who, p), (what, request), (buffer[p], request),
                                   (control[p], busy)])
        for a, request in reads.items():
            system.action(me, f"Do read {a}",
                          guard=[control[p] == busy, buffer[p] == request],
                          updates=[(buffer[p], memory[a] + 1), (control[p], done)])
        for (a, v), request in writes.items():
            system.action(me, f"Do write {a} {v}",
                          guard=[control[p] == busy, buffer[p] == request],
                          updates=[(memory[a], v), (buffer[p], 0), (control[p], done)])
        system.action(me, "Rsp", guard=[control[p] == done],
                      updates=[(who, p), (what, buffer[p]), (control[p], ready)])
        system.invariant("answered", buffer[p] <= values, control[p] != busy)
        system.invariant("asked", buffer[p] > values, control[p] == busy)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("internal_memory", partial(internal_memory, 2, 3, 2),
        "SpecifyingSystems/CachingMemory/MCInternalMemory",
        generated=21_400, distinct=4_408, depth=10, initial=8),
]
