"""Independent clocks, for speed and memory: the number of states is a formula.

Source: the TLA+ collection general/performance/Grid5k.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, either
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "grid"]


def grid(counters: int, base: int, actors: int) -> Program:
    """``counters`` x ``base`` ** ``actors`` states, each with ``actors`` + 1 successors."""
    system = Builder("grid")
    phase = system.variable("phase", 0, counters - 1)
    clock = system.activity("clock")
    system.action(clock, "tick", updates=[(phase, either(phase == counters - 1, 0, phase + 1))])
    for n in range(actors):
        digit = system.variable(f"digit{n}", 0, base - 1)
        me = system.activity(f"actor{n}")
        system.action(me, "turn", updates=[(digit, either(digit == base - 1, 0, digit + 1))])
    return system.build()


def _oracle(counters: int, base: int, actors: int) -> Oracle:
    states = counters * base**actors
    return Oracle(f"grid-{counters}-{base}-{actors}", partial(grid, counters, base, actors),
                  states, states * (actors + 1), None, "general/performance/Grid5k (a formula)")


ORACLES: list[Oracle] = [
    _oracle(300, 2, 2),  # values that do not fit in a byte
    _oracle(4, 3, 4),
]
