"""Cars that drive in circles, both ways, over a bridge with a single lane.

Counts: TLA+ Examples, SingleLaneBridge/MC.  There EnterBridge, which does not depend on a car, is
a step of each car; so it is here.  A car that leaves the bridge onto a free place does so by two
different steps.
"""

from __future__ import annotations

from miniport.checker.builder import Builder, Term, all_of, any_of
from miniport.checker.ir.program import Program

from .fifo import Fifo
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "single_lane_bridge"]

PLACES, FIRST, LAST = 8, 4, 5
"""Places 1 to 8 in a circle; the bridge is 4 and 5."""

RIGHT = (True, True, False, False)
"""The cars: those to the right drive down from 8, the others up from 1."""


def _next(car: int, place: int) -> int:
    step = -1 if RIGHT[car] else 1
    return (place - 1 + step) % PLACES + 1


def _on_bridge(place: int) -> bool:
    return FIRST <= place <= LAST


def single_lane_bridge() -> Program:
    """Two cars each way; those before the bridge wait in a queue of car numbers, from 1."""
    system = Builder("single lane bridge")
    cars = range(len(RIGHT))
    at = [system.variable(f"car{c}", 1, PLACES, PLACES if RIGHT[c] else 1) for c in cars]
    waiting = Fifo(system, "waiting", len(RIGHT), len(RIGHT))

    def inside(car: int) -> Term:
        return (at[car] >= FIRST) & (at[car] <= LAST)

    def free(place: int) -> Term:
        return all_of(where != place for where in at)

    drivers = [system.activity(f"car{c}") for c in cars]
    for c in cars:
        for place in range(1, PLACES + 1):
            to = _next(c, place)
            queues = _on_bridge(_next(c, to)) and not _on_bridge(to)
            move = [(at[c], to), *(waiting.append(c + 1) if queues else [])]
            if not _on_bridge(to):
                system.action(drivers[c], "MoveOutsideBridge", guard=[at[c] == place],
                              updates=move)
            if _on_bridge(place):
                system.action(drivers[c], "MoveInsideBridge", guard=[at[c] == place, free(to)],
                              updates=move)
        for driver in drivers:
            enters = [waiting.head == c + 1]
            place = LAST + 1 if RIGHT[c] else FIRST - 1
            to = _next(c, place)
            updates = [(at[c], to), *waiting.tail()]
            empty = [~inside(d) for d in cars]
            system.action(driver, f"EnterBridge {c}, empty", guard=[*enters, *empty],
                          updates=updates)
            same = [~inside(d) for d in cars if RIGHT[d] != RIGHT[c]]
            system.action(driver, f"EnterBridge {c}, behind",
                          guard=[*enters, ~inside(c), *same, free(to)], updates=updates)
        system.invariant("waits before the bridge", at[c] == place,
                         any_of(slot == c + 1 for slot in waiting.slots))
    for c in cars:
        for d in cars[:c]:
            if RIGHT[c] == RIGHT[d]:
                system.invariant("no crash", at[c] != at[d], inside(c))
            else:
                system.invariant("one way", ~(inside(c) & inside(d)))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("single_lane_bridge", single_lane_bridge, "SingleLaneBridge/MC",
        generated=20_181, distinct=3_605, depth=29),
]
