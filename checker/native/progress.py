"""The aims of a Program (:mod:`..progress`) on the edges that the workers kept.

From the states that meet an aim backwards along the edges, but without turning them round: the
lists are swept, forwards and backwards in turn, until no state learns any more that one of its
successors can get there.  Nearly all of them know after two sweeps; then only the others are
looked at.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from ..aims import Judged, aims
from ..progress import nearest
from . import slots as S
from .loops import place_of
from .machine import Machine
from .raw import call, load, load_byte, load_half, store, store_byte

if TYPE_CHECKING:
    from .search import NativeSearch
    from .workspace import Worker

__all__ = ["judged"]

_ANY, _BOUND = S.CLOSE - 1, S.TARGET  # the highest edges: of any step, of one bound to happen


# A bit for each state, so that all of them stay near the processor.  Each worker marks the states
# of its own blocks only, which share no byte with those of others.


@njit(inline="always")
def _marked(able: Any, state: Any) -> Any:
    return (load_byte(able + (state >> 3)) >> (state & 7)) & 1


@njit(inline="always")
def _mark(able: Any, state: Any) -> None:
    store_byte(able + (state >> 3), load_byte(able + (state >> 3)) | (1 << (state & 7)))


@njit(nogil=True, cache=True)
def _meeting(aim: Any, blocks: Any, words: Any, able: Any, first: Any, last: Any) -> None:
    """Mark the states that meet an aim."""
    for state in range(first, last):
        if call(aim, place_of(blocks, state, words), 0, 0) != 0:
            _mark(able, state)


@njit(nogil=True, cache=True)
def _all_meet(aim: Any, blocks: Any, words: Any, first: Any, last: Any) -> Any:
    """Whether all the states meet an aim."""
    for state in range(first, last):
        if call(aim, place_of(blocks, state, words), 0, 0) == 0:
            return False
    return True


@njit(nogil=True, cache=True)
def _sweep(
    log: Any, begin: Any, end: Any, step: Any, edges: Any, able: Any, left: Any, most: Any
) -> Any:
    """Mark the states of a log with a marked successor, by edges up to ``most``; how many are left
    without a mark.

    If ``left`` is not 0, these and where their edges are is written there.
    """
    open_ = 0
    for entry in range(begin, end, step):
        place = log + 8 * S.LOG_ENTRY * entry
        edge = load(place + 24)
        if edge < 0:  # continues the entry before
            continue
        edge = edges + 4 * edge
        first = load(place + 8)
        for state in range(first, first + load(place + 16)):
            known = _marked(able, state) != 0
            begins = edge
            target = load_half(edge)
            while target != S.CLOSE:
                if not known and target <= most and _marked(able, target & S.TARGET) != 0:
                    _mark(able, state)
                    known = True
                edge += 4
                target = load_half(edge)
            edge += 4
            if not known:
                if left != 0:
                    store(left + 16 * open_, state)
                    store(left + 16 * open_ + 8, begins)
                open_ += 1
    return open_


@njit(nogil=True, cache=True)
def _again(left: Any, begin: Any, end: Any, step: Any, able: Any, most: Any) -> Any:
    """Mark those of the states that are left with a marked successor; how many there were."""
    marked = 0
    for number in range(begin, end, step):
        state = load(left + 16 * number)
        if _marked(able, state) != 0:
            continue
        edge = load(left + 16 * number + 8)
        target = load_half(edge)
        while target != S.CLOSE:
            if target <= most and _marked(able, target & S.TARGET) != 0:
                _mark(able, state)
                marked += 1
                break
            edge += 4
            target = load_half(edge)
    return marked


def judged(search: NativeSearch, machine: Machine) -> Judged:
    """What is stuck, and which goals were open anywhere.

    Raises KeyboardInterrupt or MemoryError as they come.
    """
    program = search.program
    found = aims(program)
    if not found:
        return Judged()
    open_ = frozenset(
        aim.property for number, aim in enumerate(found)
        if aim.activity is None and not _met(search, machine.address(f"aim{number}"))
    )
    able = _able(search, machine.address("aims"), _BOUND)
    if all(_lost(able, *run) < 0 for level in search.levels for run in level):
        return Judged((), open_)
    # States of one level are equally far; what is lost in a deeper one is no nearer.
    depths: dict[int, tuple[int, int]] = {}
    for number, aim in enumerate(found):
        most = _BOUND if aim.activity is None else _ANY
        able = _able(search, machine.address(f"aim{number}"), most)
        for depth, level in enumerate(search.levels):
            lost = [s for s in (_lost(able, *run) for run in level) if s >= 0]
            if lost:
                depths[number] = depth, min(lost)
                break
    order = sorted((depth, state, number) for number, (depth, state) in depths.items())
    return Judged(nearest(program, found, [(s, n) for _, s, n in order], search.values), open_)


def _met(search: NativeSearch, aim: int) -> bool:
    """Whether every state meets the aim."""
    blocks, words = search.blocks.addresses.ctypes.data, search.packing.words
    return all(
        _all_meet(aim, blocks, words, first, last)
        for worker in search.workers for first, last in worker.ranges(0, worker.found)
    )


def _lost(able: np.ndarray, first: int, last: int) -> int:
    """The first state from ``first`` to before ``last`` without a mark, or -1."""
    bits = np.unpackbits(able[first >> 3 : (last + 7) >> 3], bitorder="little")
    own = bits[first & 7 : (first & 7) + last - first]
    return -1 if own.all() else first + int(np.argmin(own))


def _able(search: NativeSearch, aim: int, most: int) -> np.ndarray:
    """A bit per state number, the lowest of a byte first: from there ``aim`` can be met, by edges
    up to ``most``."""
    able = np.zeros(len(search.blocks.arrays) * S.BLOCK // 8, dtype=np.uint8)
    at = able.ctypes.data
    blocks = search.blocks.addresses.ctypes.data

    def mark(worker: Worker) -> None:
        for first, last in worker.ranges(0, worker.found):
            _meeting(aim, blocks, search.packing.words, at, first, last)

    def first(worker: Worker) -> np.ndarray:
        """What two sweeps leave open: backwards, where most is marked, and forwards."""
        count = int(worker.own[S.BATCHES])
        log, edges = worker.batches.ctypes.data, worker.edges.ctypes.data
        many = int(_sweep(log, count - 1, -1, -1, edges, at, 0, most))
        left = np.empty((max(many, 1), 2), dtype=np.int64)
        return left[: int(_sweep(log, 0, count, 1, edges, at, left.ctypes.data, most))]

    def again(left: np.ndarray) -> int:
        order = (0, len(left), 1) if forward else (len(left) - 1, -1, -1)
        return int(_again(left.ctypes.data, *order, at, most))

    # Each sweeps its own lists.  A mark is seen by the others sooner or later: a sweep in which
    # nobody marks anything began with all of them.
    with ThreadPoolExecutor(len(search.workers)) as pool:
        list(pool.map(mark, search.workers))
        open_ = list(pool.map(first, search.workers))
        forward = False
        while sum(pool.map(again, open_)):
            forward = not forward
    return able
