"""The smallest of Spin's tests: one process that counts modulo 3 and doubles.

Spin, ``Examples/loops.pml`` and ``Examples/README_tests.txt``: 15 states stored and 19
transitions, of which Spin counts the initial state as one.  Spin's verifier sets ``b`` to 0 once
it was decremented, because nothing reads that value; so does this model.
"""

from __future__ import annotations

from miniport.checker.builder import Builder, either
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "spin_loops"]


def spin_loops() -> Program:
    """The process, with the control points of Spin's verifier."""
    system = Builder("loops")
    a, b = system.variable("a", 0, 2), system.variable("b", 0, 4)
    me = system.activity("loop", ("next", "double", "one way", "other way", "less"))
    system.action(me, "a := a + 1", "next", "double", updates=[(a, either(a == 2, 0, a + 1))])
    for way in ("one way", "other way"):
        system.action(me, "b := 2 a", "double", way, updates=[(b, a * 2)])
        system.action(me, "skip", way, "less")
    system.action(me, "b := b - 1, forgotten", "less", "next", updates=[(b, 0)])
    return system.build()


ORACLES: list[Oracle] = [
    Oracle("spin_loops", spin_loops, 15, 18, None, "Spin, Examples/README_tests.txt (loops)"),
]
