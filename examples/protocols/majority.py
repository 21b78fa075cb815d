"""Boyer and Moore's majority vote: one pass, one candidate, one counter.

TLA+ Examples, ``Majority/MCMajority.tla``, 3 values and sequences of up to 5: 3,459 generated,
2,733 distinct states, depth 6, 1,092 of them initial (any sequence, any first candidate),
deadlock not checked.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, Term, either
from miniport.checker.ir.program import Const, Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "majority"]


def majority(values: int, longest: int) -> Program:
    """Sequences of up to ``longest`` of ``values`` values."""
    system = Builder(f"majority, {values} values, length {longest}")
    vote = system.array("seq", longest, 0, values, values)  # beyond the end: no value
    length = system.variable("Len", 0, longest)
    place = system.variable("i", 0, longest)  # from 0
    candidate = system.variable("cand", 0, values - 1)
    count = system.variable("cnt", 0, longest)
    ready = boot(system, (
        [*zip(vote, votes, strict=False), (length, size), (candidate, first)]
        for size in range(longest + 1) for votes in product(range(values), repeat=size)
        for first in range(values)
    ))
    me = system.activity("reader")
    more = [ready, place < length]
    following = (place, place + 1)
    system.action(me, "adopt", guard=[*more, count == 0],
                  updates=[following, (candidate, vote[place]), (count, 1)])
    system.action(me, "agree", guard=[*more, count != 0, candidate == vote[place]],
                  updates=[following, (count, count + 1)])
    system.action(me, "differ", guard=[*more, count != 0, candidate != vote[place]],
                  updates=[following, (count, count - 1)])
    for v in range(values):
        votes: Term | int = 0
        for cast in vote:
            votes = either(cast == v, 1, 0) + votes
        found = (place == length) & (length < votes * 2)
        system.invariant("correct", candidate == v, premise=ready & found)
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("majority-3-5", partial(majority, 3, 5), "Majority/MCMajority",
        generated=3_459, distinct=2_733, depth=6, initial=1_092),
]
