"""A clock that shows the hour, from any hour on: the smallest system of all.

Counts: TLA+ Examples, SpecifyingSystems/HourClock/HourClock.
"""

from __future__ import annotations

from miniport.checker.builder import Builder, either
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "hour_clock"]


def hour_clock() -> Program:
    """Hours 1 to 12, all of them initial."""
    system = Builder("hour clock")
    hour = system.variable("hr", 1, 12)
    booted = boot(system, ([(hour, h)] for h in range(1, 13)))
    clock = system.activity("clock")
    system.action(clock, "tick", guard=[booted],
                  updates=[(hour, either(hour == 12, 1, hour + 1))])
    return system.build()


ORACLES: list[Oracle] = [
    tlc("hour_clock", hour_clock, "SpecifyingSystems/HourClock/HourClock",
        generated=24, distinct=12, depth=1, initial=12),
]
