"""The memory of a search: the visited table, blocks of states, and each worker's own.

All of it is numpy arrays; the loops know their addresses.  Memory that is never touched is never
given by the system, so room can be generous.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

import numpy as np

from . import slots as S
from .context import CONTEXT_SLOTS, COVERED, HOT, LOG, LOGGED, REACHED, SEEN
from .visited import COMPACT, QUOTIENT, lanes_of

__all__ = ["Blocks", "Table", "Worker", "address"]

_ARENA = 1 << 26  # bytes asked for at once, at most: large pages, few calls
_MOST_BLOCKS = (1 << (32 - S.BLOCK_BITS)) - 1  # the highest numbers mean something else
_MOST_WITH_EDGES = (S.TARGET >> S.BLOCK_BITS) - 1
_SMALLEST = 1 << 11  # cache lines
_FULL, _OF = 11, 16  # of the slots: beyond, too many states miss their line
_REST = 27  # bits of a slot that may be a rest of the hash: the others say how far it is from home
_MOST_SEGMENTS = 1 << 15


def address(array: np.ndarray) -> int:
    """Where the data of ``array`` is."""
    return int(array.ctypes.data)


class Table:
    """The visited table: ``lines`` cache lines of slots, in segments; the segments stay where they
    are when it grows.  ``bits`` are those of the hash if it is a permutation of the states.
    """

    def __init__(self, mode: int, bits: int) -> None:
        self.bits = bits
        self._slots: int = lanes_of.py_func(mode)
        self._growth = 2, 1
        self.lines = _SMALLEST
        if mode == QUOTIENT:
            # In a smaller table more of the hash had to be in a slot than fits.
            self.lines = max(_SMALLEST, 1 << (bits - _REST))
        else:  # so that never more than half of the slots are empty for long
            self._growth = 4, 3
        self.segments = np.zeros(_MOST_SEGMENTS, dtype=np.int64)
        self._count = 0
        self._arenas: list[np.ndarray] = []
        self.reserve(self.lines)

    @property
    def full(self) -> int:
        """How many states it takes."""
        return self._room(self.lines)

    @property
    def bytes(self) -> int:
        """Bytes that are used."""
        return 64 * self.lines

    @property
    def rest(self) -> int:
        """How many bits of the hash the number of a line does not say, in a permutation."""
        return self.bits - (self.lines.bit_length() - 1)

    def _room(self, lines: int) -> int:
        return lines * self._slots * _FULL // _OF

    def lines_for(self, states: int) -> int:
        """The next size that has room for ``states``."""
        lines, (more, less) = self.lines, self._growth
        while self._room(lines) < states:
            lines = lines * more // less
        return lines

    def reserve(self, lines: int) -> None:
        """Provide segments for ``lines`` lines.  Raises MemoryError."""
        more = -(-lines // S.SEGMENT) - self._count
        if more <= 0:
            return
        if self._count + more > _MOST_SEGMENTS:
            raise MemoryError("the visited table cannot grow any more")
        arena = np.zeros(8 * (S.SEGMENT * more + 1), dtype=np.int64)
        self._arenas.append(arena)
        first = -(-address(arena) // 64) * 64
        for n in range(more):
            self.segments[self._count + n] = first + 64 * S.SEGMENT * n
        self._count += more


class Blocks:
    """Blocks of states, by number; state ``n`` is in block ``n >> BLOCK_BITS``.

    ``origins`` are blocks of one word per state beside them (hash compaction).
    """

    def __init__(self, words: int, mode: int, *, keep_edges: bool = False) -> None:
        self.words = words
        self._most = _MOST_WITH_EDGES if keep_edges else _MOST_BLOCKS
        self.addresses = np.zeros(_MOST_BLOCKS, dtype=np.int64)
        self.origins = np.zeros(_MOST_BLOCKS, dtype=np.int64)
        self.arrays: list[np.ndarray | None] = []
        self.origin_arrays: list[np.ndarray] = []
        self._with_origins = mode == COMPACT
        self._arena = np.zeros(0, dtype=np.int64)
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        """Bytes of the blocks that are held."""
        held = sum(array.nbytes for array in self.arrays if array is not None)
        return held + sum(array.nbytes for array in self.origin_arrays)

    def add(self) -> int:
        """A new block; the number of its first state.  Raises MemoryError."""
        with self._lock:
            return self._add()

    def _add(self) -> int:
        number = len(self.arrays)
        if number == self._most:
            raise MemoryError("more states than this cannot be numbered")
        need = S.BLOCK * self.words
        if self._with_origins:  # Blocks are given back one by one: no arena.
            block = np.empty(need, dtype=np.int64)
            origin = np.empty(S.BLOCK, dtype=np.int64)
            self.origin_arrays.append(origin)
            self.origins[number] = address(origin)
        else:
            if len(self._arena) < need:
                many = min(max(number, 1), max(_ARENA // (8 * need), 1))
                self._arena = np.empty(need * many, dtype=np.int64)
            block, self._arena = self._arena[:need], self._arena[need:]
        self.arrays.append(block)
        self.addresses[number] = address(block)
        return number << S.BLOCK_BITS

    def drop(self, number: int) -> None:
        """Give a block back, whose states are not needed any more."""
        self.arrays[number] = None
        self.addresses[number] = 0

    def words_of(self, first: int, last: int) -> np.ndarray:
        """The words of the states from ``first`` to before ``last``, all in one block: a row
        each."""
        block = self.arrays[first >> S.BLOCK_BITS]
        assert block is not None
        start = (first & (S.BLOCK - 1)) * self.words
        rows = block[start : start + (last - first) * self.words]
        return rows.view(np.uint64).reshape(-1, self.words)

    def state(self, number: int) -> np.ndarray:
        """The words of state ``number``."""
        block = self.arrays[number >> S.BLOCK_BITS]
        assert block is not None
        first = (number & (S.BLOCK - 1)) * self.words
        return block[first : first + self.words].view(np.uint64)


class Worker:
    """What one worker has of its own; ``own`` are the slots the loops read."""

    def __init__(
        self, blocks: Blocks, room: int, branching: int, events: int, actions: int,
        properties: int, rivals: np.ndarray, scratch: np.ndarray, *, keep_edges: bool,
    ) -> None:  # fmt: skip
        self._blocks = blocks
        self.block_list: list[int] = []
        self.own = np.zeros(S.OWN, dtype=np.int64)
        self.context = np.zeros(CONTEXT_SLOTS, dtype=np.int64)
        self.covered = np.zeros(actions + 1, dtype=np.uint8)
        self.reached = np.zeros(properties + 1, dtype=np.uint8)
        self.rivals = rivals.copy()
        self.races = np.zeros((int(rivals.sum()) // 2 + 1, 3), dtype=np.int64)
        self.events = np.zeros((events + 1, 2), dtype=np.int64)
        self.batches = np.zeros((1024, S.LOG_ENTRY), dtype=np.int64)
        self.edges = np.zeros(4 * room if keep_edges else 1, dtype=np.uint32)
        self._kept: list[np.ndarray] = []
        self._give(self.context, self._array(events + 1, np.uint8), SEEN)
        self._give(self.context, self.covered, COVERED)
        self._give(self.context, self.reached, REACHED)
        self._give(self.context, self.events, LOG)
        self._give(self.context, self._array(branching + 1, np.int64), HOT)
        self._give(self.own, self._array(room * blocks.words, np.int64), S.SUCCESSORS)
        for slot in (S.KEYS, S.LINES, S.TARGETS):
            self._give(self.own, self._array(room, np.int64), slot)
        self._give(self.own, self._array(room + 1, np.int64), S.OPTIONALS)
        self._give(self.own, self._array(2 * room, np.int64), S.PENDING)
        self._give(self.own, self._array(S.BATCH, np.int64), S.DEGREES)
        self._give(self.own, self.context, S.CONTEXT)
        self._kept.append(scratch)
        self._give(self.own, scratch, S.SCRATCH)
        self._give(self.own, self.rivals, S.RIVALS)
        self._give(self.own, self.races, S.RACE_LOG)
        self._room = room + S.BATCH
        self._keep_edges = keep_edges
        self._point()
        self.own[S.NEXT] = self._block()
        self.own[S.END] = self.own[S.NEXT] + S.BLOCK
        self.own[S.SPARE] = -1
        self.provide()

    @property
    def bytes(self) -> int:
        """Bytes of its logs and edges."""
        return self.batches.nbytes + (self.edges.nbytes if self._keep_edges else 0)

    @property
    def found(self) -> int:
        """How many states it found: its position in its blocks."""
        here = int(self.own[S.NEXT])
        position = self.block_list.index(here >> S.BLOCK_BITS)
        return position * S.BLOCK + (here & (S.BLOCK - 1))

    @property
    def logged(self) -> np.ndarray:
        """The events it saw: (event, state)."""
        return self.events[: int(self.context[LOGGED])]

    @property
    def wanted(self) -> int:
        """How many bytes :meth:`provide` will ask for."""
        return sum(2 * array.nbytes for array, short in self._short() if short)

    def provide(self) -> None:
        """Make room for another batch, at least.  Raises MemoryError."""
        if self.own[S.SPARE] < 0:
            self.own[S.SPARE] = self._block()
        (_, log), (_, edges) = self._short()
        if log:
            self.batches = _grown(self.batches)
        if edges:
            self.edges = _grown(self.edges)
        self._point()

    def _short(self) -> tuple[tuple[np.ndarray, bool], tuple[np.ndarray, bool]]:
        """The log and the list of edges, and whether they are too short for another batch."""
        edges = self._keep_edges and self.own[S.EDGE] + self._room > len(self.edges)
        return (
            (self.batches, bool(self.own[S.BATCHES] + 2 > len(self.batches))),
            (self.edges, bool(edges)),
        )

    def ranges(self, begin: int, end: int) -> list[tuple[int, int]]:
        """The numbers of the states it found from the ``begin``-th to before the ``end``-th."""
        found = []
        while begin < end:
            block, offset = divmod(begin, S.BLOCK)
            stop = min(end, (block + 1) * S.BLOCK)
            first = self.block_list[block] << S.BLOCK_BITS
            found.append((first + offset, first + offset + stop - begin))
            begin = stop
        return found

    def _block(self) -> int:
        first = self._blocks.add()
        self.block_list.append(first >> S.BLOCK_BITS)
        return first

    def _point(self) -> None:
        self.own[S.BATCH_ROOM] = len(self.batches)
        self.own[S.BATCH_LOG] = address(self.batches)
        self.own[S.EDGE_ROOM] = len(self.edges)
        self.own[S.EDGE_LIST] = address(self.edges)

    def _array(self, size: int, kind: Any) -> np.ndarray:
        array = np.zeros(size, dtype=kind)
        self._kept.append(array)
        return array

    @staticmethod
    def _give(slots: np.ndarray, array: np.ndarray, slot: int) -> None:
        slots[slot] = address(array)


def _grown(array: np.ndarray) -> np.ndarray:
    larger = np.zeros((len(array) * 2, *array.shape[1:]), dtype=array.dtype)
    larger[: len(array)] = array
    return larger
