"""The alternating bit protocol between a sender and a receiver, over two channels that lose.

The process algebra of Fokkink, Groote and Reniers, with two data elements; LTSmin,
``examples/abp.mcrl2`` and ``testsuite/check-LPS``: 74 states, 92 transitions and 20 levels, so
the farthest state is 19 steps away.  Two processes that communicate take one step together.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "alternating_bit_process"]

_READY, _SEND, _EXPECT = range(3)  # the sender
_LISTEN, _DELIVER, _CONFIRM, _REFUSE = range(4)  # the receiver
_IDLE, _HOLD, _PASS, _ERROR = range(4)  # a channel


def alternating_bit_process(data: int) -> Program:
    """The protocol with ``data`` data elements."""
    system = Builder(f"alternating bit, {data} data")
    me = system.activity("everyone")
    sender, bit = system.variable("S", 0, 2), system.variable("S.b", 0, 1, 1)
    datum = system.variable("S.d", 0, data - 1)
    receiver, wanted = system.variable("R", 0, 3), system.variable("R.b", 0, 1, 1)
    got = system.variable("R.d", 0, data - 1)
    there, there_d = system.variable("K", 0, 3), system.variable("K.d", 0, data - 1)
    there_b = system.variable("K.b")
    back, back_b = system.variable("L", 0, 3), system.variable("L.b")
    for d in range(data):
        system.action(me, f"r1({d})", guard=[sender == _READY],
                      updates=[(sender, _SEND), (datum, d)])
        system.action(me, f"s4({d})", guard=[receiver == _DELIVER, got == d],
                      updates=[(receiver, _CONFIRM), (got, 0)])
    system.action(me, "c2", guard=[sender == _SEND, there == _IDLE], updates=[
        (sender, _EXPECT), (there, _HOLD), (there_d, datum), (there_b, bit)])
    empty = [(there, _IDLE), (there_d, 0), (there_b, 0)]
    system.action(me, "K passes", guard=[there == _HOLD], updates=[(there, _PASS)])
    system.action(me, "K loses", guard=[there == _HOLD],
                  updates=[(there, _ERROR), (there_d, 0), (there_b, 0)])
    arrives = [receiver == _LISTEN, there == _PASS]
    system.action(me, "c3, new", guard=[*arrives, there_b == wanted],
                  updates=[(receiver, _DELIVER), (got, there_d), *empty])
    system.action(me, "c3, old", guard=[*arrives, there_b != wanted],
                  updates=[(receiver, _REFUSE), *empty])
    system.action(me, "c3(e)", guard=[receiver == _LISTEN, there == _ERROR],
                  updates=[(receiver, _REFUSE), *empty])
    system.action(me, "c5, new", guard=[receiver == _CONFIRM, back == _IDLE], updates=[
        (receiver, _LISTEN), (wanted, wanted == 0), (back, _HOLD), (back_b, wanted)])
    system.action(me, "c5, old", guard=[receiver == _REFUSE, back == _IDLE], updates=[
        (receiver, _LISTEN), (back, _HOLD), (back_b, wanted == 0)])
    system.action(me, "L passes", guard=[back == _HOLD], updates=[(back, _PASS)])
    system.action(me, "L loses", guard=[back == _HOLD], updates=[(back, _ERROR), (back_b, 0)])
    answered = [sender == _EXPECT, back == _PASS]
    system.action(me, "c6, right", guard=[*answered, back_b == bit], updates=[
        (sender, _READY), (bit, bit == 0), (datum, 0), (back, _IDLE), (back_b, 0)])
    again = [(sender, _SEND), (back, _IDLE), (back_b, 0)]
    system.action(me, "c6, wrong", guard=[*answered, back_b != bit], updates=again)
    system.action(me, "c6(e)", guard=[sender == _EXPECT, back == _ERROR], updates=again)
    system.invariant("what is delivered was sent", got == datum, premise=receiver == _DELIVER)
    return system.build()


ORACLES: list[Oracle] = [
    Oracle("alternating_bit_process-2", partial(alternating_bit_process, 2), 74, 92, 19,
           "LTSmin, testsuite/check-LPS (abp)"),
]
