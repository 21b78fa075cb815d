"""The prisoners and the light: one counts how often it was on, the others turn it on.

TLA+ Examples, ``Prisoners_Single_Switch/Prisoner.tla``, 3 prisoners.  If the light is known to be
off at first everyone signals once (``Prisoner.cfg``: 49 generated, 16 distinct, depth 5), else
twice (``PrisonerLightUnknown.cfg``: 188, 62, depth 10).
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, either
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "prisoners_light"]


def prisoners_light(number: int, *, known: bool) -> Program:
    """The puzzle for ``number`` prisoners; ``known``: the light is off at first."""
    system = Builder(f"prisoners with a light {'off' if known else 'unknown'}, {number}")
    signals, goal = (1, number) if known else (2, 2 * number - 1)
    count = system.variable("count", 1, goal + 1)
    announced, light = system.variable("announced"), system.variable("light")
    signalled = system.array("signalled", number - 1, 0, 2)
    visited = system.array("has_visited", number)
    ready = [] if known else [boot(system, ([(light, on)] for on in range(2)))]
    room = system.activity("cell")
    counted = count + light
    system.action(room, "counter", guard=ready, updates=[
        (light, 0), (count, counted), (announced, counted >= goal), (visited[number - 1], 1)])
    for i in range(number - 1):
        turns = (light == 0) & (signalled[i] < signals)
        system.action(room, f"prisoner {i}", guard=ready, updates=[
            (light, either(turns, 1, light)), (visited[i], 1),
            (signalled[i], either(turns, signalled[i] + 1, signalled[i]))])
    system.invariant("victory", all_of(v == 1 for v in visited), premise=announced == 1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("prisoners_light-solo-known", partial(prisoners_light, 1, known=True),
        "Prisoners_Single_Switch/PrisonerSolo", generated=3, distinct=2, depth=2),
    tlc("prisoners_light-solo-unknown", partial(prisoners_light, 1, known=False),
        "Prisoners_Single_Switch/PrisonerSoloLightUnknown",
        generated=6, distinct=4, depth=2, initial=2),
    tlc("prisoners_light-known", partial(prisoners_light, 3, known=True),
        "Prisoners_Single_Switch/Prisoner", generated=49, distinct=16, depth=5),
    tlc("prisoners_light-unknown", partial(prisoners_light, 3, known=False),
        "Prisoners_Single_Switch/PrisonerLightUnknown",
        generated=188, distinct=62, depth=10, initial=2),
]
