"""Peterson's algorithm: two processes, one critical section.

Counts: TLA+ Examples, locks_auxiliary_vars/Peterson.
"""

from __future__ import annotations

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "peterson"]


def peterson() -> Program:
    """Peterson's algorithm, one step per label of the published version."""
    system = Builder("Peterson")
    turn = system.variable("turn", 0, 1)
    wants = system.array("c", 2)
    places = ("a0", "a1", "a2", "a3", "cs", "a4")
    for i in range(2):
        me = system.activity(f"p{i}", places)
        system.action(me, "skip", "a0", "a1")
        system.action(me, "c[self] := TRUE", "a1", "a2", updates=[(wants[i], 1)])
        system.action(me, "turn := other", "a2", "a3", updates=[(turn, 1 - i)])
        system.action(me, "await", "a3", "cs", guard=[(wants[1 - i] == 0) | (turn == i)])
        system.action(me, "critical", "cs", "a4")
        system.action(me, "c[self] := FALSE", "a4", "a0", updates=[(wants[i], 0)])
    inside = [system.at(i, "cs") | system.at(i, "a4") for i in range(2)]
    system.invariant("exclusion", ~(inside[0] & inside[1]))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("peterson", peterson, "locks_auxiliary_vars/Peterson",
        generated=77, distinct=42, depth=11),
]
