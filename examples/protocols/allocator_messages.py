"""The scheduling allocator and its clients with messages between them, in no order.

Counts: TLA+ Examples, allocator/AllocatorImplementation.  The network is a set of messages.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc
from .scheduling_allocator import Allocator
from .simple_allocator import subsets

__all__ = ["ORACLES", "allocator_messages"]


def allocator_messages(clients: int, resources: int) -> Program:
    """So many clients and resources; one variable for each possible message."""
    system = Builder(f"allocator with messages {clients} {resources}")
    allocator = Allocator(system, clients, resources)
    server = system.activity("allocator")
    everyone, kinds, sets = range(clients), range(resources), subsets(range(resources))
    asking = [system.array(f"requests{c}", resources) for c in everyone]
    holding = [system.array(f"holding{c}", resources) for c in everyone]
    for c in everyone:
        me = system.activity(f"client{c}")
        request, allocate, give_back = (
            system.array(f"{kind}{c}", len(sets)) for kind in ("request", "allocate", "return")
        )
        asks, holds = asking[c], holding[c]
        unsat, alloc = allocator.unsat[c], allocator.alloc[c]
        idle = [word == 0 for word in (*asks, *holds)]
        for n, some in enumerate(sets):
            system.action(me, f"Request {some}", guard=idle,
                          updates=[*((asks[r], 1) for r in some), (request[n], 1)])
            system.action(server, f"RReq {some}",
                          guard=[request[n], *(a == 0 for a in alloc)],
                          updates=[(request[n], 0),
                                   *((unsat[r], int(r in some)) for r in kinds)])
            allocator.allocate(server, c, some, also=[(allocate[n], 1)])
            system.action(me, f"RAlloc {some}", guard=[allocate[n]],
                          updates=[(allocate[n], 0), *((holds[r], 1) for r in some),
                                   *((asks[r], 0) for r in some)])
            system.action(me, f"Return {some}", guard=[holds[r] for r in some],
                          updates=[*((holds[r], 0) for r in some), (give_back[n], 1)])
            system.action(server, f"RRet {some}", guard=[give_back[n]],
                          updates=[(give_back[n], 0), *((alloc[r], 0) for r in some)])
        for r in kinds:
            having = [n for n, some in enumerate(sets) if r in some]
            under_way = any_of(allocate[n] for n in having)
            system.invariant("who asks is known", asks[r] == any_of(
                [unsat[r], under_way, *(request[n] for n in having)]))
            system.invariant("who holds is known", alloc[r] == any_of(
                [holds[r], under_way, *(give_back[n] for n in having)]))
            for d in range(c):
                system.invariant("exclusive in fact", ~(holds[r] & holding[d][r]))
    allocator.extend(server)
    allocator.properties()
    return system.build()


ORACLES: list[Oracle] = [
    tlc("allocator_messages", partial(allocator_messages, 3, 2),
        "allocator/AllocatorImplementation", generated=64_414, distinct=17_701, depth=16),
]
