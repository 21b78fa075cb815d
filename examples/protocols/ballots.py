"""Acceptors that vote for values in numbered ballots: what lies under Paxos.

Used by :mod:`.voting` and :mod:`.vote_proof`, which differ in how a value is shown to be safe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from miniport.checker.builder import Builder, Term, all_of, any_of
from miniport.checker.ir.program import Const, Program

from .at_most_one import at_most_one

__all__ = ["NEVER", "Ballots"]

NEVER = -1
"""The ballot of who did not take part in any."""

Quorum = tuple[int, ...]
Proofs = Callable[["Ballots", int, int], Iterator[tuple[str, list[Term]]]]
"""All ways to show that a value is safe in a ballot: what to call each, and its conjunction."""


class Ballots:
    """``votes[acceptor][ballot][value]``, the ``highest`` ballot each acceptor joined, and which
    acceptors are ``quorums``."""

    def __init__(
        self, name: str, acceptors: int, values: int, ballots: int, quorums: Iterable[Quorum]
    ) -> None:
        self.system = system = Builder(name)
        self.acceptors, self.values, self.ballots = range(acceptors), range(values), range(ballots)
        self.votes = [[system.array(f"vote[{a},{b}]", values) for b in self.ballots]
                      for a in self.acceptors]
        self.highest = system.array("maxBal", acceptors, NEVER, ballots - 1)
        self.quorums = list(quorums)

    def nothing_else(self, some: Sequence[int], ballot: int, value: int) -> list[Term]:
        """``some`` acceptors voted for nothing but ``value``."""
        return [vote == 0 for a in some for w, vote in enumerate(self.votes[a][ballot])
                if w != value]

    def silent(self, quorum: Quorum, last: int, ballot: int) -> list[Term]:
        """``quorum`` can no longer vote in the ballots after ``last`` and before ``ballot``, and
        did not."""
        return [*(self.highest[a] >= ballot for a in quorum),
                *(vote == 0 for d in range(last + 1, ballot) for a in quorum
                  for vote in self.votes[a][d])]

    def program(self, proofs: Proofs) -> Program:
        """Acceptors join ballots and vote, once for every proof that they may; at most one value
        is chosen."""
        system, votes, highest = self.system, self.votes, self.highest
        for a in self.acceptors:
            me = system.activity(f"acceptor{a}")
            for b in self.ballots:
                system.action(me, f"join {b}", guard=[highest[a] < b], updates=[(highest[a], b)])
                for v in self.values:
                    allowed = [highest[a] <= b, *(vote == 0 for vote in votes[a][b])]
                    allowed += self.nothing_else([c for c in self.acceptors if c != a], b, v)
                    for label, proof in proofs(self, b, v):
                        system.action(me, f"vote {v} in {b}{label}", guard=[*allowed, *proof],
                                      updates=[(votes[a][b][v], 1), (highest[a], b)])
        system.invariant("one value", at_most_one(
            any_of(all_of(votes[a][b][v] == 1 for a in quorum)
                   for quorum in self.quorums for b in self.ballots)
            for v in self.values
        ))  # fmt: skip
        system.final = Const(1)
        return system.build()
