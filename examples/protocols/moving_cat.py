"""A cat moves to the next box every night; every morning one box is looked into.

TLA+ Examples, ``Moving_Cat_Puzzle/Cat.tla`` with ``CatEvenBoxes.cfg``, 6 boxes: 128 generated, 48
distinct states, depth 1: all states are initial.  The observer walks to and fro between the
second box and the last but one, looking into each of these two twice.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "moving_cat"]


def moving_cat(boxes: int) -> Program:
    """``boxes`` boxes in a row."""
    system = Builder(f"moving cat, {boxes} boxes")
    cat = system.variable("cat_box", 1, boxes)
    seen = system.variable("observed_box", 2, boxes - 1)
    right = system.variable("direction")
    ready = boot(system, (
        [(cat, hidden), (seen, first), (right, way)]
        for hidden in range(1, boxes + 1) for first in range(2, boxes) for way in range(2)
    ))
    me = system.activity("night and day")
    moves = (("right", cat < boxes, cat + 1), ("left", cat > 1, cat - 1))
    looks = (
        ("one further right", [right == 1, seen < boxes - 1], (seen, seen + 1)),
        ("one further left", [right == 0, seen > 2], (seen, seen - 1)),
        ("again, then left", [right == 1, seen == boxes - 1], (right, 0)),
        ("again, then right", [right == 0, seen == 2], (right, 1)),
    )
    for move, may_move, place in moves:
        for look, may_look, update in looks:
            system.action(me, f"cat {move}; look {look}", guard=[ready, may_move, *may_look],
                          updates=[(cat, place), update])
    return system.build()


ORACLES: list[Oracle] = [
    tlc("moving_cat-5", partial(moving_cat, 5), "Moving_Cat_Puzzle/CatOddBoxes",
        generated=78, distinct=30, depth=1, initial=30),
    tlc("moving_cat-6", partial(moving_cat, 6), "Moving_Cat_Puzzle/CatEvenBoxes",
        generated=128, distinct=48, depth=1, initial=48),
]
