"""Peterson's mutual exclusion of n processes: n - 1 rounds, each of which leaves one behind.

Murphi examples, ``ex/mux/n_peterson.m``: ``i`` raises ``level[i]``, signs ``turn`` of that level
and waits until everybody else is below, or until somebody signed after it.  A process that waits
takes a step too (the rule fires and changes nothing), so every state has exactly n successors.

The recorded results at the end of that file are 882 states and 2,646 rules fired for 3 processes,
628,868 and 3,144,340 for 5, without symmetry; those for 4 were recomputed independently.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of
from miniport.checker.ir.program import Program

from .at_most_one import at_most_one
from .oracle import Oracle

__all__ = ["ORACLES", "n_peterson"]


def n_peterson(processes: int) -> Program:
    """The protocol for ``processes`` processes."""
    system = Builder(f"Peterson for {processes}")
    nobody = processes  # a turn that was never signed is undefined
    level = system.array("Q", processes, 0, processes - 1)
    turn = system.array("turn", processes, 0, processes, nobody)
    local = system.array("localj", processes, 0, processes)
    for i in range(processes):
        me = system.activity(f"p{i}", ("start", "raise", "sign", "wait", "critical"))
        others = [k for k in range(processes) if k != i]
        system.action(me, "j := 1", "start", "raise", updates=[(local[i], 1)])
        system.action(me, "Q[i] := j", "raise", "sign", updates=[(level[i], local[i])])
        system.action(me, "turn[j] := i", "sign", "wait", updates=[(turn[local[i]], i)])
        passes = all_of(level[k] < local[i] for k in others) | (turn[local[i]] != i)
        last = local[i] + 1 == processes
        ahead = [(local[i], local[i] + 1)]
        system.action(me, "wait", "wait", guard=[~passes])
        system.action(me, "next j", "wait", "raise", guard=[passes, ~last], updates=ahead)
        system.action(me, "enter", "wait", "critical", guard=[passes, last], updates=ahead)
        system.action(me, "leave", "critical", "start", updates=[(level[i], 1)])
    inside = (system.at(i, "critical") for i in range(processes))
    system.invariant("exclusion", at_most_one(inside))
    counters = system.counters(range(processes))
    system.symmetry("process", level, local, counters, references=turn)
    return system.build()


def _oracle(processes: int, states: int, *, large: bool = False) -> Oracle:
    return Oracle(
        f"n_peterson-{processes}", partial(n_peterson, processes), states, processes * states,
        None, "Murphi examples, ex/mux/n_peterson.m", large=large,
    )


ORACLES: list[Oracle] = [
    _oracle(3, 882),
    _oracle(4, 22_281),
    _oracle(5, 628_868, large=True),
]
