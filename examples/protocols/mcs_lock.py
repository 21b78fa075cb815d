"""The list-based queue lock of Mellor-Crummey and Scott, with compare-and-swap.

Murphi examples, ``ex/mux/mcslock1.m``: a process appends itself to a list of waiting processes by
an atomic exchange of the tail and spins on a flag of its own; the holder passes the lock to its
successor, for which it may have to wait.  A process that spins takes a step that changes nothing,
so every state has exactly n successors.  A null pointer is the number ``processes`` here.

The recorded results at the end of that file are 159 states and 318 rules fired for 2 processes,
7,597 and 22,791 for 3, 554,221 and 2,216,884 for 4, without symmetry.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "mcs_lock"]

_PLACES = (
    "start", "swap", "test", "lock", "link", "spin", "critical", "release", "await", "pass",
)


def mcs_lock(processes: int) -> Program:
    """The protocol for ``processes`` processes."""
    system = Builder(f"MCS lock for {processes}")
    nil = processes
    follower = system.array("next", processes, 0, nil, nil)
    locked = system.array("locked", processes)
    before = system.array("pred", processes, 0, nil, nil)
    tail = system.variable("lock", 0, nil, nil)
    for i in range(processes):
        me = system.activity(f"p{i}", _PLACES)
        last, alone = follower[i] == nil, before[i] == nil
        system.action(me, "next := nil", "start", "swap", updates=[(follower[i], nil)])
        system.action(me, "pred := exchange(lock, i)", "swap", "test",
                      updates=[(before[i], tail), (tail, i)])
        system.action(me, "pred = nil", "test", "critical", guard=[alone])
        system.action(me, "pred /= nil", "test", "lock", guard=[~alone])
        system.action(me, "locked := true", "lock", "link", updates=[(locked[i], 1)])
        system.action(me, "pred.next := i", "link", "spin", updates=[(follower[before[i]], i)])
        system.action(me, "spin", "spin", guard=[locked[i] == 1])
        system.action(me, "spun", "spin", "critical", guard=[locked[i] == 0])
        system.action(me, "next = nil", "critical", "release", guard=[last])
        system.action(me, "next /= nil", "critical", "pass", guard=[~last])
        system.action(me, "compare_and_swap succeeds", "release", "start", guard=[tail == i],
                      updates=[(tail, nil)])
        system.action(me, "compare_and_swap fails", "release", "await", guard=[tail != i])
        system.action(me, "await", "await", guard=[last])
        system.action(me, "awaited", "await", "pass", guard=[~last])
        system.action(me, "next.locked := false", "pass", "start",
                      updates=[(locked[follower[i]], 0)])
    inside = [system.at(i, "critical") for i in range(processes)]
    pairs = [(i, k) for i in range(processes) for k in range(i)]
    system.invariant("exclusion", ~any_of(inside[i] & inside[k] for i, k in pairs))
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
