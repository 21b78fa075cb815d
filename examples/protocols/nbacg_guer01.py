"""Non-blocking atomic commitment with a global failure detector, in counters.

TLA+ Examples, ``nbacg_guer01/nbacg_guer01.tla``, 3 processes: 159,538 generated, 24,922 distinct
states, 64 of them initial (any votes, any suspicions).  Every process may also stay as it is.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, any_of, either
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "nbacg_guer01"]

_YES, _NO, _SENT, _ABORT, _COMMIT, _CRASHED = range(6)


def nbacg_guer01(processes: int) -> Program:
    """The protocol for ``processes`` processes."""
    system = Builder(f"atomic commitment in counters, {processes} processes")
    state = system.array("pc", processes, 0, 5)
    suspects = system.array("someFail", processes)
    # Votes sent, and votes of processes that crashed: these may still arrive.
    yes, no, lost_yes, lost_no = (
        system.variable(name, 0, processes) for name in "yes no lostYes lostNo".split()
    )
    got_yes = system.array("nRcvdYes", processes, 0, processes)
    got_no = system.array("nRcvdNo", processes, 0, processes)
    bits = list(product(range(2), repeat=processes))
    ready = boot(system, (
        [*zip(state, votes, strict=True), *zip(suspects, suspicions, strict=True)]
        for votes in bits for suspicions in bits
    ))
    for p in range(processes):
        me = system.activity(f"p{p}")
        here = state[p]
        sent = [ready, here == _SENT]
        system.action(me, "crash", guard=[ready, here != _CRASHED], updates=[
            (here, _CRASHED), (lost_yes, either(here == _YES, lost_yes + 1, lost_yes)),
            (lost_no, either(here == _NO, lost_no + 1, lost_no))])
        system.action(me, "receive yes", guard=[*sent, got_yes[p] < yes + lost_yes],
                      updates=[(got_yes[p], got_yes[p] + 1)])
        system.action(me, "receive no", guard=[*sent, got_no[p] < no + lost_no],
                      updates=[(got_no[p], got_no[p] + 1)])
        system.action(me, "nothing to receive", guard=[
            *sent, got_yes[p] == yes + lost_yes, got_no[p] == no + lost_no])
        for vote, count in ((_YES, yes), (_NO, no)):
            system.action(me, "send a vote", guard=[ready, here == vote, suspects[p] == 0],
                          updates=[(here, _SENT), (count, count + 1)])
            system.action(me, "abort on suspicion",
                          guard=[ready, here == vote, suspects[p] == 1],
                          updates=[(here, _ABORT)])
        system.action(me, "abort", guard=[*sent, got_no[p] > 0], updates=[(here, _ABORT)])
        system.action(me, "commit", guard=[*sent, got_no[p] == 0, got_yes[p] >= processes],
                      updates=[(here, _COMMIT)])
        system.action(me, "stay", guard=[ready])
    committed = any_of(s == _COMMIT for s in state)
    system.invariant("agreement", ~(committed & any_of(s == _ABORT for s in state)))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("nbacg_guer01-3", partial(nbacg_guer01, 3), "nbacg_guer01/nbacg_guer01",
        generated=159_538, distinct=24_922, depth=16, initial=64),
]
