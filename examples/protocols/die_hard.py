"""Two jugs of three and five gallons, and four gallons wanted.

The property says that it cannot be done; the shortest counterexample is the six pours of the film.
Source: TLA+ Examples, DieHard/DieHard.
"""

from __future__ import annotations

from miniport.checker.builder import Builder, either
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "die_hard"]


def die_hard() -> Program:
    """The jugs; "not solved" is violated when the big one holds four gallons."""
    system = Builder("die hard")
    small, big = system.variable("small", 0, 3), system.variable("big", 0, 5)
    me = system.activity("hero")
    system.action(me, "fill small", updates=[(small, 3)])
    system.action(me, "fill big", updates=[(big, 5)])
    system.action(me, "empty small", updates=[(small, 0)])
    system.action(me, "empty big", updates=[(big, 0)])
    both = small + big
    system.action(me, "small to big", updates=[(big, either(both <= 5, both, 5)),
                                               (small, either(both <= 5, 0, both - 5))])
    system.action(me, "big to small", updates=[(small, either(both <= 3, both, 3)),
                                               (big, either(both <= 3, 0, both - 3))])
    system.invariant("not solved", big != 4)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("die_hard", die_hard, "DieHard/DieHard", violated="not solved", length=7),
]
