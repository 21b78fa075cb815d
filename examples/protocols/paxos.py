"""Paxos: one value is chosen by acceptors that only answer messages.

TLA+ Examples, ``PaxosHowToWinATuringAward/Paxos.tla``, 3 acceptors and 2 values: with 2 ballots
(``MCPaxosTiny.cfg``) 23,563 generated, 3,921 distinct states, depth 17; with 3 ballots
(``MCPaxosSmall.cfg``) 1,361,380 generated, 185,369 distinct, depth 25.

Messages stay for ever.  An acceptor answers a 1a message once at most, so what it said is one
number: 0 nothing yet, 1 "I never voted", 2 and more its last vote, larger for later ballots.
Phase 2a is generated once for every quorum, and every acceptor in it whose vote is the latest.
"""

from __future__ import annotations

from functools import partial
from itertools import combinations

from miniport.checker.builder import Builder, all_of, any_of, either
from miniport.checker.ir.program import Program

from .at_most_one import at_most_one
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "paxos"]

_NEVER = -1
_NO_VOTE = 1


def paxos(acceptors: int, values: int, ballots: int) -> Program:
    """Any majority of the acceptors is a quorum."""
    system = Builder(f"Paxos, {acceptors} acceptors, {values} values, {ballots} ballots")
    everyone = range(acceptors)
    highest = system.array("maxBal", acceptors, _NEVER, ballots - 1)
    voted_in = system.array("maxVBal", acceptors, _NEVER, ballots - 1)
    voted_for = system.array("maxVal", acceptors, 0, values, values)  # beyond the values: none
    asked = system.array("1a", ballots)
    said = [system.array(f"1b[{a}]", ballots, 0, 1 + values * ballots) for a in everyone]
    proposed = [system.array(f"2a[{b}]", values) for b in range(ballots)]
    accepted = [[system.array(f"2b[{a},{b}]", values) for b in range(ballots)] for a in everyone]

    quorums = list(combinations(everyone, acceptors // 2 + 1))
    leader = system.activity("leader")
    for b in range(ballots):
        system.action(leader, f"1a of {b}", updates=[(asked[b], 1)])
        fresh = [one == 0 for one in proposed[b]]
        for v in range(values):
            propose = [(proposed[b][v], 1)]
            for quorum in quorums:
                answered = [said[a][b] != 0 for a in quorum]
                free = [said[a][b] == _NO_VOTE for a in quorum]
                system.action(leader, f"2a of {b} for {v}, {quorum} free",
                              guard=[*fresh, *free], updates=propose)
                for a in quorum:
                    # Votes in the same ballot are for the same value: a larger number is later.
                    latest = [said[c][b] <= said[a][b] for c in quorum if c != a]
                    mine = any_of(said[a][b] == _NO_VOTE + 1 + v + last * values
                                  for last in range(ballots))
                    system.action(leader, f"2a of {b} for {v}, {quorum} with {a}",
                                  guard=[*fresh, *answered, mine, *latest], updates=propose)
    for a in everyone:
        me = system.activity(f"acceptor{a}")
        current = either(voted_in[a] == _NEVER, _NO_VOTE,
                         voted_in[a] * values + voted_for[a] + (_NO_VOTE + 1))
        for b in range(ballots):
            system.action(me, f"1b of {b}", guard=[asked[b] == 1, highest[a] < b],
                          updates=[(highest[a], b), (said[a][b], current)])
            for v in range(values):
                system.action(
                    me, f"2b of {b} for {v}", guard=[proposed[b][v] == 1, highest[a] <= b],
                    updates=[(highest[a], b), (voted_in[a], b), (voted_for[a], v),
                             (accepted[a][b][v], 1)])
    chosen = [any_of(all_of(accepted[a][b][v] == 1 for a in quorum)
                     for quorum in quorums for b in range(ballots)) for v in range(values)]
    system.invariant("one value", at_most_one(chosen))
    for b in range(ballots):
        system.invariant("one proposal a ballot", at_most_one(p == 1 for p in proposed[b]))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("paxos-3-2-2", partial(paxos, 3, 2, 2), "PaxosHowToWinATuringAward/MCPaxosTiny",
        generated=23_563, distinct=3_921, depth=17),
    tlc("paxos-3-2-3", partial(paxos, 3, 2, 3), "PaxosHowToWinATuringAward/MCPaxosSmall",
        generated=1_361_380, distinct=185_369, depth=25),
]
