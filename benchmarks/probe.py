"""The machine's own limit: prefetched random reads per second in a table of a given size.

A search can look up no more states than that.  The probe does what its inner loop has to do and
nothing else: it makes random positions, 512 at a time, prefetches them, then reads them.
"""

from __future__ import annotations

import statistics
import time

import numpy as np
from numba import njit
from numpy.typing import NDArray

from miniport.checker.native.raw import load, prefetch

__all__ = ["accesses_per_second"]

_READS = 60_000_000
_BATCH = 512


@njit(nogil=True, cache=True)
def _read(table: int, lines: int, positions: NDArray[np.int64], reads: int) -> int:
    seed, total = 88172645463325252, 0
    for _ in range(reads // _BATCH):
        for k in range(_BATCH):
            seed ^= seed << 13
            seed ^= (seed >> 7) & 0x1FFFFFFFFFFFFFF
            seed ^= seed << 17
            place = table + 64 * ((((seed >> 33) & 0x7FFFFFFF) * lines) >> 31)
            prefetch(place)
            positions[k] = place
        for k in range(_BATCH):
            total += load(positions[k])
    return total


def accesses_per_second(size: int, runs: int = 3) -> float:
    """The median over some runs, in a table of ``size`` bytes."""
    lines = max(size // 64, 1)
    memory = np.zeros(8 * (lines + 1), dtype=np.int64)
    memory[::512] = 1  # so that it is there
    place = -(-int(memory.ctypes.data) // 64) * 64
    positions = np.zeros(_BATCH, dtype=np.int64)
    _read(place, lines, positions, _BATCH)
    rates = []
    for _ in range(runs):
        began = time.perf_counter()
        _read(place, lines, positions, _READS)
        rates.append(_READS / (time.perf_counter() - began))
    return statistics.median(rates)
