"""An allocator that serves its clients by a schedule, so that nobody waits forever.

Counts: TLA+ Examples, allocator/SchedulingAllocator.  Every order in which waiting clients may be
added to the schedule is a step.
"""

from __future__ import annotations

from functools import partial
from itertools import combinations, permutations

from miniport.checker.builder import Builder, Term, Words, all_of, any_of
from miniport.checker.ir.program import Program

from .fifo import Fifo
from .oracle import Oracle, tlc
from .simple_allocator import subsets

__all__ = ["ORACLES", "scheduling_allocator"]


def scheduling_allocator(clients: int, resources: int) -> Program:
    """So many clients and resources; the schedule is a queue of client numbers, from 1."""
    system = Builder(f"scheduling allocator {clients} {resources}")
    unsat = [system.array(f"unsat{c}", resources) for c in range(clients)]
    alloc = [system.array(f"alloc{c}", resources) for c in range(clients)]
    schedule = Fifo(system, "sched", clients, clients)
    kinds = range(resources)
    for c in range(clients):
        me = system.activity(f"client{c}")
        for wanted in subsets(kinds):
            system.action(me, f"Request {wanted}", guard=_none([*unsat[c], *alloc[c]]),
                          updates=[(unsat[c][r], 1) for r in wanted])
            for place in range(clients):
                _allocate(system, me, c, wanted, place, unsat, alloc, schedule)
            system.action(me, f"Return {wanted}", guard=[alloc[c][r] == 1 for r in wanted],
                          updates=[(alloc[c][r], 0) for r in wanted])
    waits = [
        any_of(unsat[c]) & all_of(slot != c + 1 for slot in schedule.slots)
        for c in range(clients)
    ]
    server = system.activity("allocator")
    for chosen in subsets(range(clients)):
        exactly = [waits[c] if c in chosen else ~waits[c] for c in range(clients)]
        for order in permutations(chosen):
            system.action(server, f"Schedule {order}", guard=exactly, updates=[
                *((schedule.slots[schedule.length + k], c + 1) for k, c in enumerate(order)),
                (schedule.length, schedule.length + len(order)),
            ])
    for r in kinds:
        for c, d in combinations(range(clients), 2):
            system.invariant("exclusive", ~((alloc[c][r] == 1) & (alloc[d][r] == 1)))
    for c in range(clients):
        scheduled = ~all_of(slot != c + 1 for slot in schedule.slots)
        system.invariant("the schedule is of those who wait", any_of(unsat[c]), scheduled)
    return system.build()


def _none(words: list[Term]) -> list[Term]:
    return [word == 0 for word in words]


def _allocate(
    system: Builder, me: int, client: int, wanted: tuple[int, ...], place: int,
    unsat: list[Words], alloc: list[Words], schedule: Fifo,
) -> None:
    """Give ``wanted`` to a client at ``place``, unless one before it asks for some of it."""
    earlier = [
        (schedule.slots[j] != d + 1) | (unsat[d][r] == 0)
        for j in range(place) for d in range(len(unsat)) for r in wanted
    ]
    guard = [
        schedule.slots[place] == client + 1, *(unsat[client][r] == 1 for r in wanted),
        *(held[r] == 0 for held in alloc for r in wanted), *earlier,
    ]
    updates = [u for r in wanted for u in ((alloc[client][r], 1), (unsat[client][r], 0))]
    rest = any_of(unsat[client][r] for r in range(len(unsat[client])) if r not in wanted)
    system.action(me, f"Allocate {wanted}", guard=[*guard, rest], updates=updates)
    system.action(me, f"Allocate {wanted}, the rest", guard=[*guard, ~rest],
                  updates=[*updates, *schedule.without(place)])


ORACLES: list[Oracle] = [
    tlc("scheduling_allocator", partial(scheduling_allocator, 3, 2),
        "allocator/SchedulingAllocator", generated=5_854, distinct=1_690, depth=7),
]
