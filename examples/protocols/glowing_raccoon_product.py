"""The polymerase chain reaction with strands of three lengths: when the product first appears.

TLA+ Examples, ``glowingRaccoon/product.tla``, 5 of everything: 376 generated, 305 distinct
states, depth 23, deadlock not checked.  It refines the stages of :mod:`.glowing_raccoon`.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Const, Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "glowing_raccoon_product"]

_HOT, _TOO_HOT, _WARM = range(3)
_INIT, _DENATURED, _READY, _ANNEALED, _EXTENDED = range(5)


def glowing_raccoon_product(dna: int, primers: int) -> Program:
    """``dna`` double strands and ``primers`` primers."""
    system = Builder(f"glowing raccoon product, {dna} and {primers}")
    tee, stage = system.variable("tee", 0, 2), system.variable("stage", 0, 4)
    cycle = system.variable("cycle", 0, primers)
    most = primers + 2 * dna
    primer = system.variable("primer", 0, primers, primers)
    template = system.array("template", 3, 0, most)  # long, short, tiny
    hybrid = system.array("hybrid", 3, 0, most)
    both_long = system.variable("longLongDouble", 0, most, dna)
    long_short = system.variable("shortLongDouble", 0, most)
    short_tiny = system.variable("tinyShortDouble", 0, most)
    made = system.variable("product", 0, most)
    me = system.activity("tube")
    system.action(
        me, "heat", guard=[tee == _HOT, (stage == _INIT) | (stage == _EXTENDED)],
        updates=[(tee, _TOO_HOT), (stage, _DENATURED),
                 (primer, primer + hybrid[0] + hybrid[1] + hybrid[2]),
                 (template[0], template[0] + hybrid[0] + long_short + both_long * 2),
                 (template[1], template[1] + hybrid[1] + long_short + short_tiny),
                 (template[2], template[2] + hybrid[2] + short_tiny + made * 2),
                 *((gone, 0) for gone in (*hybrid, both_long, long_short, short_tiny, made))])
    system.action(me, "cool", guard=[tee == _TOO_HOT, stage == _DENATURED],
                  updates=[(tee, _HOT), (stage, _READY)])
    for bound in product(range(primers + 1), repeat=3):
        if 1 <= sum(bound) <= primers:
            system.action(
                me, f"anneal {bound}",
                guard=[tee == _HOT, stage == _READY, primer >= sum(bound),
                       *(template[n] >= count for n, count in enumerate(bound))],
                updates=[(tee, _WARM), (stage, _ANNEALED), (primer, primer - sum(bound)),
                         *((template[n], template[n] - k) for n, k in enumerate(bound)),
                         *((hybrid[n], hybrid[n] + k) for n, k in enumerate(bound))])
    system.action(
        me, "extend", guard=[tee == _WARM, stage == _ANNEALED],
        updates=[(tee, _HOT), (stage, _EXTENDED), (cycle, cycle + 1),
                 (long_short, long_short + hybrid[0]), (short_tiny, short_tiny + hybrid[1]),
                 (made, made + hybrid[2]), *((gone, 0) for gone in hybrid)])
    system.invariant("no product before the third cycle", made == 0, premise=cycle < 3)
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("glowing_raccoon_product-5-5", partial(glowing_raccoon_product, 5, 5),
        "glowingRaccoon/product", generated=376, distinct=305, depth=23),
]
