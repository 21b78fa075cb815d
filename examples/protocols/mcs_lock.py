"""The list-based queue lock of Mellor-Crummey and Scott, with compare-and-swap.

Murphi examples, ``ex/mux/mcslock1.m``: a process appends itself to a list of waiting processes by
an atomic exchange of the tail and spins on a flag of its own; the holder passes the lock to its
successor, for which it may have to wait.  A process that spins takes a step that changes nothing,
so every state has exactly n successors.

The recorded results at the end of that file are 159 states and 318 rules fired for 2 processes,
7,597 and 22,791 for 3, 554,221 and 2,216,884 for 4, without symmetry.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .at_most_one import at_most_one
from .mcs_queue import McsQueue
from .oracle import Oracle

__all__ = ["ORACLES", "mcs_lock"]

_PLACES = (*McsQueue.PLACES, "release", "await", "pass")


def mcs_lock(processes: int) -> Program:
    """The protocol for ``processes`` processes."""
    system = Builder(f"MCS lock for {processes}")
    queue = McsQueue(system, processes)
    nil, follower, locked, tail = queue.nil, queue.follower, queue.locked, queue.tail
    for i in range(processes):
        me = system.activity(f"p{i}", _PLACES)
        last = follower[i] == nil
        queue.acquire(system, me, i)
        system.action(me, "next = nil", "critical", "release", guard=[last])
        system.action(me, "next /= nil", "critical", "pass", guard=[~last])
        system.action(me, "compare_and_swap succeeds", "release", "start", guard=[tail == i],
                      updates=[(tail, nil)])
        system.action(me, "compare_and_swap fails", "release", "await", guard=[tail != i])
        system.action(me, "await", "await", guard=[last])
        system.action(me, "awaited", "await", "pass", guard=[~last])
        system.action(me, "next.locked := false", "pass", "start",
                      updates=[(locked[follower[i]], 0)])
    inside = (system.at(i, "critical") for i in range(processes))
    system.invariant("exclusion", at_most_one(inside))
    queue.declare_symmetry(system)
    return system.build()


def _oracle(processes: int, states: int, *, large: bool = False) -> Oracle:
    return Oracle(
        f"mcs_lock-{processes}", partial(mcs_lock, processes), states, processes * states, None,
        "Murphi examples, ex/mux/mcslock1.m", large=large,
    )


ORACLES: list[Oracle] = [
    _oracle(2, 159),
    _oracle(3, 7_597),
    _oracle(4, 554_221, large=True),
]
