"""Paxos Commit: two-phase commit that survives the failure of its coordinator.

TLA+ Examples, ``transaction_commit/PaxosCommit.tla``, 2 resource managers, 3 acceptors, ballots 0
and 1: 16,959,159 generated, 1,321,761 distinct states, depth 28.

Every resource manager's decision is an instance of Paxos in which the manager itself proposes in
ballot 0, and a leader may propose in ballot 1.  Messages stay for ever.  A decision is generated
once for every combination of ballots and quorums that shows it.
"""

from __future__ import annotations

from functools import partial
from itertools import combinations, product

from miniport.checker.builder import Builder, Term, all_of, any_of, either
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "paxos_commit"]

_WORKING, _PREPARED, _COMMITTED, _ABORTED = range(4)
_VALUES = ("prepared", "aborted")
# What an acceptor tells the leader of ballot 1: nothing yet, it has no vote, its vote in ballot 0.
_SILENT, _NO_VOTE, _VOTED = 0, 1, 2


def paxos_commit(managers: int, acceptors: int) -> Program:
    """Any majority of the acceptors is a quorum; the ballots are 0 and 1."""
    system = Builder(f"Paxos Commit, {managers} managers, {acceptors} acceptors")
    state = system.array("rmState", managers, 0, 3)
    everyone = range(acceptors)
    quorums = list(combinations(everyone, acceptors // 2 + 1))
    commit, abort = system.variable("Commit"), system.variable("Abort")
    decided: list[list[list[Term]]] = []  # by manager and value, all ways to show it
    actors = [system.activity(f"acceptor{a}") for a in everyone]
    leader = system.activity("leader")
    for rm in range(managers):
        ballot = system.array(f"mbal{rm}", acceptors)
        voted_in = system.array(f"bal{rm}", acceptors, -1, 1)
        voted_for = system.array(f"val{rm}", acceptors, 0, 2, 2)  # beyond the values: none
        asked = system.variable(f"1a[{rm}]")
        told = system.array(f"1b[{rm}]", acceptors, 0, 3)
        proposed = [system.array(f"2a[{rm},{b}]", 2) for b in range(2)]
        accepted = [[system.array(f"2b[{rm},{b},{v}]", acceptors) for v in range(2)]
                    for b in range(2)]
        decided.append([[all_of(accepted[b][v][a] == 1 for a in quorum)
                         for b in range(2) for quorum in quorums] for v in range(2)])
        me = system.activity(f"manager{rm}")
        working = [state[rm] == _WORKING]
        system.action(me, "prepare", guard=working,
                      updates=[(state[rm], _PREPARED), (proposed[0][0], 1)])
        system.action(me, "choose to abort", guard=working,
                      updates=[(state[rm], _ABORTED), (proposed[0][1], 1)])
        system.action(me, "learn commit", guard=[commit == 1], updates=[(state[rm], _COMMITTED)])
        system.action(me, "learn abort", guard=[abort == 1], updates=[(state[rm], _ABORTED)])
        system.action(leader, f"1a for {rm}", updates=[(asked, 1)])
        fresh = [one == 0 for one in proposed[1]]
        for quorum in quorums:
            told_all = [told[a] != _SILENT for a in quorum]
            prepared = any_of(told[a] == _VOTED for a in quorum)
            aborted = any_of(told[a] == _VOTED + 1 for a in quorum)
            # No vote in the quorum leaves the choice, which is to abort.
            system.action(leader, f"2a for {rm}, {quorum}", guard=[*fresh, *told_all],
                          updates=[(proposed[1][0], either(prepared, 1, 0)),
                                   (proposed[1][1], either(prepared, 0, 1))],
                          checks=[("votes of a ballot agree", 1, ~(prepared & aborted))])
        for a in everyone:
            own = either(voted_in[a] == -1, _NO_VOTE, voted_for[a] + _VOTED)
            system.action(actors[a], f"1b for {rm}", guard=[asked == 1, ballot[a] == 0],
                          updates=[(ballot[a], 1), (told[a], own)])
            for b, v in product(range(2), range(2)):
                system.action(
                    actors[a], f"2b for {rm} in {b}: {_VALUES[v]}",
                    guard=[proposed[b][v] == 1, ballot[a] <= b],
                    updates=[(ballot[a], b), (voted_in[a], b), (voted_for[a], v),
                             (accepted[b][v][a], 1)])
    for ways in product(*(all_ways[0] for all_ways in decided)):
        system.action(leader, "commit", guard=ways, updates=[(commit, 1)])
    for all_ways in decided:
        for way in all_ways[1]:
            system.action(leader, "abort", guard=[way], updates=[(abort, 1)])
    system.invariant("consistent", ~(any_of(s == _ABORTED for s in state)
                                     & any_of(s == _COMMITTED for s in state)))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("paxos_commit-2-3", partial(paxos_commit, 2, 3), "transaction_commit/PaxosCommit",
        generated=16_959_159, distinct=1_321_761, depth=28, large=True),
]
