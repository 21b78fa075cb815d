"""The abstract lock with two auxiliary variables, so that it takes the steps of Peterson's.

After a process has the lock it stutters twice; on the way the history variable ``turn`` is set
as Peterson's algorithm sets its own.  Counts: TLA+ Examples, locks_auxiliary_vars/LockHS.
"""

from __future__ import annotations

from miniport.checker.builder import Builder, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "lock_stuttering"]


def lock_stuttering() -> Program:
    """Two processes; ``left`` stuttering steps are left to process ``who``."""
    system = Builder("lock with stuttering")
    free = system.variable("lock", initial=1)
    turn = system.variable("turn")
    left, who = system.variable("left", 0, 2), system.variable("who")
    awake = left == 0
    places = ("l0", "l1", "cs", "l2")
    inside = []
    for n in range(2):
        me = system.activity(f"proc{n}", places)
        system.action(me, "skip", "l0", "l1", guard=[awake])
        system.action(me, "acquire", "l1", "cs", guard=[awake, free == 1],
                      updates=[(free, 0), (left, 2), (who, n)])
        for place in places:
            mine = [who == n]
            system.action(me, "stutter, set turn", place, place, guard=[left == 2, *mine],
                          updates=[(left, 1), (turn, 1 - n)])
            system.action(me, "stutter", place, place, guard=[left == 1, *mine],
                          updates=[(left, 0), (who, 0)])
        system.action(me, "critical", "cs", "l2", guard=[awake])
        system.action(me, "release", "l2", "l0", guard=[awake], updates=[(free, 1)])
        inside.append(system.at(me, "cs") | system.at(me, "l2"))
        system.invariant("stutters in cs", system.at(me, "cs"), ~awake & (who == n))
        system.invariant("turn", turn == 1 - n, any_of([
            system.at(me, "l2"), system.at(me, "cs") & awake, (left == 1) & (who == n),
        ]))
    system.invariant("exclusion", ~(inside[0] & inside[1]))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("lock_stuttering", lock_stuttering, "locks_auxiliary_vars/LockHS",
        generated=41, distinct=28, depth=10),
]
