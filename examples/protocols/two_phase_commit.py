"""Two-phase commit: a transaction manager and resource managers that prepare, commit or abort.

Messages are never lost but stay: a set, one bit per message.  Counts: TLA+ Examples,
transaction_commit/TwoPhase, its manifest and comments; larger numbers of managers were counted
with TLC and with Spin.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "two_phase_commit"]


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
    system.invariant("consistent", ~(any_of(m == aborted for m in manager)
                                     & any_of(m == committed for m in manager)))
    return system.build()


def _oracle(managers: int, distinct: int, transitions: int, depth: int | None = None) -> Oracle:
    return tlc(
        f"two_phase_commit-{managers}", partial(two_phase_commit, managers),
        "transaction_commit/TwoPhase", generated=transitions + 1, distinct=distinct,
        depth=depth, slow=managers == 7, large=managers > 7,
    )


ORACLES: list[Oracle] = [
    _oracle(3, 288, 1_145, 11),
    _oracle(4, 1_568, 8_257),
    _oracle(5, 8_832, 58_145),
    _oracle(6, 50_816, 402_305),
    _oracle(7, 296_448, 2_744_705),
    _oracle(8, 1_745_408, 18_507_777),
    _oracle(9, 10_340_352, 123_558_401),
]
