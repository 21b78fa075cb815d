"""Voting with a recursive notion of safety, the abstraction of Byzantine Paxos.

TLA+ Examples, ``byzpaxos/VoteProof.tla``, 3 acceptors, 2 values, 3 ballots: 318,877 generated,
6,962 distinct states, deadlock not checked.  The depth recorded there, 15, comes from a run with
several workers, so it is only an estimate: 14 is right.

A value is safe in ballot 0, and in a ballot that a quorum has joined if nobody in that quorum
voted in the ballots from some c on, where either there is no c, or the value was safe in c and the
quorum voted for nothing else there.  A vote is generated once for every such proof, of which there
are up to 120: :mod:`.voting` has a notion with fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from miniport.checker.builder import Builder, Term, Words, all_of, any_of
from miniport.checker.ir.program import Const, Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "vote_proof"]

_NEVER = -1

Votes = list[list[Words]]  # by acceptor, ballot and value


def vote_proof(acceptors: int, values: int, ballots: int) -> Program:
    """Any majority is a quorum, larger ones too."""
    system = Builder(f"vote proof, {acceptors} acceptors, {values} values, {ballots} ballots")
    everyone = range(acceptors)
    votes = [[system.array(f"vote[{a},{b}]", values) for b in range(ballots)] for a in everyone]
    highest = system.array("maxBal", acceptors, _NEVER, ballots - 1)
    for a in everyone:
        me = system.activity(f"acceptor{a}")
        for b in range(ballots):
            system.action(me, f"join {b}", guard=[highest[a] < b], updates=[(highest[a], b)])
            for v in range(values):
                allowed = [highest[a] <= b, *(vote == 0 for vote in votes[a][b])]
                allowed += _nothing_else(votes, [c for c in everyone if c != a], b, v)
                for proof in _proofs(votes, highest, b, v):
                    system.action(me, f"vote {v} in {b}", guard=[*allowed, *proof],
                                  updates=[(votes[a][b][v], 1), (highest[a], b)])
    chosen = [any_of(all_of(votes[a][b][v] == 1 for a in quorum)
                     for quorum in _quorums(acceptors) for b in range(ballots))
              for v in range(values)]
    system.invariant("one value", ~any_of(x & y for x, y in combinations(chosen, 2)))
    system.final = Const(1)
    return system.build()


def _quorums(acceptors: int) -> list[tuple[int, ...]]:
    """All majorities."""
    sizes = range(acceptors // 2 + 1, acceptors + 1)
    return [quorum for size in sizes for quorum in combinations(range(acceptors), size)]


def _nothing_else(
    votes: Votes, some: list[int] | tuple[int, ...], ballot: int, value: int,
) -> list[Term]:
    """``some`` acceptors voted for nothing but ``value``."""
    return [vote == 0 for a in some for w, vote in enumerate(votes[a][ballot]) if w != value]


def _proofs(votes: Votes, highest: Words, ballot: int, value: int) -> Iterator[list[Term]]:
    """Every way to show that ``value`` is safe in ``ballot``, as a conjunction."""
    if ballot == 0:
        yield []
    for quorum in _quorums(len(highest)):
        joined = [highest[a] >= ballot for a in quorum]
        for last in range(_NEVER, ballot):
            silent = [vote == 0 for d in range(last + 1, ballot) for a in quorum
                      for vote in votes[a][d]]
            if last == _NEVER:
                yield [*joined, *silent]
                continue
            agreed = _nothing_else(votes, quorum, last, value)
            for proof in _proofs(votes, highest, last, value):
                yield [*joined, *silent, *agreed, *proof]


ORACLES: list[Oracle] = [
    tlc("vote_proof-3-2-3", partial(vote_proof, 3, 2, 3), "byzpaxos/VoteProof",
        generated=318_877, distinct=6_962),
]
