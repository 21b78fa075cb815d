"""Voting, the abstract algorithm under Paxos: acceptors vote for values in numbered ballots.

TLA+ Examples, ``PaxosHowToWinATuringAward/Voting.tla`` with ``MCVoting.cfg``, 3 acceptors, 2
values, 3 ballots: 41,017 generated, 6,752 distinct states, depth 16, deadlock not checked.

An acceptor may vote only if a quorum shows that the value is safe in that ballot: nobody in the
quorum can vote any more in the ballots from some ballot c on, and c, if there is one, had a vote
for the value.  The step is generated once for every quorum, c and voter that show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from miniport.checker.builder import Term
from miniport.checker.ir.program import Program

from .ballots import NEVER, Ballots
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "voting"]


def voting(acceptors: int, values: int, ballots: int) -> Program:
    """Any majority is a quorum."""
    name = f"voting, {acceptors} acceptors, {values} values, {ballots} ballots"
    quorums = combinations(range(acceptors), acceptors // 2 + 1)
    return Ballots(name, acceptors, values, ballots, quorums).program(_proofs)


def _proofs(of: Ballots, ballot: int, value: int) -> Iterator[tuple[str, list[Term]]]:
    """Every way to show that ``value`` is safe in ``ballot``."""
    for quorum in of.quorums:
        for last in range(NEVER, ballot):
            silent = of.silent(quorum, last, ballot)
            if last == NEVER:
                yield f", quorum {quorum} never voted", silent
                continue
            for a in quorum:
                yield (f", quorum {quorum} with {a} in {last}",
                       [*silent, of.votes[a][last][value] == 1])


ORACLES: list[Oracle] = [
    tlc("voting-3-2-3", partial(voting, 3, 2, 3), "PaxosHowToWinATuringAward/MCVoting",
        generated=41_017, distinct=6_752, depth=16),
]
