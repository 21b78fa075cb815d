"""The polymerase chain reaction as counters: heat parts the strands, cooling lets primers bind.

TLA+ Examples, ``glowingRaccoon/clean.tla``, 5 of everything: 99 generated, 63 distinct states,
depth 10.  ``stages.tla`` fixes the order of the steps and counts the cycles: 93, 83, depth 23,
deadlock not checked (the reaction ends when the primers are used up).
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, Term
from miniport.checker.ir.program import Const, Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "glowing_raccoon"]

_HOT, _TOO_HOT, _WARM = range(3)
_INIT, _DENATURED, _READY, _ANNEALED, _EXTENDED = range(5)


def glowing_raccoon(dna: int, primers: int, *, staged: bool) -> Program:
    """``dna`` double strands and ``primers`` primers; ``staged``: with stages and cycles."""
    system = Builder(f"glowing raccoon {'stages' if staged else 'clean'}, {dna} and {primers}")
    tee = system.variable("tee", 0, 2)
    strands = primers + 2 * dna
    primer = system.variable("primer", 0, primers, primers)
    double = system.variable("dna", 0, strands, dna)
    template = system.variable("template", 0, strands)
    hybrid = system.variable("hybrid", 0, strands)
    stage, cycle = Term(Const(0)), Term(Const(0))
    if staged:
        stage = system.variable("stage", 0, 4)
        cycle = system.variable("cycle", 0, primers)

    def in_order(before: tuple[int, ...], after: int) -> tuple[list[Term], list[tuple[Term, int]]]:
        if not staged:
            return [], []
        return [stage == before[0] if len(before) == 1 else
                (stage == before[0]) | (stage == before[1])], [(stage, after)]

    me = system.activity("tube")
    when, then = in_order((_INIT, _EXTENDED), _DENATURED)
    system.action(me, "heat", guard=[tee == _HOT, *when], updates=[
        (tee, _TOO_HOT), (primer, primer + hybrid), (double, 0), (hybrid, 0),
        (template, template + hybrid + double * 2), *then])
    when, then = in_order((_DENATURED,), _READY)
    system.action(me, "cool", guard=[tee == _TOO_HOT, *when], updates=[(tee, _HOT), *then])
    when, then = in_order((_READY,), _ANNEALED)
    for k in range(1, primers + 1):
        system.action(me, f"anneal {k}",
                      guard=[tee == _HOT, primer >= k, template >= k, *when],
                      updates=[(tee, _WARM), (primer, primer - k), (template, template - k),
                               (hybrid, hybrid + k), *then])
    when, then = in_order((_ANNEALED,), _EXTENDED)
    counted = [(cycle, cycle + 1)] if staged else []
    system.action(me, "extend", guard=[tee == _WARM, *when], updates=[
        (tee, _HOT), (double, double + hybrid), (hybrid, 0), *then, *counted])
    system.invariant("nothing is lost",
                     template + primer + (double + hybrid) * 2 == primers + 2 * dna)
    system.final = Const(int(staged))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("glowing_raccoon-clean", partial(glowing_raccoon, 5, 5, staged=False),
        "glowingRaccoon/clean", generated=99, distinct=63, depth=10),
    tlc("glowing_raccoon-stages", partial(glowing_raccoon, 5, 5, staged=True),
        "glowingRaccoon/stages", generated=93, distinct=83, depth=23),
]
