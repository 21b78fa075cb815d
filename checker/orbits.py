"""How many orbits the reachable states of a Program have, counted without the reduction.

All states are explored, then the representative of each is looked for: what a search of the
quotient must find, no more and no less.
"""

from __future__ import annotations

import numpy as np

from .ir.program import Program
from .native import NativeSearch
from .native.symmetry import Representatives
from .result import NO_LIMITS, Limits
from .symmetry import Quotient

__all__ = ["orbits"]


def orbits(program: Program, limits: Limits = NO_LIMITS) -> int | None:
    """The number of orbits of the reachable states; None if a limit was reached first.

    Takes the memory of all states twice.  Raises :class:`~.native.Unsupported` if the Program is
    not one for the native engine.
    """
    search = NativeSearch(program)
    search.run(limits)
    if search.cut:
        return None
    words = np.concatenate([
        search.blocks.words_of(first, last) for level in search.levels for first, last in level
    ])  # fmt: skip
    table = Representatives(Quotient(program).symmetries, search.packing)
    table.represent_all(words)
    rows = words.view([("", words.dtype)] * words.shape[1])
    return len(np.unique(rows))
