"""Two snooping caches on a bus, each with a processor, after Goodman.

Spin, ``Examples/snoopy.pml`` and ``Examples/README_tests.txt``: 61,619 states stored and 211,398
transitions without reduction, of which Spin counts the initial state as one.  Messages meet on
the bus, so there are deadlocks (81 of them; Spin calls them invalid end states).  The places are
the control points of Spin's verifier (see :mod:`.spin_leader`); it forgets ``which`` once the bus
cycle was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from miniport.checker.builder import Builder, Term, Word
from miniport.checker.ir.program import Program

from .fifo import Fifo
from .oracle import Oracle

__all__ = ["ORACLES", "spin_snoopy"]

# Messages; 0 is an empty slot.
_READ, _WRITE, _MODIFY, _RD, _RX, _MX, _MX_DONE, _REQUEST, _C_TO_B, _B_TO_C, _GRANT, _DONE = (
    range(1, 13))
_WRITABLE, _READABLE, _INVALID = 1, 2, 3  # states of a cache line

_CACHE = (
    "idle", "busy", "release", "which cycle?", "send RD", "await RD", "send MX", "await MX",
    "send RX", "await RX", "claim", "granted", "finish",
    *(f"{what}, {where}" for where in ("idle", "busy") for what in (
        "RD", "RD written", "RD else", "RX", "RX written", "RX read", "RX invalid", "MX")),
    *(f"{asked}{what}" for asked in ("read", "write", "modify") for what in ("", ", here")),
)

Updates = Sequence[tuple[Term, Word]]


class _Side:
    """One processor with its cache and channels."""

    def __init__(self, system: Builder, number: int, started: Term) -> None:
        self.system, self.started = system, started
        self.to_cpu, self.from_cpu, self.to_bus, self.from_bus, self.grant, self.claim, \
            self.release = (Fifo(system, f"{name}{number}", 2, _DONE) for name in
                            "tocpu fromcpu tobus frombus grant claim release".split())
        self.state = system.variable(f"state{number}", 1, 3, _INVALID)
        self.which = system.variable(f"which{number}", 0, _MX)
        self.cpu(number)
        self.me = system.activity(f"cache{number}", _CACHE)
        for where in ("idle", "busy"):
            self.snoop(where)
        self.cycle()

    def cpu(self, number: int) -> None:
        """Asks for something, waits until it is done."""
        asks = ((_READ, "r"), (_WRITE, "w"), (_MODIFY, "raw"))
        me = self.system.activity(f"cpu{number}", ("ask", *(name for _, name in asks)))
        for message, name in asks:
            self.system.action(me, f"ask {name}", "ask", name,
                               guard=[self.started, ~self.from_cpu.full],
                               updates=self.from_cpu.append(message))
            self.system.action(me, "done", name, "ask", guard=[self.to_cpu.head == _DONE],
                               updates=self.to_cpu.tail())

    def step(
        self, source: str, target: str, guard: Sequence[Term] = (), updates: Updates = (),
    ) -> None:
        """A step of the cache alone."""
        self.system.action(self.me, f"{source} -> {target}", source, target, guard=guard,
                           updates=updates)

    def take(self, source: str, target: str, channel: Fifo, message: int,
             updates: Updates = ()) -> None:
        """Receive ``message``."""
        self.step(source, target, [channel.head == message], [*channel.tail(), *updates])

    def send(self, source: str, target: str, channel: Fifo, message: int) -> None:
        """Send ``message``."""
        self.step(source, target, [~channel.full], channel.append(message))

    def snoop(self, where: str) -> None:
        """React to the other cache."""
        state = self.state
        reactions = (
            ("RD", "written", state == _WRITABLE, _READABLE, _C_TO_B),
            ("RD", "else", state != _WRITABLE, state, _DONE),
            ("RX", "written", state == _WRITABLE, _INVALID, _C_TO_B),
            ("RX", "read", state == _READABLE, _INVALID, _DONE),
            ("RX", "invalid", state == _INVALID, state, _DONE),
        )
        for name, message in (("RD", _RD), ("RX", _RX)):
            self.take(where, f"{name}, {where}", self.from_bus, message)
        for name, case, guard, becomes, answer in reactions:
            self.step(f"{name}, {where}", f"{name} {case}, {where}", [guard], [(state, becomes)])
            self.send(f"{name} {case}, {where}", where, self.to_bus, answer)
        self.take(where, f"MX, {where}", self.from_bus, _MX, [(state, _INVALID)])
        self.send(f"MX, {where}", where, self.to_bus, _MX_DONE)

    def cycle(self) -> None:
        """Serve the processor: at once, or after a bus cycle."""
        state, which = self.state, self.which
        asked = (
            ("read", _READ, state != _INVALID, _RD),
            ("write", _WRITE, state == _WRITABLE, _MX),
            ("modify", _MODIFY, state == _WRITABLE, _RX),
        )
        for place, message, here, cycle in asked:
            self.take("idle", place, self.from_cpu, message)
            self.step(place, f"{place}, here", [here])
            self.send(f"{place}, here", "idle", self.to_cpu, _DONE)
            self.step(place, "claim", [~here], [(which, cycle)])
        self.send("claim", "busy", self.claim, _REQUEST)
        self.take("busy", "granted", self.grant, _GRANT)
        cycles = (
            ("RD", _RD, _READABLE, _B_TO_C), ("MX", _MX, _WRITABLE, _DONE),
            ("RX", _RX, _WRITABLE, _B_TO_C),
        )
        for name, cycle, reached, answer in cycles:
            self.step("granted", "finish", [which == cycle], [(state, reached)])
            self.step("which cycle?", f"send {name}", [which == cycle], [(which, 0)])
            self.send(f"send {name}", f"await {name}", self.to_bus, cycle)
            self.take(f"await {name}", "idle", self.from_bus, answer)
        self.send("finish", "release", self.to_cpu, _DONE)
        self.send("release", "which cycle?", self.release, _DONE)


def spin_snoopy() -> Program:
    """The two sides, the bus and its arbiter."""
    system = Builder("snoopy")
    init = system.activity("init", ("start", "started"))
    system.action(init, "start all", "start", "started")
    sides = [_Side(system, number, system.at(init, "started")) for number in range(2)]
    arbiter = system.activity("arbiter", ("free", "grant 0", "held 0", "grant 1", "held 1"))
    for n, side in enumerate(sides):
        system.action(arbiter, f"claim {n}", "free", f"grant {n}",
                      guard=[side.claim.head == _REQUEST], updates=side.claim.tail())
        system.action(arbiter, f"grant {n}", f"grant {n}", f"held {n}",
                      guard=[~side.grant.full], updates=side.grant.append(_GRANT))
        system.action(arbiter, f"release {n}", f"held {n}", "free",
                      guard=[side.release.head == _DONE], updates=side.release.tail())
    passed = (
        ("CtoB", _C_TO_B, _B_TO_C), ("done", _DONE, _B_TO_C), ("MXdone", _MX_DONE, _DONE),
        ("RD", _RD, _RD), ("MX", _MX, _MX), ("RX", _RX, _RX),
    )
    bus = system.activity("bus", ("free", *(f"{name} of {n}" for name, _, _ in passed
                                            for n in range(2))))
    for n, side in enumerate(sides):
        other = sides[1 - n].from_bus
        for name, message, becomes in passed:
            system.action(bus, f"take {name}", "free", f"{name} of {n}",
                          guard=[side.to_bus.head == message], updates=side.to_bus.tail())
            system.action(bus, f"pass {name}", f"{name} of {n}", "free", guard=[~other.full],
                          updates=other.append(becomes))
    return system.build()


ORACLES: list[Oracle] = [
    Oracle("spin_snoopy", spin_snoopy, 61_619, 211_397, None,
           "Spin, Examples/README_tests.txt (snoopy)", violated="deadlock"),
]
