"""Voting, the abstract algorithm under Paxos: acceptors vote for values in numbered ballots.

TLA+ Examples, ``PaxosHowToWinATuringAward/Voting.tla`` with ``MCVoting.cfg``, 3 acceptors, 2
values, 3 ballots: 41,017 generated, 6,752 distinct states, depth 16, deadlock not checked.

An acceptor may vote only if a quorum shows that the value is safe in that ballot: nobody in the
quorum can vote any more in the ballots from some ballot c on, and c, if there is one, had a vote
for the value.  The step is generated once for every quorum, c and voter that show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import combinations

from miniport.checker.builder import Builder, Term, all_of, any_of
from miniport.checker.ir.program import Const, Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "voting"]

_NEVER = -1

Votes = list[list[list[Term]]]  # votes[acceptor][ballot][value]


def voting(acceptors: int, values: int, ballots: int) -> Program:
    """Any majority is a quorum."""
    system = Builder(f"voting, {acceptors} acceptors, {values} values, {ballots} ballots")
    everyone = range(acceptors)
    votes = [[[system.variable(f"vote[{a},{b},{v}]") for v in range(values)]
              for b in range(ballots)] for a in everyone]
    highest = system.array("maxBal", acceptors, _NEVER, ballots - 1)
    for a in everyone:
        me = system.activity(f"acceptor{a}")
        for b in range(ballots):
            system.action(me, f"join {b}", guard=[highest[a] < b], updates=[(highest[a], b)])
            for v in range(values):
                allowed = [highest[a] <= b, *(vote == 0 for vote in votes[a][b])]
                allowed += [votes[c][b][w] == 0 for c in everyone if c != a
                            for w in range(values) if w != v]
                for label, shown in _proofs(votes, highest, b, v):
                    system.action(me, f"vote {v} in {b}, {label}", guard=[*allowed, *shown],
                                  updates=[(votes[a][b][v], 1), (highest[a], b)])
    majority = list(combinations(everyone, acceptors // 2 + 1))
    chosen = [any_of(all_of(votes[a][b][v] == 1 for a in quorum)
                     for quorum in majority for b in range(ballots)) for v in range(values)]
    system.invariant("one value", ~any_of(x & y for x, y in combinations(chosen, 2)))
    system.final = Const(1)
    return system.build()


def _proofs(
    votes: Votes, highest: Iterable[Term], ballot: int, value: int,
) -> Iterator[tuple[str, list[Term]]]:
    """Every way to show that ``value`` is safe in ``ballot``."""
    joined = list(highest)
    for quorum in combinations(range(len(joined)), len(joined) // 2 + 1):
        for last in range(_NEVER, ballot):
            silent = [vote == 0 for d in range(last + 1, ballot) for a in quorum
                      for vote in votes[a][d]]
            shown = [*(joined[a] >= ballot for a in quorum), *silent]
            if last == _NEVER:
                yield f"quorum {quorum} never voted", shown
                continue
            for a in quorum:
                yield (f"quorum {quorum} with {a} in {last}",
                       [*shown, votes[a][last][value] == 1])


ORACLES: list[Oracle] = [
    tlc("voting-3-2-3", partial(voting, 3, 2, 3), "PaxosHowToWinATuringAward/MCVoting",
        generated=41_017, distinct=6_752, depth=16),
]
