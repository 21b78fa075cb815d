"""Non-blocking atomic commitment with a failure detector that may say anything.

TLA+ Examples, ``nbacc_ray97/nbacc_ray97.tla``, 2 processes: 49,592 generated, 3,016 distinct
states, depth 7, 16 of them initial (any votes, any suspicions).

In one step a process receives any part of what was sent, its failure detector says anything, and
it votes, crashes, decides or does nothing.  A process may abort because of a NO it received
before: that step is generated once for every such message.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, Term
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "nbacc_ray97"]

_YES, _NO, _SENT, _ABORT, _COMMIT, _CRASH = range(6)

Updates = list[tuple[Term, int]]
Way = tuple[str, list[Term], Updates]


def nbacc_ray97(processes: int) -> Program:
    """The protocol for ``processes`` processes."""
    system = Builder(f"atomic commitment, {processes} processes")
    state = system.array("pc", processes, 0, 5)
    sent = system.array("sent", 2 * processes)  # message 2p: YES of p, 2p + 1: NO of p
    received = [system.array(f"rcvd{p}", 2 * processes) for p in range(processes)]
    suspects = system.array("fd", processes)
    bits = list(product(range(2), repeat=processes))
    ready = boot(system, (
        [*zip(state, votes, strict=True), *zip(suspects, suspicions, strict=True)]
        for votes in bits for suspicions in bits
    ))
    for p in range(processes):
        me = system.activity(f"p{p}")
        for got in product(range(2), repeat=2 * processes):
            all_yes = all(got[2 * q] for q in range(processes))
            pairs = list(zip(got, received[p], sent, strict=True))
            may_receive = [now == 1 for new, _, now in pairs if new]
            may_receive += [had == 0 for new, had, _ in pairs if not new]
            for suspicion in range(2):
                ways: list[Way] = [
                    ("vote yes", [state[p] == _YES], [(state[p], _SENT), (sent[2 * p], 1)]),
                    ("vote no", [state[p] == _NO], [(state[p], _SENT), (sent[2 * p + 1], 1)]),
                    ("crash", [state[p] != _CRASH], [(state[p], _CRASH)]),
                    ("nothing", [], []),
                ]
                if suspicion:
                    ways.append(("abort on suspicion", [state[p] == _SENT],
                                 [(state[p], _ABORT)]))
                elif all_yes:
                    ways.append(("commit", [state[p] == _SENT], [(state[p], _COMMIT)]))
                for q in range(processes):
                    no = received[p][2 * q + 1] == 1
                    ways.append((f"abort on NO of {q}", [state[p] == _SENT, no],
                                 [(state[p], _ABORT)]))
                for label, guard, updates in ways:
                    system.action(me, label, guard=[ready, *may_receive, *guard], updates=[
                        *zip(received[p], got, strict=True), (suspects[p], suspicion), *updates])
    for p in range(processes):
        for q in range(processes):
            system.invariant("no commit against a NO", sent[2 * q + 1] == 0,
                             premise=state[p] == _COMMIT)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("nbacc_ray97-2", partial(nbacc_ray97, 2), "nbacc_ray97/nbacc_ray97",
        generated=49_592, distinct=3_016, depth=7, initial=16),
]
