"""The bakery algorithm of Lamport, improved by Moses and Patkin: registers need not be atomic.

TLA+ Examples, ``Bakery-Boulangerie/Boulanger.tla`` with ``MCBoulanger.cfg``, 3 processes:
63,482,135 generated, 7,866,982 distinct states, depth 84, counted with TLC.  While a register is
written it may hold anything.  A state constraint rejects tickets from 3 on; a rejected step is one
that stays.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of, either
from miniport.checker.ir.program import Program

from .constraint import constrained
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "boulanger"]

_PLACES = ("ncs", "e1", "e2", "e3", "e4", "w1", "w2", "cs", "exit")
_UNKNOWN = -1


def boulanger(processes: int, tickets: int) -> Program:
    """``processes`` processes; tickets are less than ``tickets``."""
    system = Builder(f"Boulanger, {processes} processes, {tickets} tickets")
    everyone = range(processes)
    number = system.array("num", processes, 0, tickets - 1)
    flag = system.array("flag", processes)
    unchecked = [system.array(f"unchecked{i}", processes) for i in everyone]
    highest = system.array("max", processes, 0, tickets - 1)
    following = system.array("nxt", processes, 0, processes - 1)
    previous = system.array("previous", processes, _UNKNOWN, tickets - 1)
    for i in everyone:
        me = system.activity(f"p{i}", _PLACES)
        others = [j for j in everyone if j != i]
        to_check = [(unchecked[i][j], int(j != i)) for j in everyone]
        nobody = all_of(unchecked[i][j] == 0 for j in others)
        flicker = [(flag[i], flag[i] == 0)]
        system.action(me, "begin", "ncs", "e1")
        system.action(me, "flag flickers", "e1", updates=flicker)
        system.action(me, "flag is up", "e1", "e2",
                      updates=[(flag[i], 1), *to_check, (highest[i], 0)])
        for j in others:
            system.action(me, f"read ticket of {j}", "e2", guard=[unchecked[i][j] == 1], updates=[
                (unchecked[i][j], 0),
                (highest[i], either(number[j] > highest[i], number[j], highest[i]))])
        system.action(me, "read all", "e2", "e3", guard=[nobody])
        for place in ("e3", "exit"):
            for k in range(tickets):
                system.action(me, f"ticket may be {k}", place, updates=[(number[i], k)])
            system.action(me, f"ticket may be {tickets} (outside)", place)
        constrained(system, me, "take a ticket", "e3", "e4", within=highest[i] < tickets - 1,
                    updates=[(number[i], highest[i] + 1)])
        system.action(me, "flag flickers", "e4", updates=flicker)
        first = number[i] == 1
        system.action(me, "flag is down", "e4", "w1", updates=[
            (flag[i], 0),
            *((unchecked[i][j], either(first, int(j < i), int(j != i))) for j in everyone)])
        for j in others:
            system.action(me, f"wait for {j}", "w1", "w2",
                          guard=[unchecked[i][j] == 1, flag[j] == 0],
                          updates=[(following[i], j), (previous[i], _UNKNOWN)])
            go = (number[j] == 0) | (number[i] < number[j]) | (
                (previous[i] != _UNKNOWN) & (number[j] != previous[i]))
            if i < j:
                go = go | (number[i] == number[j])
            rest = all_of(unchecked[i][k] == 0 for k in others if k != j)
            here = following[i] == j
            passed = [(unchecked[i][j], 0)]
            system.action(me, f"passed {j}, the last", "w2", "cs", guard=[here, go, rest],
                          updates=passed)
            system.action(me, f"passed {j}", "w2", "w1", guard=[here, go, ~rest], updates=passed)
            system.action(me, f"not yet {j}", "w2", guard=[here, ~go],
                          updates=[(previous[i], number[j])])
        system.action(me, "nobody to wait for", "w1", "cs", guard=[nobody])
        system.action(me, "critical section", "cs", "exit")
        system.action(me, "ticket is gone", "exit", "ncs", updates=[(number[i], 0)])
    inside = [system.at(i, "cs") for i in everyone]
    system.invariant("exclusion", ~any_of(inside[i] & inside[j] for i in everyone
                                          for j in range(i)))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("boulanger-3-3", partial(boulanger, 3, 3), "Bakery-Boulangerie/MCBoulanger",
        generated=63_482_135, distinct=7_866_982, depth=84, large=True),
]
