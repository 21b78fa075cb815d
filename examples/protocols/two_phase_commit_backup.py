"""Two-phase commit with managers that fail, and a backup for the leader.

Counts: TLA+ Examples, transaction_commit/2PCwithBTM.  There one may commit if for each manager
"it is prepared, or one is committed"; one may abort if one is aborted or failed.  Each way to
choose these reasons is a step, also here.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, Term, all_of, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "two_phase_commit_backup"]

WORKING, PREPARED, COMMITTED, ABORTED, FAILED = range(5)
INITIAL, COMMIT, ABORT, HIDDEN = range(4)


def two_phase_commit_backup(managers: int) -> Program:
    """So many resource managers, of whom one may fail, and a leader that always does."""
    system = Builder(f"two-phase commit with backup {managers}")
    state = system.array("rm", managers, WORKING, FAILED)
    decision = system.variable("tm", INITIAL, HIDDEN)
    nobody = all_of(m != COMMITTED for m in state)
    committed = [m == COMMITTED for m in state]
    reasons: dict[str, list[list[Term]]] = {
        "commit": [
            list(choice)
            for choice in product(*([m == PREPARED, *committed] for m in state))
        ],
        "abort": [[(m == ABORTED) | (m == FAILED), nobody] for m in state],
    }
    for i in range(managers):
        _manager(system, i, state[i], decision, any_of(m == FAILED for m in state))
    leader = system.activity("TM", ("start", "commit", "abort", "said", "done"))
    backup = system.activity("BTM", ("start", "commit", "abort", "done"))
    for what, said in (("commit", COMMIT), ("abort", ABORT)):
        for reason in reasons[what]:
            system.action(leader, f"may {what}", "start", what, guard=reason)
            system.action(backup, f"may {what}", "start", what,
                          guard=[*reason, decision == HIDDEN])
        system.action(leader, what, what, "said", updates=[(decision, said)])
        system.action(backup, what, what, "done", updates=[(decision, said)])
    system.action(leader, "fail", "said", "done", updates=[(decision, HIDDEN)])
    over = [system.at(a, "done") for a in range(len(system.activities))]
    system.action(backup, "terminated", "done", "done", guard=over)
    system.invariant("consistent", ~(any_of(m == ABORTED for m in state)
                                     & any_of(m == COMMITTED for m in state)))
    return system.build()


def _manager(system: Builder, i: int, state: Term, decision: Term, failed: Term) -> None:
    me = system.activity(f"RM{i}", ("loop", "done"))
    active = (state == WORKING) | (state == PREPARED)
    system.action(me, "Prepare", guard=[state == WORKING], updates=[(state, PREPARED)])
    system.action(me, "Commit", guard=[active, decision == COMMIT], updates=[(state, COMMITTED)])
    system.action(me, "Abort", guard=[state == WORKING], updates=[(state, ABORTED)])
    system.action(me, "Abort with the others", guard=[active, decision == ABORT],
                  updates=[(state, ABORTED)])
    system.action(me, "Fail", guard=[active, ~failed], updates=[(state, FAILED)])
    system.action(me, "do not fail", guard=[active, failed])
    system.action(me, "end", "loop", "done", guard=[~active])


ORACLES: list[Oracle] = [
    tlc("two_phase_commit_backup", partial(two_phase_commit_backup, 3),
        "transaction_commit/2PCwithBTM", generated=5_841, distinct=1_245, depth=15),
]
