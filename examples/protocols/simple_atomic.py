"""The simplest algorithm worth teaching: everybody writes 1, then reads a neighbour's register.

TLA+ Examples, ``TeachingConcurrency/Simple.tla``, 5 processes: 1,842 generated, 723 distinct
states, depth 11.  :mod:`.simple_regular` is the same with weaker registers.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "simple_atomic"]


def simple_atomic(processes: int) -> Program:
    """The algorithm for ``processes`` processes."""
    system = Builder(f"simple, {processes} processes")
    register = system.array("x", processes)
    read = system.array("y", processes)
    for i in range(processes):
        me = system.activity(f"p{i}", ("a", "b", "done"))
        system.action(me, "write", "a", "b", updates=[(register[i], 1)])
        system.action(me, "read", "b", "done", updates=[(read[i], register[(i - 1) % processes])])
    done = all_of(system.at(i, "done") for i in range(processes))
    system.action(0, "all done", "done", guard=[done])
    system.invariant("someone reads 1", any_of(value == 1 for value in read), premise=done)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("simple_atomic-5", partial(simple_atomic, 5), "TeachingConcurrency/Simple",
        generated=1_842, distinct=723, depth=11),
]
