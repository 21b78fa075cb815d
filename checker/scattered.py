"""Some of the reachable states, near and far from the initial one.

Breadth-first search finds those that are near, and gets no further than its limit of states lets
it.  Here most states are looked at depth first, now and then any other one: so a few thousand are
of all kinds that there are, mostly.  No verdict comes from them: they are examples.
"""

from __future__ import annotations

import random

from .interpreter import State
from .search import Search

__all__ = ["scattered"]

ELSEWHERE = 10
"""After so many states the next is any one that has been found, not the last."""


def scattered(search: Search, most: int) -> list[State]:
    """Reachable states of the Program, of which ``most`` at most are expanded; the same in every
    process.  What its actions ask counts as reached in ``search``."""
    chance = random.Random(0)
    interpreter = search.interpreter
    found: dict[State, None] = {interpreter.initial: None}
    waiting = [interpreter.initial]
    steps: list[tuple[int, State | None]] = []
    for number in range(most):
        if not waiting:
            break
        if number % ELSEWHERE == 0:
            other = chance.randrange(len(waiting))
            waiting[other], waiting[-1] = waiting[-1], waiting[other]
        interpreter.expand(waiting.pop(), steps.append, _ignored)
        chance.shuffle(steps)
        for action, after in steps:
            search.taken[action] = 1
            if after is not None and after not in found:
                found[after] = None
                waiting.append(after)
        steps.clear()
    return list(found)


def _ignored(wrong: tuple[int, str, int]) -> None:
    """What is wrong with a step is for others to tell."""
