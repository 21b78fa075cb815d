"""Huang's termination detection: every message carries part of a weight that sums to one.

TLA+ Examples, ``Huang/Huang.tla``, 4 processes and a leader: 1,165,101 generated, 81,256 distinct
states, depth 21, counted with TLC; deadlock not checked.  Weights are multiples of 1/8: a state
constraint rejects processes with finer ones, so a process can send only while its weight is even
in units of 1/8.  Messages may be received in any order, but the order is part of the state.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Const, Program

from .fifo import Fifo
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "huang"]


def huang(processes: int, unit: int) -> Program:
    """A leader (0) and ``processes`` others; the whole weight is ``unit`` (even)."""
    system = Builder(f"Huang, {processes} processes, weights of 1/{unit}")
    everyone = range(processes + 1)
    active = [system.variable(f"active{p}", initial=p == 0) for p in everyone]
    weight = [system.variable(f"weight{p}", 0, unit, 0 if p else unit) for p in everyone]
    inbox = [Fifo(system, f"msgs{p}", unit, unit) for p in everyone]
    for p in everyone:
        me = system.activity(f"p{p}")
        for q in everyone:
            for half in range(1, unit // 2 + 1):
                system.action(me, f"send {half} to {q}", guard=[active[p] == 1,
                                                                weight[p] == 2 * half],
                              updates=[(weight[p], half), *inbox[q].append(half)])
            odd = any_of(weight[p] == w for w in range(1, unit + 1, 2))
            system.action(me, f"send too little to {q}", guard=[active[p] == 1, odd])
        woken = [(active[p], 1)] if p else []
        for i in range(unit):
            system.action(me, f"receive message {i}", guard=[inbox[p].length > i], updates=[
                *woken, (weight[p], weight[p] + inbox[p].slots[i]), *inbox[p].without(i)])
        if p:
            system.action(me, "idle", guard=[active[p] == 1], updates=[
                (active[p], 0), *inbox[0].append(weight[p]), (weight[p], 0)])
        else:
            system.action(me, "idle", guard=[active[p] == 1], updates=[(active[p], 0)])
    quiet = all_of((active[p] == 0) & (inbox[p].length == 0) for p in everyone)
    system.invariant("safe", quiet, premise=(active[0] == 0) & (weight[0] == unit))
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("huang-4-8", partial(huang, 4, 8), "Huang/Huang",
        generated=1_165_101, distinct=81_256, depth=21),
]
