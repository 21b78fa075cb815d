"""The first mutual exclusion algorithm for any number of processes, by Dijkstra.

TLA+ Examples, ``dijkstra-mutex/DijkstraMutex.tla``, 3 processes: 282,810 generated, 90,882
distinct states, depth 54, counted with TLC.  Any process is ``k`` at first: 3 initial states.
``temp`` is undefined at first, later a process or a set of processes.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Program

from .at_most_one import at_most_one
from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "dijkstra_mutex"]

_PLACES = (
    "Li0", "Li1", "Li2", "Li3a", "Li3b", "Li3c", "Li3d", "Li4a", "Li4b", "cs", "Li5", "Li6", "ncs",
)


def dijkstra_mutex(processes: int) -> Program:
    """The algorithm for ``processes`` processes."""
    system = Builder(f"Dijkstra's mutual exclusion of {processes}")
    idle = system.array("b", processes, initial=1)
    outside = system.array("c", processes, initial=1)
    k = system.variable("k", 0, processes - 1)
    # ``temp``: -1 undefined, a process, or the set in ``left`` (then it is ``processes``).
    temp = system.array("temp", processes, -1, processes)
    left = [system.array(f"left{i}", processes) for i in range(processes)]
    ready = boot(system, ([(k, first)] for first in range(processes)))
    people = [system.activity(f"p{i}", _PLACES) for i in range(processes)]
    for i, me in enumerate(people):
        system.action(me, "Li0", "Li0", "Li1", guard=[ready], updates=[(idle[i], 0)])
        system.action(me, "not k", "Li1", "Li2", guard=[k != i])
        system.action(me, "k", "Li1", "Li4a", guard=[k == i])
        system.action(me, "Li2", "Li2", "Li3a", updates=[(outside[i], 1)])
        system.action(me, "Li3a", "Li3a", "Li3b",
                      updates=[(temp[i], k), *((member, 0) for member in left[i])])
        system.action(me, "k is idle", "Li3b", "Li3c", guard=[idle[temp[i]] == 1])
        system.action(me, "k is busy", "Li3b", "Li3d", guard=[idle[temp[i]] == 0])
        system.action(me, "Li3c", "Li3c", "Li3d", updates=[(k, i)])
        system.action(me, "Li3d", "Li3d", "Li1")
        system.action(me, "Li4a", "Li4a", "Li4b", updates=[
            (outside[i], 0), (temp[i], processes),
            *((left[i][j], int(j != i)) for j in range(processes))])
        for j in range(processes):
            if j != i:
                looks = [(left[i][j], 0)]
                system.action(me, f"{j} is inside", "Li4b", "Li1",
                              guard=[left[i][j] == 1, outside[j] == 0], updates=looks)
                system.action(me, f"{j} is outside", "Li4b",
                              guard=[left[i][j] == 1, outside[j] == 1], updates=looks)
        system.action(me, "nobody left", "Li4b", "cs",
                      guard=[all_of(member == 0 for member in left[i])])
        system.action(me, "critical section", "cs", "Li5")
        system.action(me, "Li5", "Li5", "Li6", updates=[(outside[i], 1)])
        system.action(me, "Li6", "Li6", "ncs", updates=[(idle[i], 1)])
        system.action(me, "rest", "ncs", "Li0")
    system.invariant("exclusion", at_most_one(system.at(me, "cs") for me in people))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("dijkstra_mutex-3", partial(dijkstra_mutex, 3), "dijkstra-mutex/DijkstraMutex",
        generated=282_810, distinct=90_882, depth=54, initial=3),
]
