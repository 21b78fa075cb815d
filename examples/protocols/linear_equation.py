"""Linear equations over bytes, solved by search: a x + b y = c, everything modulo 256.

Stateright, ``LinearEquation`` of ``src/test_util.rs`` in the tests of ``src/checker/bfs.rs``: two
bytes are incremented, wrapping around.  2 x + 4 y = 7 has no solution, which takes all 256 x 256 =
65,536 states, each with two successors, the farthest 510 steps away (both arithmetic).
2 x + 10 y = 14 has one after 3 steps: x, x, y.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, any_of, either
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "linear_equation"]


def linear_equation(a: int, b: int, c: int) -> Program:
    """The equation a x + b y = c; "unsolved" is broken where it holds."""
    system = Builder(f"{a} x + {b} y = {c}")
    solver = system.activity("solver")
    unknowns = [system.variable(name, 0, 255) for name in ("x", "y")]
    for name, unknown in zip(("x", "y"), unknowns, strict=True):
        system.action(solver, f"increase {name}",
                      updates=[(unknown, either(unknown == 255, 0, unknown + 1))])
    x, y = unknowns
    left = x * a + y * b
    system.invariant("unsolved", ~any_of(left == right for right in range(c, 255 * (a + b), 256)))
    return system.build()


ORACLES: list[Oracle] = [
    Oracle("linear_equation-unsolvable", partial(linear_equation, 2, 4, 7), 65_536, 131_072, 510,
           "Stateright, src/checker/bfs.rs"),
    Oracle("linear_equation-solvable", partial(linear_equation, 2, 10, 14), 65_536, 131_072, 510,
           "Stateright, src/checker/bfs.rs", violated="unsolved", length=3),
]
