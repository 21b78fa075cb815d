"""The property "progress" (:mod:`..progress`) on the edges that the workers kept.

From the states at home backwards along all edges, but without turning the edges round: the lists
are swept, forwards and backwards in turn, until no state learns any more that one of its
successors can come home.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from ..progress import Stuck, stuck_text
from . import slots as S
from .loops import place_of
from .machine import Machine
from .raw import call, load, load_byte, load_half, store_byte

if TYPE_CHECKING:
    from .search import NativeSearch

__all__ = ["stuck_state"]


@njit(nogil=True, cache=True)
def _at_home(home: Any, blocks: Any, words: Any, able: Any, first: Any, last: Any) -> None:
    """Mark the states at home."""
    for state in range(first, last):
        if call(home, place_of(blocks, state, words), 0, 0) != 0:
            store_byte(able + state, 1)


@njit(nogil=True, cache=True)
def _sweep(log: Any, begin: Any, end: Any, step: Any, edges: Any, able: Any) -> Any:
    """Mark the states of a log with a marked successor; how many there were."""
    marked = 0
    for entry in range(begin, end, step):
        place = log + 8 * S.LOG_ENTRY * entry
        edge = load(place + 24)
        if edge < 0:  # continues the entry before
            continue
        edge = edges + 4 * edge
        first = load(place + 8)
        for state in range(first, first + load(place + 16)):
            known = load_byte(able + state) != 0
            target = load_half(edge)
            while target != S.CLOSE:
                if not known and load_byte(able + target) != 0:
                    store_byte(able + state, 1)
                    known = True
                    marked += 1
                edge += 4
                target = load_half(edge)
            edge += 4
    return marked


def stuck_state(search: NativeSearch, machine: Machine) -> Stuck | None:
    """A state nearest to the initial one from which an activity can never come home, if any.

    Raises KeyboardInterrupt or MemoryError as they come.
    """
    nearest: tuple[int, int, int] | None = None
    for number, activity in enumerate(search.program.activities):
        if activity.home is None:
            continue
        able = _able(search, machine.address(f"home{number}"))
        for depth, level in enumerate(search.levels):
            lost = [first + int(np.argmin(able[first:last])) for first, last in level
                    if not able[first:last].all()]  # fmt: skip
            if lost:
                nearest = min(nearest or (depth, min(lost), number), (depth, min(lost), number))
                break
    if nearest is None:
        return None
    _, state, number = nearest
    return Stuck(state, stuck_text(search.program, search.values(state), number))


def _able(search: NativeSearch, home: int) -> np.ndarray:
    """A byte per state number: from there ``home`` can be reached."""
    able = np.zeros(len(search.blocks.arrays) * S.BLOCK, dtype=np.uint8)
    at = able.ctypes.data
    blocks = search.blocks.addresses.ctypes.data
    for worker in search.workers:
        for first, last in worker.ranges(0, worker.found):
            _at_home(home, blocks, search.packing.words, at, first, last)
    forward = False
    while True:
        marked = 0
        for worker in search.workers:
            count = int(worker.own[S.BATCHES])
            order = (0, count, 1) if forward else (count - 1, -1, -1)
            log, edges = worker.batches.ctypes.data, worker.edges.ctypes.data
            marked += _sweep(log, *order, edges, at)
        if not marked:
            return able
        forward = not forward
