"""The cigarette smokers: a dealer offers all ingredients but one, whoever has that one smokes.

Counts: TLA+ Examples, CigaretteSmokers/CigaretteSmokers.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "cigarette_smokers"]


def cigarette_smokers(ingredients: int) -> Program:
    """``dealer`` is 0 after the offer was taken, else 1 + the ingredient that is not offered."""
    system = Builder(f"cigarette smokers {ingredients}")
    smoking = system.array("smoking", ingredients)
    offer = system.variable("dealer", 0, ingredients)
    kinds = range(ingredients)
    booted = boot(system, ([(offer, 1 + i)] for i in kinds))
    for i in kinds:
        smoker = system.activity(f"smoker{i}")
        system.action(smoker, "start", guard=[offer == 1 + i],
                      updates=[(offer, 0), *((smoking[j], int(j == i)) for j in kinds)])
        for j in kinds:
            system.action(smoker, f"stop, then {j} is missing",
                          guard=[booted, offer == 0, smoking[i] == 1],
                          updates=[(smoking[i], 0), (offer, 1 + j)])
        others = all_of(smoking[j] == 0 for j in kinds if j != i)
        system.invariant("at most one", others, smoking[i] == 1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("cigarette_smokers", partial(cigarette_smokers, 3), "CigaretteSmokers/CigaretteSmokers",
        generated=15, distinct=6, depth=2, initial=3),
]
