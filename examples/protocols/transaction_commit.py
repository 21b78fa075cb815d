"""Transaction commit, what two-phase commit implements: nobody commits while another aborts.

Counts: TLA+ Examples, transaction_commit/TCommit; it may end anywhere, deadlock is not judged.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, any_of
from miniport.checker.ir.program import Const, Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "transaction_commit"]


def transaction_commit(managers: int) -> Program:
    """So many resource managers, and nothing between them."""
    system = Builder(f"transaction commit {managers}")
    working, prepared, committed, aborted = range(4)
    state = system.array("rm", managers, 0, 3)
    can_commit = all_of((m == prepared) | (m == committed) for m in state)
    not_committed = all_of(m != committed for m in state)
    for i in range(managers):
        me = system.activity(f"RM{i}")
        system.action(me, "Prepare", guard=[state[i] == working],
                      updates=[(state[i], prepared)])
        system.action(me, "Commit", guard=[state[i] == prepared, can_commit],
                      updates=[(state[i], committed)])
        system.action(me, "Abort",
                      guard=[(state[i] == working) | (state[i] == prepared), not_committed],
                      updates=[(state[i], aborted)])
    system.invariant("consistent", ~(any_of(m == aborted for m in state)
                                     & any_of(m == committed for m in state)))
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("transaction_commit", partial(transaction_commit, 3), "transaction_commit/TCommit",
        generated=94, distinct=34, depth=7),
]
