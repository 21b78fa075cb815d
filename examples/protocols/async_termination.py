"""Termination detection, abstractly: messages are pending for a while before they wake a node.

TLA+ Examples, ``ewd998/AsyncTerminationDetection.tla``, 4 nodes: 53,271 generated, 4,097 distinct
states, depth 14, 17 of them initial.  A state constraint admits at most 3
pending messages a node: a send beyond is rejected.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Program

from .boot import boot
from .constraint import constrained
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "async_termination"]


def async_termination(nodes: int, most: int) -> Program:
    """Detection for ``nodes`` nodes with at most ``most`` messages pending for each."""
    system = Builder(f"asynchronous termination, {nodes} nodes, {most} messages")
    active = system.array("active", nodes)
    pending = system.array("pending", nodes, 0, most)
    detected = system.variable("terminationDetected")
    ready = boot(system, (
        [*zip(active, busy, strict=True), (detected, found)]
        for busy in product(range(2), repeat=nodes) for found in range(1 if any(busy) else 2)
    ))
    ring = system.activity("ring")
    quiet = [(active[n] == 0) & (pending[n] == 0) for n in range(nodes)]
    for i in range(nodes):
        others = all_of(quiet[j] for j in range(nodes) if j != i)
        stop = [(active[i], 0)]
        system.action(ring, f"terminate {i}", guard=[ready, active[i] == 1], updates=stop)
        system.action(ring, f"terminate {i}, detected",
                      guard=[ready, active[i] == 1, pending[i] == 0, others, detected == 0],
                      updates=[*stop, (detected, 1)])
        for j in range(nodes):
            constrained(system, ring, f"send {i} to {j}", guard=[ready, active[i] == 1],
                        within=pending[j] < most, updates=[(pending[j], pending[j] + 1)])
        system.action(ring, f"receive {i}", guard=[ready, pending[i] > 0],
                      updates=[(active[i], 1), (pending[i], pending[i] - 1)])
    system.action(ring, "detect", guard=[ready, all_of(quiet)], updates=[(detected, 1)])
    system.invariant("safe", all_of(quiet), premise=detected == 1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("async_termination-4-3", partial(async_termination, 4, 3),
        "ewd998/AsyncTerminationDetection",
        generated=53_271, distinct=4_097, depth=14, initial=17),
]
