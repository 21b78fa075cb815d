"""A barrier: all processes are let go when the last one has come.

Counts: TLA+ Examples, barriers/Barrier; 2 ** N states.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "barrier"]


def barrier(processes: int) -> Program:
    """So many processes, each outside (0) or waiting (1)."""
    system = Builder(f"barrier {processes}")
    waiting = system.array("waiting", processes)
    for n in range(processes):
        me = system.activity(f"process{n}")
        system.action(me, "come", guard=[waiting[n] == 0], updates=[(waiting[n], 1)])
    gate = system.activity("gate")
    system.action(gate, "let go", guard=[all_of(waiting)], updates=[(w, 0) for w in waiting],
                  checks=[("nobody is left behind", any_of(waiting), all_of(waiting))])
    return system.build()


ORACLES: list[Oracle] = [
    tlc("barrier", partial(barrier, 6), "barriers/Barrier",
        generated=194, distinct=64, depth=7),
]
