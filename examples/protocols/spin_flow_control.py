"""A flow control layer: a sliding window between two peers over links that lose messages.

Spin, ``Examples/LTL/pftp.pml`` and ``Examples/README_tests.txt`` (pftp): 144,813 states stored and
397,948 transitions without reduction, of which Spin counts the initial state as one.  A sender
synchronises, then sends any number of white messages, a red one, more white ones, a blue one, and
so on; a receiver asserts their order.  The places are the control points of Spin's verifier (see
:mod:`.spin_leader`), and its variables that are set to 0 when nothing reads them any more.  A
timeout happens only where no other step is possible.
"""

from __future__ import annotations

from collections.abc import Sequence

from miniport.checker.builder import Builder, Term, Word, all_of, any_of, either
from miniport.checker.ir.program import Program

from .fifo import Fifo
from .oracle import Oracle

__all__ = ["ORACLES", "spin_flow_control"]

_RANGE = 4  # sequence numbers
_WINDOW = 2
_CAPACITY = 2
_RED, _WHITE, _BLUE, _ACK, _SYNC, _SYNC_ACK = range(1, 7)
_KINDS = range(1, 7)

Updates = Sequence[tuple[Term, Word]]


def _message(kind: int, number: int) -> int:
    """A message as a number; 0 is an empty slot."""
    return kind * _RANGE + number


class _Model:
    """The program under construction: every step is noted, because timeouts exclude them."""

    def __init__(self) -> None:
        self.system = Builder("flow control")
        self.possible: list[Term] = []
        self.timeouts: list[tuple[int, str, str, str, Sequence[Term], Updates]] = []
        self.init = self.system.activity("init", ("start", "started"))
        self.system.action(self.init, "start all", "start", "started")
        self.possible.append(self.system.at(self.init, "start"))
        self.started = self.system.at(self.init, "started")

    def channel(self, name: str) -> Fifo:
        """A channel of two messages."""
        return Fifo(self.system, name, _CAPACITY, _SYNC_ACK * _RANGE + _RANGE - 1)

    def step(
        self, me: int, source: str, target: str, guard: Sequence[Term] = (),
        updates: Updates = (), checks: Sequence[tuple[str, Word, Word]] = (),
    ) -> None:
        """A step that is not a timeout."""
        self.system.action(me, f"{source} -> {target}", source, target,
                           guard=[self.started, *guard], updates=updates, checks=checks)
        self.possible.append(all_of([self.started, self.system.at(me, source), *guard]))

    def timeout(
        self, me: int, source: str, target: str, guard: Sequence[Term] = (),
        updates: Updates = (),
    ) -> None:
        """A step for when nothing else is possible."""
        self.timeouts.append((me, "timeout", source, target, guard, updates))

    def build(self) -> Program:
        """The Program, with its timeouts."""
        quiet = ~any_of(self.possible)
        for me, label, source, target, guard, updates in self.timeouts:
            self.system.action(me, label, source, target, guard=[*guard, quiet], updates=updates)
        return self.system.build()


_FLOW = ("loop", "received", "send sync_ack", "pass sync_ack", "data", "again", "send ack",
         "deliver", "acknowledge")


def _flow(model: _Model, n: int, above: tuple[Fifo, Fifo], link: tuple[Fifo, Fifo]) -> None:
    """One peer of the layer: channels from and to the layer above, to and from the link."""
    (s2f, f2s), (f2d, d2f) = above, link
    system = model.system
    busy = system.array(f"busy{n}", _RANGE)
    received = system.array(f"received{n}", _RANGE)
    inward = system.array(f"I_buf{n}", _RANGE, 0, _SYNC_ACK)
    outward = system.array(f"O_buf{n}", _RANGE, 0, _SYNC_ACK)
    oldest, last, following, passed = (
        system.variable(f"{name}{n}", 0, _RANGE - 1) for name in "qmsp")
    window = system.variable(f"window{n}", 0, _WINDOW)
    behind = system.variable(f"x{n}")
    kind = system.variable(f"type{n}", 0, _SYNC_ACK)
    me = system.activity(f"fc{n}", _FLOW)

    def next_of(number: Term) -> Term:
        return either(number == _RANGE - 1, 0, number + 1)

    for k in (_WHITE, _RED, _BLUE, _SYNC):  # all of them with the number 0
        taken = [window < _WINDOW, s2f.head == _message(k, 0), ~f2d.full]
        sent: Updates = [*s2f.tail(), *f2d.append(following + k * _RANGE),
                         (outward[following], k), (kind, 0)]
        if k == _SYNC:
            model.step(me, "loop", "loop", taken, [
                *sent, (window, 0), (following, 0), *((b, 0) for b in busy)])
        else:
            model.step(me, "loop", "loop", taken, [
                *sent, (window, window + 1), (busy[following], 1),
                (following, next_of(following))])
    model.step(me, "loop", "loop", [window > 0, busy[oldest] == 0],
               [(window, window - 1), (oldest, next_of(oldest))])
    model.timeout(me, "loop", "loop", [~f2d.full, window > 0, busy[oldest] == 1],
                  f2d.append(outward[oldest] * _RANGE + oldest))
    model.step(me, "loop", "loop", [d2f.length > 0], [*d2f.tail(), (kind, 0), (last, 0)])
    for k in _KINDS:
        for number in range(_RANGE):
            model.step(me, "loop", "received", [d2f.head == _message(k, number)],
                       [*d2f.tail(), (kind, k), (last, number)])
    model.step(me, "received", "loop", [kind == _ACK], [(kind, 0), (busy[last], 0)])
    model.step(me, "received", "send sync_ack", [kind == _SYNC],
               [(kind, 0), (last, 0), *((r, 0) for r in received)])
    model.step(me, "received", "pass sync_ack", [kind == _SYNC_ACK], [(kind, 0)])
    model.step(me, "received", "data", [kind != _ACK, kind != _SYNC, kind != _SYNC_ACK])
    model.step(me, "send sync_ack", "loop", [~f2d.full], f2d.append(_message(_SYNC_ACK, 0)))
    model.step(me, "pass sync_ack", "loop", [~f2s.full], f2s.append(_message(_SYNC_ACK, 0)))
    ahead = passed - last
    within = ((ahead > 0) & (ahead <= _WINDOW)) | (
        (ahead + _RANGE > 0) & (ahead + _RANGE <= _WINDOW))
    model.step(me, "data", "again", [received[last] == 1], [(behind, within)])
    model.step(me, "again", "send ack", [behind == 1], [(behind, 0)])
    model.step(me, "again", "loop", [behind == 0])
    model.step(me, "send ack", "loop", [~f2d.full], f2d.append(last + _ACK * _RANGE))
    forgotten = either(last >= _WINDOW, last - _WINDOW, last + _RANGE - _WINDOW)
    model.step(me, "data", "loop", [received[last] == 0], [
        (inward[last], kind), (received[last], 1), (received[forgotten], 0)])
    model.step(me, "loop", "deliver", [received[passed] == 1, ~f2s.full, ~f2d.full])
    model.step(me, "deliver", "acknowledge", [~f2s.full], f2s.append(inward[passed] * _RANGE))
    model.step(me, "acknowledge", "loop", [~f2d.full],
               [*f2d.append(passed + _ACK * _RANGE), (passed, next_of(passed))])


def _sender(model: _Model, s2f: Fifo, f2s: Fifo) -> None:
    """Synchronises, then sends."""
    system = model.system
    sent = system.variable("s_state", 0, 2)
    got = system.variable("upper.type", 0, _RANGE - 1)
    me = system.activity("upper_s", ("begin", "wait", "compare", "again", "send"))
    sync = s2f.append(_message(_SYNC, 0))
    model.step(me, "begin", "wait", [~s2f.full], sync)
    for number in range(_RANGE):
        model.step(me, "wait", "compare", [f2s.head == _message(_SYNC_ACK, number)],
                   [*f2s.tail(), (got, number)])
    model.timeout(me, "wait", "again")
    model.step(me, "again", "wait", [~s2f.full], sync)
    model.step(me, "compare", "wait", [got != 0], [(got, 0)])
    model.step(me, "compare", "send", [got == 0], [(got, 0)])
    model.step(me, "send", "send", [~s2f.full], s2f.append(_message(_WHITE, 0)))
    for before, colour in ((0, _RED), (1, _BLUE)):
        model.step(me, "send", "send", [sent == before, ~s2f.full],
                   [*s2f.append(_message(colour, 0)), (sent, before + 1)])


def _receiver(model: _Model, f2s: Fifo) -> None:
    """Expects red once, then blue once."""
    me = model.system.activity("upper_r", ("before red", "before blue", "after"))
    expected = (("before red", _RED, "before blue"), ("before blue", _BLUE, "after"),
                ("after", _WHITE, "after"))
    for place, colour, target in expected:
        for k in (_WHITE, _RED, _BLUE):
            wrong = [] if k in (_WHITE, colour) else [("in order", 1, 0)]
            model.step(me, place, target if k == colour else place,
                       [f2s.head == _message(k, 0)], f2s.tail(), wrong)


def spin_flow_control() -> Program:
    """Sender, receiver, and the layer between them."""
    model = _Model()
    down = [model.channel(f"ses_to_flow{n}") for n in range(2)]
    up = [model.channel(f"flow_to_ses{n}") for n in range(2)]
    link = [model.channel(f"dll_to_flow{n}") for n in range(2)]
    _flow(model, 0, (down[0], up[0]), (link[1], link[0]))
    _flow(model, 1, (down[1], up[1]), (link[0], link[1]))
    _sender(model, down[0], up[0])
    _receiver(model, up[1])
    return model.build()


ORACLES: list[Oracle] = [
    Oracle("spin_flow_control", spin_flow_control, 144_813, 397_947, None,
           "Spin, Examples/README_tests.txt (pftp)"),
]
