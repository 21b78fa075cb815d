"""Dijkstra's termination detection on a ring: a token goes round and gathers colours.

TLA+ Examples, ``ewd840/EWD840.tla`` with ``EWD840_json.cfg``, 4 nodes: 15,986 generated, 1,566
distinct states, depth 12, deadlock not checked.  Every assignment with a black token is initial,
1,024 in all.  A guard that is a disjunction generates its successor once for every
disjunct that is true; so do the actions here.  With 3 nodes (``EWD840.cfg``) 2,001 and 302; the
depth recorded there comes from a run with several workers, so it is only an estimate.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, all_of, any_of, either
from miniport.checker.ir.program import Const, Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "ewd840"]


def ewd840(nodes: int) -> Program:
    """A ring of ``nodes`` nodes."""
    system = Builder(f"EWD 840, {nodes} nodes")
    active, black = system.array("active", nodes), system.array("black", nodes)
    place = system.variable("tpos", 0, nodes - 1)
    stained = system.variable("tcolor", 0, 1, 1)  # 1: black
    bits = list(product(range(2), repeat=nodes))
    ready = boot(system, (
        [*zip(active, busy, strict=True), *zip(black, colours, strict=True), (place, start)]
        for busy in bits for colours in bits for start in range(nodes)
    ))
    ring = system.activity("ring")
    for why in (stained == 1, black[0] == 1):
        system.action(ring, "initiate probe", guard=[ready, place == 0, why],
                      updates=[(place, nodes - 1), (stained, 0), (black[0], 0)])
    for i in range(1, nodes):
        for why in (active[i] == 0, black[i] == 1, stained == 1):
            system.action(ring, f"pass token {i}", guard=[ready, place == i, why], updates=[
                (place, i - 1), (stained, either(black[i] == 1, 1, stained)), (black[i], 0)])
    for i in range(nodes):
        for j in range(nodes):
            if j != i:
                stain = [(black[i], 1)] if j > i else []
                system.action(ring, f"send {i} to {j}", guard=[ready, active[i] == 1],
                              updates=[(active[j], 1), *stain])
        system.action(ring, f"deactivate {i}", guard=[ready, active[i] == 1],
                      updates=[(active[i], 0)])
    quiet_above = all_of((place >= i) | (active[i] == 0) for i in range(nodes))
    black_below = any_of((place >= j) & (black[j] == 1) for j in range(nodes))
    system.invariant("Dijkstra's", quiet_above | black_below | (stained == 1))
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("ewd840-3", partial(ewd840, 3), "ewd840/EWD840",
        generated=2_001, distinct=302, initial=192),
    tlc("ewd840-4", partial(ewd840, 4), "ewd840/EWD840_json",
        generated=15_986, distinct=1_566, depth=12, initial=1_024),
]
