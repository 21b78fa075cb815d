"""Termination detection, abstractly: synchronous wake-ups, detection some time afterwards.

TLA+ Examples, ``ewd840/SyncTerminationDetection.tla``, 7 nodes: 3,722 generated, 129 distinct
states, depth 1: all states are initial.  The last node that becomes
passive may detect it at once or not, which is two successors.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "sync_termination"]


def sync_termination(nodes: int) -> Program:
    """Detection for ``nodes`` nodes."""
    system = Builder(f"synchronous termination, {nodes} nodes")
    active = system.array("active", nodes)
    detected = system.variable("terminationDetected")
    ready = boot(system, (
        [*zip(active, busy, strict=True), (detected, found)]
        for busy in product(range(2), repeat=nodes) for found in range(1 if any(busy) else 2)
    ))
    ring = system.activity("ring")
    terminated = all_of(a == 0 for a in active)
    for i in range(nodes):
        last = all_of(active[j] == 0 for j in range(nodes) if j != i)
        stop = [(active[i], 0)]
        system.action(ring, f"terminate {i}", guard=[ready, active[i] == 1], updates=stop)
        system.action(ring, f"terminate {i}, detected",
                      guard=[ready, active[i] == 1, last, detected == 0],
                      updates=[*stop, (detected, 1)])
        for j in range(nodes):
            system.action(ring, f"{i} wakes {j}", guard=[ready, active[i] == 1],
                          updates=[(active[j], 1)])
    system.action(ring, "detect", guard=[ready, terminated], updates=[(detected, 1)])
    system.invariant("correct", terminated, premise=detected == 1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("sync_termination-7", partial(sync_termination, 7), "ewd840/SyncTerminationDetection",
        generated=3_722, distinct=129, depth=1, initial=129),
]
