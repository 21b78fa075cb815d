"""The dining philosophers of Chandy and Misra: dirty forks are given away, washed.

Counts: TLA+ Examples, DiningPhilosophers/DiningPhilosophers.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, Term
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "chandy_misra"]


def chandy_misra(seats: int) -> Program:
    """So many philosophers around a table, all hungry."""
    system = Builder(f"Chandy-Misra {seats}")
    holder = [system.variable(f"holder{f}", 0, seats - 1, 0 if f == 1 else f)
              for f in range(seats)]
    clean = system.array("clean", seats)
    hungry = system.array("hungry", seats, initial=1)
    for p in range(seats):
        me = system.activity(f"P{p}", ("Loop", "Eat", "Think"))
        left, right = p, (p + 1) % seats
        gives_left = (holder[left] == p) & (clean[left] == 0)
        gives_right = (holder[right] == p) & (clean[right] == 0)
        eats = ((holder[left] == p) & (holder[right] == p)
                & (clean[left] == 1) & (clean[right] == 1))
        giving: list[tuple[str, list[Term], list[tuple[Term, int]]]] = [
            ("left", [gives_left], [(holder[left], (p - 1) % seats), (clean[left], 1)]),
            ("right", [~gives_left, gives_right],
             [(holder[right], (p + 1) % seats), (clean[right], 1)]),
            ("nothing", [~gives_left, ~gives_right], []),
        ]
        going = (("Eat", [hungry[p] == 1, eats]), ("Loop", [hungry[p] == 1, ~eats]),
                 ("Think", [hungry[p] == 0]))
        for given, may_give, updates in giving:
            for target, may_go in going:
                system.action(me, f"give {given}, {target}", "Loop", target,
                              guard=[*may_give, *may_go], updates=updates)
        system.action(me, "eat", "Eat", "Loop",
                      updates=[(hungry[p], 0), (clean[left], 0), (clean[right], 0)])
        system.action(me, "think", "Think", "Loop", updates=[(hungry[p], 1)])
    for p in range(seats):
        system.invariant("exclusive", ~(system.at(p, "Eat") & system.at((p + 1) % seats, "Eat")))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("chandy_misra", partial(chandy_misra, 5), "DiningPhilosophers/DiningPhilosophers",
        generated=336, distinct=67, depth=29),
]
