"""A pipeline that sorts: each process keeps the smallest number it saw and passes on the others.

Spin, ``Examples/sort.pml`` and ``Examples/README_tests.txt``: 107,713 states stored and 512,419
transitions for 7 numbers without reduction; 519,809 and 2,808,899 for 8, counted with Spin.  Spin
counts the initial state as a transition.  The places are the control points of its verifier (see
:mod:`.spin_leader`).
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, Term, either
from miniport.checker.ir.program import Program

from .fifo import Fifo
from .oracle import Oracle

__all__ = ["ORACLES", "spin_sort"]


def spin_sort(numbers: int, size: int) -> Program:
    """``numbers`` numbers are sorted; channels hold ``size`` of them."""
    system = Builder(f"sort {numbers} numbers")
    channel = [Fifo(system, f"q{n}", size, 99) for n in range(numbers)]
    init = system.activity("init", ("start", "started", "gone"))
    system.action(init, "start all", "start", "started")
    started = system.at(init, "started")
    ended = [_left(system, numbers, channel[0], started)]
    for n in range(1, numbers):
        ended.append(_middle(system, numbers - n, n, channel[n - 1], channel[n], started))
    ended.append(_right(system, channel[-1], started))
    for n, activity in enumerate(range(1, numbers + 2)):
        later = [system.at(m, "gone") for m in range(activity + 1, numbers + 2)]
        system.action(activity, "end", "end", "gone", guard=later,
                      updates=[(local, 0) for local in ended[n]])
    system.action(init, "end", "started", "gone",
                  guard=[system.at(m, "gone") for m in range(1, numbers + 2)])
    system.final = system.at(init, "gone").expr
    return system.build()


def _left(system: Builder, numbers: int, out: Fifo, started: Term) -> list[Term]:
    """Sends as many numbers as asked for; its local variables."""
    counter, seed = system.variable("sent", 0, numbers), system.variable("seed", 0, 99)
    following = seed * 3 + 14
    following = either(following < 100, following,
                       either(following < 200, following - 100,
                              either(following < 300, following - 200, following - 300)))
    me = system.activity("left", ("begin", "send", "enough?", "another", "end", "gone"))
    system.action(me, "begin", "begin", "send", guard=[started], updates=[(seed, 15)])
    system.action(me, "send", "send", "enough?", guard=[~out.full],
                  updates=[*out.append(seed), (counter, counter + 1)])
    system.action(me, "enough", "enough?", "end", guard=[counter == numbers],
                  updates=[(counter, 0)])
    system.action(me, "not yet", "enough?", "another", guard=[counter != numbers])
    system.action(me, "next number", "another", "send", updates=[(seed, following)])
    return [counter, seed]


def _middle(
    system: Builder, expected: int, n: int, inp: Fifo, out: Fifo, started: Term,
) -> list[Term]:
    """Keeps the smallest of ``expected`` + 1 numbers; its local variables."""
    counter = system.variable(f"counter{n}", 0, expected)
    kept, got = system.variable(f"myval{n}", 0, 99), system.variable(f"nextval{n}", 0, 99)
    me = system.activity(f"middle{n}", (
        "begin", "first", "loop", "receive", "compare", "pass it", "pass mine", "end", "gone"))
    counted = (counter, counter - 1)
    system.action(me, "begin", "begin", "first", guard=[started], updates=[(counter, expected)])
    system.action(me, "first", "first", "loop", guard=[inp.length > 0],
                  updates=[*inp.tail(), (kept, inp.head)])
    system.action(me, "more", "loop", "receive", guard=[counter > 0])
    system.action(me, "no more", "loop", "end", guard=[counter == 0])
    system.action(me, "receive", "receive", "compare", guard=[inp.length > 0],
                  updates=[*inp.tail(), (got, inp.head)])
    system.action(me, "larger", "compare", "pass it", guard=[got >= kept])
    system.action(me, "smaller", "compare", "pass mine", guard=[got < kept])
    system.action(me, "pass it", "pass it", "loop", guard=[~out.full],
                  updates=[*out.append(got), counted])
    system.action(me, "pass mine", "pass mine", "loop", guard=[~out.full],
                  updates=[*out.append(kept), (kept, got), counted])
    return [counter, kept, got]


def _right(system: Builder, inp: Fifo, started: Term) -> list[Term]:
    """Takes the one number that is left; it has no local variables worth keeping."""
    me = system.activity("right", ("receive", "end", "gone"))
    system.action(me, "receive", "receive", "end", guard=[started, inp.length > 0],
                  updates=inp.tail())
    return []


ORACLES: list[Oracle] = [
    Oracle("spin_sort-7", partial(spin_sort, 7, 10), 107_713, 512_418, None,
           "Spin, Examples/README_tests.txt (sort)"),
    Oracle("spin_sort-8", partial(spin_sort, 8, 10), 519_809, 2_808_898, None,
           "Spin 6.5.2, Examples/sort.pml with 8 numbers", large=True),
]
