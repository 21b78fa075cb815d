"""Chameneos: creatures meet in pairs and both take the colour neither of them had.

TLA+ Examples, ``Chameneos/Chameneos.tla``, 4 creatures and 4 meetings: 104,697 generated, 34,534
distinct states, depth 13, 81 of them initial (any colours), deadlock not checked.  After the last
meeting a creature that comes to the meeting place fades.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, Term, either
from miniport.checker.ir.program import Const, Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "chameneos"]


def chameneos(creatures: int, meetings: int) -> Program:
    """So many creatures and meetings."""
    system = Builder(f"chameneos, {creatures} creatures, {meetings} meetings")
    faded = 3  # beyond the colours 0, 1, 2
    colour = system.array("colour", creatures, 0, 3)
    met = system.array("met", creatures, 0, meetings)
    place = system.variable("meetingPlace", 0, creatures, creatures)
    empty = place == creatures
    held = system.variable("numMeetings", 0, meetings)
    ready = boot(system, (
        list(zip(colour, colours, strict=True))
        for colours in product(range(3), repeat=creatures)
    ))
    for c in range(creatures):
        me = system.activity(f"creature{c}")
        lively = [ready, colour[c] != faded]
        system.action(me, "wait for company", guard=[*lively, empty, held < meetings],
                      updates=[(place, c)])
        system.action(me, "fade", guard=[*lively, empty, held == meetings],
                      updates=[(colour[c], faded)])
        for d in range(creatures):
            if d != c:
                other = Term(Const(3)) - colour[c] - colour[d]
                mixed = either(colour[c] == colour[d], colour[c], other)
                system.action(me, f"meet {d}", guard=[*lively, place == d], updates=[
                    (place, creatures), (held, held + 1), (colour[c], mixed), (colour[d], mixed),
                    (met[c], met[c] + 1), (met[d], met[d] + 1)])
    total: Term | int = 0
    for count in met:
        total = count + total
    system.invariant("everyone met counts twice", total == 2 * meetings, premise=held == meetings)
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("chameneos-4-4", partial(chameneos, 4, 4), "Chameneos/Chameneos",
        generated=104_697, distinct=34_534, depth=13, initial=81),
]
