"""Processors with caches that write through to one memory by a queue.

Counts: TLA+ Examples, SpecifyingSystems/CachingMemory/MCWriteThroughCache; requests are those of
:mod:`.internal_memory`, which it implements.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, Term, Words, either
from miniport.checker.ir.program import Program

from .boot import boot
from .fifo import Fifo
from .internal_memory import requests
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "write_through_cache"]

READY, BUSY, WAITING, DONE = range(4)


class _State:
    """The variables.  A cache has 0 where it has nothing, else a value from 1, as the data have;
    an entry of the queue is the request plus ``last`` for each processor before."""

    def __init__(
        self, system: Builder, processors: int, addresses: int, values: int, capacity: int
    ) -> None:
        self.reads, self.writes = requests(addresses, values)
        self.last = max(self.writes.values())
        self.who = system.variable("memInt.p", 0, processors - 1)
        self.what = system.variable("memInt.d", 0, self.last)
        self.memory = system.array("wmem", addresses, 1, values)
        self.control = system.array("ctl", processors, READY, DONE)
        self.buffer = system.array("buf", processors, 0, self.last)
        self.cache = [system.array(f"cache{p}", addresses, 0, values) for p in range(processors)]
        self.queue = Fifo(system, "memQ", capacity, processors * self.last)

    def entry(self, processor: int, request: int) -> int:
        return processor * self.last + request

    def current(self, address: int) -> Term:
        """What the memory will have at ``address`` when the queue is empty."""
        value = self.memory[address]
        for slot in self.queue.slots:
            for (a, v), request in self.writes.items():
                for p in range(len(self.cache)):
                    if a == address:
                        value = either(slot == self.entry(p, request), v + 1, value)
        return value


def write_through_cache(
    processors: int, addresses: int, values: int, capacity: int
) -> Program:
    """So many processors, addresses, values, and places in the queue to the memory."""
    name = f"write-through cache {processors} {addresses} {values} {capacity}"
    system = Builder(name)
    state = _State(system, processors, addresses, values, capacity)
    booted = boot(system, (
        [(place, v + 1) for place, v in zip(state.memory, contents, strict=True)]
        for contents in product(range(values), repeat=addresses)
    ))
    for p in range(processors):
        _processor(system, state, p, booted)
    memory = system.activity("memory")
    for p in range(processors):
        for (a, v), request in state.writes.items():
            system.action(memory, f"MemQWr {a}",
                          guard=[state.queue.head == state.entry(p, request)],
                          updates=[*state.queue.tail(), (state.memory[a], v + 1)])
        for a, request in state.reads.items():
            system.action(memory, f"MemQRd {a}",
                          guard=[state.queue.head == state.entry(p, request)],
                          updates=[*state.queue.tail(), (state.cache[p][a], state.current(a))])
    for p, a in product(range(processors), range(addresses)):
        for q in range(p):
            _coherent(system, state.cache, p, q, a)
    return system.build()


def _processor(system: Builder, state: _State, p: int, booted: Term) -> None:
    me = system.activity(f"p{p}")
    control, buffer, cache = state.control[p], state.buffer[p], state.cache[p]
    for request in (*state.reads.values(), *state.writes.values()):
        system.action(me, f"Req {request}", guard=[booted, control == READY],
                      updates=[(state.who, p), (state.what, request), (buffer, request),
                               (control, BUSY)])
    system.action(me, "Rsp", guard=[control == DONE],
                  updates=[(state.who, p), (state.what, buffer), (control, READY)])
    for a, request in state.reads.items():
        system.action(me, f"RdMiss {a}",
                      guard=[control == BUSY, buffer == request, cache[a] == 0,
                             ~state.queue.full],
                      updates=[*state.queue.append(state.entry(p, request)),
                               (control, WAITING)])
        system.action(me, f"DoRd {a}",
                      guard=[(control == BUSY) | (control == WAITING), buffer == request,
                             cache[a] != 0],
                      updates=[(buffer, cache[a]), (control, DONE)])
        system.action(me, f"Evict {a}",
                      guard=[booted, (control != WAITING) | (buffer != request)],
                      updates=[(cache[a], 0)])
    for (a, v), request in state.writes.items():
        written = [
            (other[a], v + 1 if other is cache else either(other[a] != 0, v + 1, 0))
            for other in state.cache
        ]
        system.action(me, f"DoWr {a} {v}",
                      guard=[control == BUSY, buffer == request, ~state.queue.full],
                      updates=[*written, *state.queue.append(state.entry(p, request)),
                               (buffer, 0), (control, DONE)])


def _coherent(system: Builder, cache: list[Words], p: int, q: int, a: int) -> None:
    one, other = cache[p][a], cache[q][a]
    system.invariant("coherent", one == other, (one != 0) & (other != 0))


ORACLES: list[Oracle] = [
    tlc("write_through_cache", partial(write_through_cache, 2, 1, 2, 1),
        "SpecifyingSystems/CachingMemory/MCWriteThroughCache",
        generated=28_170, distinct=5_196, depth=18, initial=2),
]
