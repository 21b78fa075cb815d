"""An allocator that serves its clients by a schedule, so that nobody waits forever.

Counts: TLA+ Examples, allocator/SchedulingAllocator.  Every order in which waiting clients may be
added to the schedule is a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations, permutations

from miniport.checker.builder import Builder, Term, Word, any_of
from miniport.checker.ir.program import Program

from .fifo import Fifo
from .oracle import Oracle, tlc
from .simple_allocator import subsets

__all__ = ["ORACLES", "Allocator", "scheduling_allocator"]


class Allocator:
    """Its variables and steps; the schedule is a queue of client numbers, from 1."""

    def __init__(self, system: Builder, clients: int, resources: int) -> None:
        self.system = system
        self.clients, self.kinds = range(clients), range(resources)
        self.unsat = [system.array(f"unsat{c}", resources) for c in self.clients]
        self.alloc = [system.array(f"alloc{c}", resources) for c in self.clients]
        self.schedule = Fifo(system, "sched", clients, clients)
        self.scheduled = [any_of(slot == c + 1 for slot in self.schedule.slots)
                          for c in self.clients]

    def allocate(
        self, me: int, client: int, wanted: Sequence[int],
        also: Sequence[tuple[Term, Word]] = (),
    ) -> None:
        """Steps that give ``wanted`` to a client, unless one scheduled before asks for some."""
        unsat, slots = self.unsat, self.schedule.slots
        has = [unsat[client][r] == 1 for r in wanted]
        free = [held[r] == 0 for held in self.alloc for r in wanted]
        updates = [u for r in wanted
                   for u in ((self.alloc[client][r], 1), (unsat[client][r], 0))]
        rest = any_of(unsat[client][r] for r in self.kinds if r not in wanted)
        for place in self.clients:
            earlier = [(slots[j] != d + 1) | (unsat[d][r] == 0)
                       for j in range(place) for d in self.clients for r in wanted]
            guard = [slots[place] == client + 1, *has, *free, *earlier]
            self.system.action(me, f"Allocate {wanted}", guard=[*guard, rest],
                               updates=[*updates, *also])
            self.system.action(me, f"Allocate {wanted}, the rest", guard=[*guard, ~rest],
                               updates=[*updates, *self.schedule.without(place), *also])

    def extend(self, me: int) -> None:
        """Steps that add all who wait and are not scheduled yet, in some order."""
        waits = [any_of(self.unsat[c]) & ~self.scheduled[c] for c in self.clients]
        slots, length = self.schedule.slots, self.schedule.length
        for chosen in subsets(self.clients):
            exactly = [waits[c] if c in chosen else ~waits[c] for c in self.clients]
            for order in permutations(chosen):
                self.system.action(me, f"Schedule {order}", guard=exactly, updates=[
                    *((slots[length + k], c + 1) for k, c in enumerate(order)),
                    (length, length + len(order)),
                ])

    def properties(self) -> None:
        """Nobody shares a resource; the schedule makes sense."""
        for r in self.kinds:
            for c, d in combinations(self.clients, 2):
                both = (self.alloc[c][r] == 1) & (self.alloc[d][r] == 1)
                self.system.invariant("exclusive", ~both)
        for c in self.clients:
            self.system.invariant("the schedule is of those who wait", any_of(self.unsat[c]),
                                  self.scheduled[c])


def scheduling_allocator(clients: int, resources: int) -> Program:
    """So many clients and resources."""
    system = Builder(f"scheduling allocator {clients} {resources}")
    allocator = Allocator(system, clients, resources)
    server = system.activity("allocator")
    for c in range(clients):
        me = system.activity(f"client{c}")
        unsat, alloc = allocator.unsat[c], allocator.alloc[c]
        idle = [word == 0 for word in (*unsat, *alloc)]
        for wanted in subsets(range(resources)):
            system.action(me, f"Request {wanted}", guard=idle,
                          updates=[(unsat[r], 1) for r in wanted])
            allocator.allocate(server, c, wanted)
            system.action(me, f"Return {wanted}", guard=[alloc[r] == 1 for r in wanted],
                          updates=[(alloc[r], 0) for r in wanted])
    allocator.extend(server)
    allocator.properties()
    return system.build()


ORACLES: list[Oracle] = [
    tlc("scheduling_allocator", partial(scheduling_allocator, 3, 2),
        "allocator/SchedulingAllocator", generated=5_854, distinct=1_690, depth=7),
]
