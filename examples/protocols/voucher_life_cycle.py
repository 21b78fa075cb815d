"""The life cycle of vouchers: issued, transferred, then redeemed or cancelled.

TLA+ Examples, ``byihive/VoucherLifeCycle.tla``, 3 vouchers: 193 generated, 64 distinct states
(4 to the number of vouchers), depth 7, deadlock not checked.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Const, Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "voucher_life_cycle"]


def voucher_life_cycle(vouchers: int) -> Program:
    """``vouchers`` vouchers that do not know of each other."""
    system = Builder(f"life cycle of {vouchers} vouchers")
    phantom, valid, redeemed, cancelled = range(4)
    fresh, working, done = range(3)
    state = system.array("vState", vouchers, 0, 3)
    cycle = system.array("vlcState", vouchers, 0, 2)
    for v in range(vouchers):
        me = system.activity(f"voucher{v}")
        system.action(me, "issue", guard=[state[v] == phantom, cycle[v] == fresh],
                      updates=[(state[v], valid), (cycle[v], working)])
        system.action(me, "transfer", guard=[state[v] == valid])
        for label, end in (("redeem", redeemed), ("cancel", cancelled)):
            system.action(me, label, guard=[state[v] == valid, cycle[v] == working],
                          updates=[(state[v], end), (cycle[v], done)])
        ended = (state[v] == redeemed) | (state[v] == cancelled)
        for stage, right in (
            (fresh, state[v] == phantom), (working, state[v] == valid), (done, ended),
        ):
            system.invariant("consistent", right, premise=cycle[v] == stage)
    system.final = Const(1)
    return system.build()


ORACLES: list[Oracle] = [
    tlc("voucher_life_cycle-3", partial(voucher_life_cycle, 3), "byihive/VoucherLifeCycle",
        generated=193, distinct=64, depth=7),
    tlc("voucher_life_cycle-5", partial(voucher_life_cycle, 5),
        "byihive/VoucherLifeCycle (a formula)", distinct=4**5),
]
