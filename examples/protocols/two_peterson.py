"""Peterson's mutual exclusion of two processes, with either of them preferred at first.

Murphi examples, ``ex/mux/2_peterson.m``: 26 states and 52 rules fired.  There are two initial
states, one for each value of ``turn``.  A process that waits takes a step that changes nothing.
"""

from __future__ import annotations

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle

__all__ = ["ORACLES", "two_peterson"]


def two_peterson() -> Program:
    """The protocol."""
    system = Builder("Peterson for two, booted")
    turn = system.variable("turn", 0, 1)
    wants = system.array("Q", 2)
    running = boot(system, ([(turn, first)] for first in range(2)))
    for i in range(2):
        me = system.activity(f"p{i}", ("idle", "sign", "wait", "critical", "leave"))
        free = (wants[1 - i] == 0) | (turn == 1 - i)
        system.action(me, "Q[i] := true", "idle", "sign", guard=[running],
                      updates=[(wants[i], 1)])
        system.action(me, "turn := i", "sign", "wait", updates=[(turn, i)])
        system.action(me, "wait", "wait", guard=[~free])
        system.action(me, "enter", "wait", "critical", guard=[free])
        system.action(me, "work", "critical", "leave")
        system.action(me, "Q[i] := false", "leave", "idle", updates=[(wants[i], 0)])
    system.invariant("exclusion", ~(system.at(1, "critical") & system.at(2, "critical")))
    return system.build()


ORACLES: list[Oracle] = [
    Oracle("two_peterson", two_peterson, 26, 52, None, "Murphi examples, ex/mux/2_peterson.m",
           initial=2),
]
