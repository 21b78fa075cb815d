"""Missionaries and cannibals cross a river in a boat for two; the missionaries must not be eaten.

The property says that somebody stays; the shortest counterexample is the eleven crossings of the
puzzle.  Source: TLA+ Examples, MissionariesAndCannibals/MissionariesAndCannibals.
"""

from __future__ import annotations

from functools import reduce
from itertools import chain, combinations
from operator import add

from miniport.checker.builder import Builder, Term, Word, all_of, any_of, either
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "missionaries_and_cannibals"]


def missionaries_and_cannibals() -> Program:
    """Three of each; a person is on the west bank (1) or not, and so is the boat."""
    system = Builder("missionaries and cannibals")
    missionaries = system.array("missionary", 3)
    cannibals = system.array("cannibal", 3)
    people = [*missionaries, *cannibals]
    boat = system.variable("boat")
    ferry = system.activity("boat")
    crews = chain.from_iterable(combinations(range(6), size) for size in (1, 2))
    for crew in crews:
        for bank in range(2):
            after = [1 - bank if p in crew else people[p] for p in range(6)]
            system.action(
                ferry, f"Move {crew} from {bank}",
                guard=[boat == bank, *(people[p] == bank for p in crew),
                       *(_safe(after[:3], after[3:], side) for side in range(2))],
                updates=[(boat, 1 - bank), *((people[p], 1 - bank) for p in crew)],
            )
    system.invariant("somebody stays", any_of(p == 0 for p in people))
    return system.build()


def _safe(missionaries: list[Word], cannibals: list[Word], side: int) -> Term:
    """No missionaries on ``side``, or at least as many as cannibals."""
    there = [_at(m, side) for m in missionaries]
    none = all_of(m == 0 for m in there)
    eaters = reduce(add, (_at(c, side) for c in cannibals))
    return none | (eaters <= reduce(add, there))


def _at(place: Word, side: int) -> Term:
    return either(place, side, 1 - side)


ORACLES: list[Oracle] = [
    tlc("missionaries_and_cannibals", missionaries_and_cannibals,
        "MissionariesAndCannibals/MissionariesAndCannibals",
        violated="somebody stays", length=12),
]
