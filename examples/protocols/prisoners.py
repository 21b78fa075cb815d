"""The prisoners and the two switches: one counts, the others move switch A up twice each.

TLA+ Examples, ``Prisoners/Prisoners.tla``, 4 prisoners: 860 generated, 214 distinct states,
depth 14.  The switches are in any of 4 positions at first.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "prisoners"]


def prisoners(number: int) -> Program:
    """The puzzle for ``number`` prisoners, one of whom counts."""
    system = Builder(f"prisoners {number}")
    a, b = system.variable("switchAUp"), system.variable("switchBUp")
    switched = system.array("timesSwitched", number - 1, 0, 2)
    count = system.variable("count", 0, 2 * number - 1)
    ready = boot(system, ([(a, up // 2), (b, up % 2)] for up in range(4)))
    room = system.activity("room")
    flip = [(b, b == 0)]
    system.action(room, "counter counts", guard=[ready, a == 1],
                  updates=[(a, 0), (count, count + 1)])
    system.action(room, "counter flips B", guard=[ready, a == 0], updates=flip)
    for i in range(number - 1):
        signals = (a == 0) & (switched[i] < 2)
        system.action(room, f"{i} signals", guard=[ready, signals],
                      updates=[(a, 1), (switched[i], switched[i] + 1)])
        system.action(room, f"{i} flips B", guard=[ready, ~signals], updates=flip)
    system.invariant("safe", all_of(times > 0 for times in switched),
                     premise=count == 2 * (number - 1))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("prisoners-4", partial(prisoners, 4), "Prisoners/Prisoners",
        generated=860, distinct=214, depth=14, initial=4),
]
