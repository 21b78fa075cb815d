"""The simplest algorithm worth teaching, with regular registers: someone reads a 1.

TLA+ Examples, ``TeachingConcurrency/SimpleRegular.tla``, 8 processes: 1,454,776 generated,
277,726 distinct states, depth 25.  Each process writes 1 to its register and then reads its
neighbour's; while a write is under way a read may return the old value or the new one.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "simple_regular"]


def simple_regular(processes: int) -> Program:
    """The algorithm for ``processes`` processes."""
    system = Builder(f"simple with regular registers, {processes} processes")
    old, either_value, new = range(3)  # what a read may return: {0}, {0, 1}, {1}
    register = system.array("x", processes, 0, 2)
    read = system.array("y", processes)
    for i in range(processes):
        me = system.activity(f"p{i}", ("a1", "a2", "b", "done"))
        seen = register[(i - 1) % processes]
        system.action(me, "write begins", "a1", "a2", updates=[(register[i], either_value)])
        system.action(me, "write ends", "a2", "b", updates=[(register[i], new)])
        system.action(me, "read 0", "b", "done", guard=[seen != new], updates=[(read[i], 0)])
        system.action(me, "read 1", "b", "done", guard=[seen != old], updates=[(read[i], 1)])
    done = all_of(system.at(i, "done") for i in range(processes))
    system.action(0, "all done", "done", guard=[done])
    system.invariant("someone reads 1", any_of(value == 1 for value in read), premise=done)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("simple_regular-8", partial(simple_regular, 8), "TeachingConcurrency/SimpleRegular",
        generated=1_454_776, distinct=277_726, depth=25),
]
