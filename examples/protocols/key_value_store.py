"""A key-value store with snapshot isolation: transactions work on copies, and may not both write.

TLA+ Examples, ``KeyValueStore/KeyValueStore.tla`` with ``MCKVSSafetySmall.cfg``, 2 keys, 2 values,
3 transactions: 56,349,379 generated, 3,409,605 distinct states, depth 23, counted with TLC.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, all_of, either
from miniport.checker.ir.program import Program

from .oracle import Oracle, tlc

__all__ = ["ORACLES", "key_value_store"]

_NO_VALUE = 0


def key_value_store(keys: int, values: int, transactions: int) -> Program:
    """Values count from 1."""
    system = Builder(f"store, {keys} keys, {values} values, {transactions} transactions")
    store = system.array("store", keys, 0, values)
    opened = system.array("tx", transactions)
    everyone = range(transactions)
    copy = [system.array(f"snapshot{t}", keys, 0, values) for t in everyone]
    written = [system.array(f"written{t}", keys) for t in everyone]
    missed = [system.array(f"missed{t}", keys) for t in everyone]
    for t in everyone:
        me = system.activity(f"transaction{t}")
        inside = opened[t] == 1
        system.action(me, "open", guard=[opened[t] == 0],
                      updates=[(opened[t], 1), *zip(copy[t], store, strict=True)])
        for k in range(keys):
            here = copy[t][k]
            for v in range(1, values + 1):
                change = [(here, v), (written[t][k], 1)]
                system.action(me, f"add {k}", guard=[inside, here == _NO_VALUE], updates=change)
                system.action(me, f"update {k}", guard=[inside, here != _NO_VALUE, here != v],
                              updates=change)
            system.action(me, f"remove {k}", guard=[inside, here != _NO_VALUE],
                          updates=[(here, _NO_VALUE), (written[t][k], 1)])
        over = [(opened[t], 0), *((word, 0) for word in (*copy[t], *written[t], *missed[t]))]
        system.action(me, "roll back", guard=[inside], updates=over)
        told = [(missed[o][k], either((opened[o] == 1) & (written[t][k] == 1), 1, missed[o][k]))
                for o in everyone if o != t for k in range(keys)]
        system.action(
            me, "close", updates=[*over, *told, *(
                (store[k], either(written[t][k] == 1, copy[t][k], store[k]))
                for k in range(keys))],
            guard=[inside, *(~((missed[t][k] == 1) & (written[t][k] == 1)) for k in range(keys))])
        for k in range(keys):
            stale = (store[k] != copy[t][k]) & (written[t][k] == 0)
            system.invariant("what is stale was missed", missed[t][k] == 1, premise=inside & stale)
        system.invariant("closed transactions hold nothing", premise=opened[t] == 0, condition=(
            all_of(word == 0 for word in (*copy[t], *written[t], *missed[t]))))
    return system.build()


ORACLES: list[Oracle] = [
    tlc("key_value_store-2-2-3", partial(key_value_store, 2, 2, 3),
        "KeyValueStore/MCKVSSafetySmall",
        generated=56_349_379, distinct=3_409_605, depth=23, large=True),
]
