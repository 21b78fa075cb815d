"""The machine code of a Program for single states: their successors, in order."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np

from .code import Code, branching
from .context import CONTEXT_SLOTS, COVERED, HOT, LOG, OPTIONAL, REACHED, SEEN
from .machine import Machine
from .symmetry import Representatives

__all__ = ["Expander"]

Words = tuple[int, ...]


class Expander:
    """Calls ``expand``; what it reports goes nowhere.  With ``symmetry``, successors are the
    representatives of their orbits."""

    def __init__(
        self, machine: Machine, code: Code, symmetry: Representatives | None = None
    ) -> None:
        self._symmetry = symmetry
        kind = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_void_p] * 3)
        self._function = kind(machine.address("expand"))
        self._machine = machine
        self._words = code.packing.words
        program = code.program
        most = branching(program)
        self._state = np.zeros(self._words, dtype=np.uint64)
        self._out = np.zeros(max(most, 1) * self._words, dtype=np.uint64)
        self._context = np.zeros(CONTEXT_SLOTS, dtype=np.int64)
        sizes = {
            COVERED: len(program.actions), REACHED: len(program.properties),
            SEEN: len(code.events), LOG: 16 * len(code.events), HOT: 8 * most,
            OPTIONAL: 8 * most,
        }  # fmt: skip
        self._kept = {slot: np.zeros(size + 16, dtype=np.uint8) for slot, size in sizes.items()}
        for slot, array in self._kept.items():
            self._context[slot] = array.ctypes.data

    def successors(self, state: Sequence[int]) -> list[Words]:
        """The successors of a packed state, in the order in which the loops see them."""
        self._state[:] = state
        self._context[OPTIONAL] = self._kept[OPTIONAL].ctypes.data
        count = self._function(
            self._state.ctypes.data, self._out.ctypes.data, self._context.ctypes.data
        )
        rows = self._out[: count * self._words].reshape(count, self._words)
        found = [tuple(row) for row in rows.tolist()]
        return found if self._symmetry is None else list(map(self._symmetry.words, found))
