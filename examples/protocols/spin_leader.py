"""Leader election on a ring by Dolev, Klawe and Rodeh, with the control points of Spin's model.

Spin, ``Examples/leader0.pml`` and ``Examples/README_tests.txt``: 15,779 states stored and 58,181
transitions for 5 nodes without reduction.  Spin counts the initial state as a transition, so the
steps are 58,180.  Its states depend on what it calls a statement; the places below are those of
its verifier: guards are steps of their own, assignments to locals join the step before, and
variables that are not needed any more (``nr``, ``maximum``, ``mynumber``, ``know_winner``) are
set to 0 at some places.  Processes end in the reverse of the order in which they were started.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from miniport.checker.builder import Builder, Term, Word
from miniport.checker.ir.program import Program

from .fifo import Fifo
from .oracle import Oracle

__all__ = ["ORACLES", "spin_leader"]

_ONE, _TWO, _WINNER = range(3)

_PLACES = (
    "hello", "send mine", "loop", "one", "one, active", "one, other", "one, mine",
    "announce", "pass one", "two", "two, active", "stay active", "give up", "pass two", "winner",
    "leader", "count", "judge", "know", "pass winner", "end", "gone",
)


Update = tuple[Term, Word]


def spin_leader(nodes: int, smallest: int, size: int) -> Program:
    """``smallest`` places the smallest number; channels hold ``size`` messages."""
    system = Builder(f"leader election, {nodes} nodes")
    channel = [Fifo(system, f"q{n}", size, _message(nodes, _WINNER, nodes)) for n in range(nodes)]
    leaders = system.variable("nr_leaders", 0, nodes)
    init = system.activity("init", ("start", "started", "gone"))
    system.action(init, "start all", "start", "started")
    ended = []
    for n in range(nodes):
        number = (nodes + smallest - n - 1) % nodes + 1
        ended.append(_node(system, n, number, nodes, channel[n], channel[(n + 1) % nodes],
                           leaders))
    for n in range(nodes):
        later = [system.at(m + 1, "gone") for m in range(n + 1, nodes)]
        system.action(n + 1, "end", "end", "gone", guard=later,
                      updates=[(local, 0) for local in ended[n]])
    system.action(init, "end", "started", "gone",
                  guard=[system.at(n + 1, "gone") for n in range(nodes)])
    system.final = system.at(init, "gone").expr
    return system.build()


def _message(nodes: int, kind: int, value: int) -> int:
    """A message as a number; 0 would be an empty slot of a channel."""
    return kind * (nodes + 1) + 1 + value


def _node(
    system: Builder, n: int, number: int, nodes: int, inp: Fifo, out: Fifo,
    leaders: Term,
) -> list[Term]:
    """The steps of one node except its end; its local variables."""
    mine = system.variable(f"mynumber{n}", 0, nodes, number)
    active = system.variable(f"Active{n}", initial=1)
    knows = system.variable(f"know_winner{n}")
    got = system.variable(f"nr{n}", 0, nodes)
    maximum = system.variable(f"maximum{n}", 0, nodes, number)
    right = system.variable(f"neighbourR{n}", 0, nodes)
    me = system.activity(f"node{n}", _PLACES)

    def step(
        source: str, target: str, guard: Sequence[Term] = (), updates: Sequence[Update] = (),
        checks: Sequence[tuple[str, Word, Word]] = (),
    ) -> None:
        system.action(me, f"{source} -> {target}", source, target, guard=guard, updates=updates,
                      checks=checks)

    def send(
        source: str, target: str, kind: int, value: Term, also: Sequence[Update] = ()
    ) -> None:
        message = value + _message(nodes, kind, 0)
        step(source, target, [~out.full], [*out.append(message), *also])

    step("hello", "send mine", [system.at(0, "started")])
    send("send mine", "loop", _ONE, mine)
    for kind, target in ((_ONE, "one"), (_TWO, "two"), (_WINNER, "winner")):
        for value in range(nodes + 1):
            step("loop", target, [inp.head == _message(nodes, kind, value)],
                 [*inp.tail(), (got, value)])
    step("one", "one, active", [active == 1])
    step("one", "pass one", [active == 0])
    step("one, active", "one, other", [got != maximum])
    step("one, active", "one, mine", [got == maximum])
    send("one, other", "loop", _TWO, got, [(right, got)])
    step("one, mine", "announce", [], [(knows, 1)], [("the greatest wins", 1, got == nodes)])
    send("announce", "loop", _WINNER, got)
    send("pass one", "loop", _ONE, got)
    step("two", "two, active", [active == 1])
    step("two", "pass two", [active == 0])
    greatest = (right > got) & (right > maximum)
    step("two, active", "stay active", [greatest], [(got, 0), (maximum, right)])
    step("two, active", "give up", [~greatest])
    send("stay active", "loop", _ONE, right)
    step("give up", "loop", [], [(active, 0)])
    send("pass two", "loop", _TWO, got)
    step("winner", "know", [got != mine], [(mine, 0)])
    step("winner", "leader", [got == mine])
    step("leader", "count")
    step("count", "judge", [], [(leaders, leaders + 1)])
    step("judge", "know", [], [], [("one leader", 1, leaders == 1)])
    step("know", "end", [knows == 1], [(knows, 0)])
    step("know", "pass winner", [knows == 0])
    send("pass winner", "end", _WINNER, got)
    return [mine, active, knows, got, maximum, right]


ORACLES: list[Oracle] = [
    Oracle("spin_leader-5", partial(spin_leader, 5, 3, 10), 15_779, 58_180, None,
           "Spin, Examples/README_tests.txt (leader0)"),
]
