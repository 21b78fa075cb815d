"""Two-phase commit: a transaction manager and resource managers that prepare, commit or abort.

Messages are never lost but stay: a set, one bit per message.  Counts: TLA+ Examples,
transaction_commit/TwoPhase, its manifest and comments; larger numbers of managers were counted
with TLC and with Spin, and all of them follow a formula.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "formula", "two_phase_commit"]


def two_phase_commit(managers: int) -> Program:
    """Two-phase commit with so many resource managers."""
    system = Builder(f"two-phase commit {managers}")
    working, prepared, committed, aborted = range(4)
    manager = system.array("rm", managers, 0, 3)
    state = system.variable("tm", 0, 2)  # initial, committed, aborted
    known = system.array("tmPrepared", managers)
    said = system.array("prepared", managers)
    commit, abort = system.variable("commit"), system.variable("abort")
    leader = system.activity("TM")
    system.action(leader, "Commit", guard=[state == 0, all_of(known)],
                  updates=[(state, 1), (commit, 1)])
    system.action(leader, "Abort", guard=[state == 0], updates=[(state, 2), (abort, 1)])
    for i in range(managers):
        system.action(leader, f"RcvPrepared {i}", guard=[state == 0, said[i] == 1],
                      updates=[(known[i], 1)])
    for i in range(managers):
        actor = system.activity(f"RM{i}")
        system.action(actor, "Prepare", guard=[manager[i] == working],
                      updates=[(manager[i], prepared), (said[i], 1)])
        system.action(actor, "ChooseToAbort", guard=[manager[i] == working],
                      updates=[(manager[i], aborted)])
        system.action(actor, "RcvCommit", guard=[commit == 1], updates=[(manager[i], committed)])
        system.action(actor, "RcvAbort", guard=[abort == 1], updates=[(manager[i], aborted)])
    actors = system.counters(range(1, managers + 1))
    system.symmetry("resource manager", manager, known, said, actors)
    system.invariant("consistent", ~(any_of(m == aborted for m in manager)
                                     & any_of(m == committed for m in manager)))
    return system.build()


def formula(managers: int) -> tuple[int, int, int]:
    """States, transitions and depth (in steps) for ``managers`` resource managers.

    While the leader is undecided a manager is working, prepared (and known to be, or not) or
    aborted: 4 ways.  After a commit it is prepared or committed: 2 ways.  After an abort it is
    working, prepared (2), aborted before it said anything, or after (2): 6 ways.  Farthest are
    the states in which everybody prepared, was heard, and heard the decision.
    """
    two, four, six = 2**managers, 4**managers, 6**managers
    transitions = 1 + four * (1 + managers) + six * managers * 4 // 3 + two * managers
    return two + four + six, transitions, 3 * managers + 1


def _oracle(managers: int, distinct: int, transitions: int) -> Oracle:
    return tlc(
        f"two_phase_commit-{managers}", partial(two_phase_commit, managers),
        "transaction_commit/TwoPhase", generated=transitions + 1, distinct=distinct,
        depth=formula(managers)[2] + 1, slow=managers == 7, large=managers > 7,
    )


ORACLES: list[Oracle] = [
    _oracle(3, 288, 1_145),
    _oracle(4, 1_568, 8_257),
    _oracle(5, 8_832, 58_145),
    _oracle(6, 50_816, 402_305),
    _oracle(7, 296_448, 2_744_705),
    _oracle(8, 1_745_408, 18_507_777),
    _oracle(9, 10_340_352, 123_558_401),
    Oracle("two_phase_commit-10", partial(two_phase_commit, 10), *formula(10),
           "a formula that agrees with all of the above", large=True),
]
