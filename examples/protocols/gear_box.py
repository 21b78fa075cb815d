"""A gear controller: clutch, gear box, engine, controller and driver, with timers that run out.

LTSmin, ``examples/gear.1.dve`` and ``testsuite/check-DVE``: 2,689 states and 3,567 transitions, 16
of the states deadlocks (``testsuite/check-POR``).  Two processes that meet at a channel take one
step together; a timer at 255 does not run, and no time passes while one is at 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miniport.checker.builder import Builder, Term, Word, all_of, either
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "gear_box"]

_OFF = 255

Updates = Sequence[tuple[Term, Word]]


@dataclass(frozen=True, slots=True, eq=False)
class _Half:
    """What one process does in a step: alone, or at a channel (``name!`` or ``name?``)."""

    process: str
    source: str
    target: str
    channel: str
    guard: Sequence[Term]
    updates: Updates


class _Network:
    """Processes, whose places are variables, and the halves of their steps."""

    def __init__(self, name: str) -> None:
        self.system = Builder(name)
        self.place: dict[str, Term] = {}
        self.places: dict[str, list[str]] = {}
        self.halves: list[_Half] = []

    def process(self, name: str, places: str) -> None:
        """Declare a process, initially at the first of ``places``."""
        self.places[name] = places.split()
        self.place[name] = self.system.variable(
            name, 0, len(self.places[name]) - 1, labels=tuple(self.places[name]))

    def step(
        self, process: str, source: str, target: str, channel: str = "",
        guard: Sequence[Term] = (), updates: Updates = (),
    ) -> None:
        """Declare a step, or one half of it."""
        self.halves.append(_Half(process, source, target, channel, guard, updates))

    def build(self) -> Program:
        """All steps of one process, and all meetings of two."""
        me = self.system.activity("everyone")
        for half in self.halves:
            if not half.channel:
                self._action(me, [half])
            elif half.channel.endswith("!"):
                for other in self.halves:
                    if other.channel == f"{half.channel[:-1]}?" and other.process != half.process:
                        self._action(me, [half, other])
        return self.system.build()

    def _action(self, me: int, halves: Sequence[_Half]) -> None:
        guard: list[Term] = []
        updates: list[tuple[Term, Word]] = []
        for half in halves:
            at, known = self.place[half.process], self.places[half.process]
            guard += [at == known.index(half.source), *half.guard]
            updates += [(at, known.index(half.target)), *half.updates]
        label = "; ".join(f"{h.process} {h.source} -> {h.target}" for h in halves)
        self.system.action(me, label, guard=guard, updates=updates)


def _clutch(net: _Network, clock: Term) -> None:
    off, late = [(clock, _OFF)], [clock == 0]
    net.process("clutch", "closed opening open closing error_open error_close")
    net.step("clutch", "closed", "opening", "OpenClutch?", updates=[(clock, 3)])
    net.step("clutch", "opening", "open", "ClutchIsOpen!", [clock <= 1], off)
    net.step("clutch", "opening", "error_open", "", late, off)
    net.step("clutch", "open", "closing", "CloseClutch?", updates=[(clock, 3)])
    net.step("clutch", "closing", "closed", "ClutchIsClosed!", [clock <= 1], off)
    net.step("clutch", "closing", "error_close", "", late, off)


def _box(net: _Network, clock: Term) -> None:
    off, late = [(clock, _OFF)], [clock == 0]
    net.process("box", "neutral closing idle opening error_idle error_neu")
    net.step("box", "neutral", "closing", "ReqSet?", updates=[(clock, 6)])
    net.step("box", "closing", "error_idle", "", late, off)
    net.step("box", "closing", "idle", "GearSet!", [clock <= 4], off)
    net.step("box", "idle", "opening", "ReqNeu?", updates=[(clock, 4)])
    net.step("box", "opening", "error_neu", "", late, off)
    net.step("box", "opening", "neutral", "GearNeu!", [clock <= 2], off)


def _engine(net: _Network, clock: Term, wanted: Term) -> None:
    off, late = [(clock, _OFF)], [clock == 0]
    net.process("engine", "initial find_speed clutch_open speed error_speed torque clutch_close "
                          "dec_torque zero")
    net.step("engine", "initial", "find_speed", "ReqSpeed?", updates=[(clock, 4)])
    net.step("engine", "find_speed", "clutch_open", "", late)
    net.step("engine", "find_speed", "speed", "SpeedSet!", [clock <= 3], [(clock, 10)])
    net.step("engine", "clutch_open", "initial", "", [wanted == 0])
    net.step("engine", "clutch_open", "clutch_close", "", [wanted != 0], [(clock, 18)])
    net.step("engine", "speed", "error_speed", "", late, off)
    net.step("engine", "speed", "torque", "ReqTorque?", [clock > 0], off)
    net.step("engine", "clutch_close", "error_speed", "", late, off)
    net.step("engine", "clutch_close", "torque", "ReqTorque?", [clock < 17], off)
    net.step("engine", "torque", "dec_torque", "ReqZeroTorque?", updates=[(clock, 8)])
    net.step("engine", "dec_torque", "clutch_open", "", late)
    net.step("engine", "dec_torque", "zero", "TorqueZero!", [clock <= 5], off)
    net.step("engine", "zero", "initial", "", [wanted == 0])
    net.step("engine", "zero", "find_speed", "ReqSpeed?", [wanted != 0], [(clock, 4)])


def _driver(net: _Network, gear: Term) -> None:
    net.process("driver", "gear go_up go_down")
    net.step("driver", "gear", "go_up", "up!", [gear < 5])
    net.step("driver", "go_up", "gear", "NewGear?", updates=[(gear, gear + 1)])
    net.step("driver", "gear", "go_down", "down!", [gear > -1])
    net.step("driver", "go_down", "gear", "NewGear?", updates=[(gear, gear - 1)])


def _control(net: _Network, clock: Term, wanted: Term, gear: Term, way: Term) -> None:
    off, late, stop, now = [(clock, _OFF)], [clock == 0], [(clock, 0)], "control"
    net.process(now, "gear initiate check_torque req_neu_gear check_gear_neu copen_error "
                "clutch_open2 gneu_error check_gear_neu2 req_sync_speed check_clutch "
                "req_set_gear2 check_sync_speed req_set_gear clutch_open check_gear_set1 "
                "gset_error check_gear_set2 req_torque check_clutch_closed clutch_close "
                "gear_changed check_clutch_closed2 check_clutch2 cclose_error")

    def within(limit: int) -> Updates:
        return [(clock, limit)]

    for name, change in (("up?", 1), ("down?", -1)):
        net.step(now, "gear", "initiate", name, updates=[(way, change), (wanted, wanted + change)])
    net.step(now, "initiate", "check_torque", "ReqZeroTorque!", [gear != 0], within(5))
    net.step(now, "initiate", "req_sync_speed", "", [gear == 0])
    net.step(now, "req_sync_speed", "gear_changed", "", [wanted == 0])
    net.step(now, "req_sync_speed", "check_sync_speed", "ReqSpeed!", [wanted != 0], within(3))
    net.step(now, "check_sync_speed", "req_set_gear", "SpeedSet?", [clock > 0])
    net.step(now, "check_sync_speed", "check_clutch", "OpenClutch!", late, within(4))
    net.step(now, "req_set_gear", "check_gear_set1", "ReqSet!", (), within(7))
    net.step(now, "check_gear_set1", "req_torque", "GearSet?", (), stop)
    net.step(now, "check_gear_set1", "gset_error", "", late, off)
    net.step(now, "req_torque", "gear_changed", "ReqTorque!")
    net.step(now, "gear_changed", "gear", "NewGear!", (), off)
    net.step(now, "check_torque", "req_neu_gear", "TorqueZero?", [clock > 0])
    net.step(now, "check_torque", "check_clutch2", "OpenClutch!", late, within(4))
    net.step(now, "req_neu_gear", "check_gear_neu", "ReqNeu!", (), within(5))
    net.step(now, "check_gear_neu", "req_sync_speed", "GearNeu?")
    net.step(now, "check_gear_neu", "gneu_error", "", late, off)
    net.step(now, "check_clutch2", "copen_error", "", late, off)
    net.step(now, "check_clutch2", "clutch_open2", "ClutchIsOpen?", (), stop)
    net.step(now, "clutch_open2", "check_gear_neu2", "ReqNeu!", (), within(5))
    net.step(now, "check_gear_neu2", "gneu_error", "", late, off)
    net.step(now, "check_gear_neu2", "req_set_gear2", "GearNeu?", (), stop)
    net.step(now, "req_set_gear2", "check_gear_set2", "ReqSet!", [wanted != 0], within(7))
    net.step(now, "req_set_gear2", "check_clutch_closed2", "CloseClutch!", [wanted == 0],
             within(4))
    net.step(now, "check_clutch", "copen_error", "", late)
    net.step(now, "check_clutch", "clutch_open", "ClutchIsOpen?", (), stop)
    net.step(now, "clutch_open", "check_gear_set2", "ReqSet!", (), within(7))
    net.step(now, "check_gear_set2", "gset_error", "", late, off)
    net.step(now, "check_gear_set2", "clutch_close", "GearSet?", (), stop)
    net.step(now, "clutch_close", "check_clutch_closed", "CloseClutch!", (), within(4))
    net.step(now, "check_clutch_closed", "req_torque", "ClutchIsClosed?", (), stop)
    net.step(now, "check_clutch_closed", "cclose_error", "", late, off)
    net.step(now, "check_clutch_closed2", "cclose_error", "", late, off)
    net.step(now, "check_clutch_closed2", "gear_changed", "ClutchIsClosed?", (), stop)


def gear_box() -> Program:
    """The system."""
    net = _Network("gear controller")
    clocks = [net.system.variable(name, 0, _OFF, _OFF) for name in "tGB tC tE tGC".split()]
    wanted = net.system.variable("toGear", -1, 5, 0)
    gear = net.system.variable("currentGear", -1, 5, 0)
    way = net.system.variable("dir", -1, 1, 0)
    _clutch(net, clocks[1])
    _box(net, clocks[0])
    _engine(net, clocks[2], wanted)
    _driver(net, gear)
    _control(net, clocks[3], wanted, gear, way)
    net.process("timer", "q")
    net.step("timer", "q", "q", "", [all_of(clock != 0 for clock in clocks)],
             [(clock, either(clock == _OFF, _OFF, clock - 1)) for clock in clocks])
    return net.build()


ORACLES: list[Oracle] = [
    Oracle("gear_box", gear_box, 2_689, 3_567, None, "LTSmin, testsuite/check-DVE (gear.1)",
           violated="deadlock"),
]
