"""The list-based queue lock of Mellor-Crummey and Scott, without compare-and-swap.

Murphi examples, ``ex/mux/mcslock2.m``: like :mod:`.mcs_lock`, but who finds nobody behind it
empties the list by an exchange; if somebody did come meanwhile it puts the list back, and hands
it over to those who slipped in.  Every state has exactly n successors.

The recorded results at the end of that file are 1,098 states and 2,196 rules fired for 2
processes, 3,240,032 and 9,720,096 for 3, without symmetry.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .at_most_one import at_most_one
from .mcs_queue import McsQueue
from .oracle import Oracle

__all__ = ["ORACLES", "mcs_lock_swap"]

_PLACES = (*McsQueue.PLACES, "empty", "mine?", "put back", "await", "hand over", "pass")


def mcs_lock_swap(processes: int) -> Program:
    """The protocol for ``processes`` processes."""
    system = Builder(f"MCS lock without compare-and-swap for {processes}")
    queue = McsQueue(system, processes)
    nil, follower, locked, tail = queue.nil, queue.follower, queue.locked, queue.tail
    old_tail = system.array("tail", processes, 0, nil, nil)
    usurper = system.array("usurper", processes, 0, nil, nil)
    for i in range(processes):
        me = system.activity(f"p{i}", _PLACES)
        last = follower[i] == nil
        queue.acquire(system, me, i)
        system.action(me, "next = nil", "critical", "empty", guard=[last])
        system.action(me, "next /= nil", "critical", "pass", guard=[~last])
        system.action(me, "tail := exchange(lock, nil)", "empty", "mine?",
                      updates=[(old_tail[i], tail), (tail, nil)])
        system.action(me, "tail = i", "mine?", "start", guard=[old_tail[i] == i])
        system.action(me, "tail /= i", "mine?", "put back", guard=[old_tail[i] != i])
        system.action(me, "usurper := exchange(lock, tail)", "put back", "await",
                      updates=[(usurper[i], tail), (tail, old_tail[i])],
                      checks=[("the old tail is somebody", 1, old_tail[i] != nil)])
        system.action(me, "await", "await", guard=[last])
        system.action(me, "awaited", "await", "hand over", guard=[~last])
        system.action(me, "usurper.next := next", "hand over", "start",
                      guard=[usurper[i] != nil], updates=[(follower[usurper[i]], follower[i])])
        system.action(me, "next.locked := false", "hand over", "start",
                      guard=[usurper[i] == nil], updates=[(locked[follower[i]], 0)])
        system.action(me, "next.locked := false", "pass", "start",
                      updates=[(locked[follower[i]], 0)])
    inside = (system.at(i, "critical") for i in range(processes))
    system.invariant("exclusion", at_most_one(inside))
    queue.declare_symmetry(system, old_tail, usurper)
    return system.build()


def _oracle(processes: int, states: int, *, large: bool = False) -> Oracle:
    return Oracle(
        f"mcs_lock_swap-{processes}", partial(mcs_lock_swap, processes), states,
        processes * states, None, "Murphi examples, ex/mux/mcslock2.m", large=large,
    )


ORACLES: list[Oracle] = [
    _oracle(2, 1_098),
    _oracle(3, 3_240_032, large=True),
]
