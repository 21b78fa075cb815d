"""The coffee can: two beans are taken out, one goes back, until one bean is left.

TLA+ Examples, ``CoffeeCan/CoffeeCan.tla`` with ``CoffeeCan100Beans.cfg``: a can starts with 1 to
``beans`` beans, in any mixture, so all B(B+3)/2 states are initial: 5,150 for 100 beans.  Two of
a colour are replaced by a black bean; of a mixed pair the white one goes back.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "coffee_can"]


def coffee_can(beans: int) -> Program:
    """Cans of up to ``beans`` beans."""
    system = Builder(f"coffee can {beans}")
    black, white = system.variable("black", 0, beans), system.variable("white", 0, beans)
    filled = boot(system, (
        [(black, dark), (white, light)]
        for dark in range(beans + 1) for light in range(beans + 1 - dark) if dark + light > 0
    ))
    me = system.activity("hand")
    total = black + white
    system.action(me, "two white", guard=[filled, total > 1, white >= 2],
                  updates=[(black, black + 1), (white, white - 2)])
    system.action(me, "two black", guard=[filled, total > 1, black >= 2],
                  updates=[(black, black - 1)])
    system.action(me, "one of each", guard=[filled, total > 1, black >= 1, white >= 1],
                  updates=[(black, black - 1)])
    system.action(me, "done", guard=[filled, total == 1])
    system.invariant("never empty", total > 0, premise=filled)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("coffee_can-100", partial(coffee_can, 100), "CoffeeCan/CoffeeCan100Beans",
        generated=20_002, distinct=5_150, depth=1, initial=5_150, slow=True),
]
