"""A critical section of two customers in the B method, the smallest test of LTSmin with ProB.

LTSmin, ``examples/MutexSimple.mch`` and ``testsuite/check-ProB``: 10 states and 23 transitions.
The state before initialisation counts, and so does its only step.  Leaving without being inside
is possible, and loses a customer who is.
"""

from __future__ import annotations

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "mutex_simple"]


def mutex_simple() -> Program:
    """The machine."""
    system = Builder("simple mutex")
    inside = system.variable("cs")
    waiting, finished = system.variable("wait", 0, 2), system.variable("finished", 0, 2)
    me = system.activity("machine", ("start", "run"))
    system.action(me, "initialise", "start", "run", updates=[(waiting, 2)])
    system.action(me, "enter", "run", guard=[inside == 0, waiting > 0],
                  updates=[(inside, 1), (waiting, waiting - 1)])
    system.action(me, "exit", "run", guard=[inside == 1],
                  updates=[(inside, 0), (finished, finished + 1)])
    system.action(me, "leave", "run", updates=[(inside, 0)])
    system.action(me, "active", "run", guard=[inside == 1])
    system.action(me, "restart", "run", guard=[finished > 0],
                  updates=[(waiting, waiting + 1), (finished, finished - 1)])
    return system.build()


ORACLES: list[Oracle] = [
    Oracle("mutex_simple", mutex_simple, 10, 23, None, "LTSmin, testsuite/check-ProB"),
]
