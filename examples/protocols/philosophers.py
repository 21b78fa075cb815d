"""The dining philosophers who may take either fork first: they starve if all take the same.

Counts: Philosophers-5 of the Petri net model checking contest, recorded in LTSmin's test suite
(testsuite/check-PNML); it has two deadlocks.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "philosophers"]


def philosophers(seats: int) -> Program:
    """So many philosophers around a table."""
    system = Builder(f"philosophers {seats}")
    fork = system.array("fork", seats)  # 1: taken
    for p in range(seats):
        me = system.activity(f"P{p}", ("think", "left", "right", "eat"))
        left, right = fork[p], fork[(p + 1) % seats]
        system.action(me, "take left", "think", "left", guard=[left == 0], updates=[(left, 1)])
        system.action(me, "take right", "think", "right", guard=[right == 0],
                      updates=[(right, 1)])
        system.action(me, "take right", "left", "eat", guard=[right == 0], updates=[(right, 1)])
        system.action(me, "take left", "right", "eat", guard=[left == 0], updates=[(left, 1)])
        system.action(me, "put", "eat", "think", updates=[(left, 0), (right, 0)])
    return system.build()


ORACLES: list[Oracle] = [
    Oracle("philosophers", partial(philosophers, 5), 243, 945, None,
           "LTSmin, testsuite/check-PNML (Philosophers-5)", violated="deadlock", length=5),
]
