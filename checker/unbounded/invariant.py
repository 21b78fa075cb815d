"""An inductive invariant of a Program whose counts are natural numbers without bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..ir.program import Program
from .arrays import keys_of
from .cells import Answers
from .forms import Atom
from .spaces import Rows

__all__ = ["Alarm", "Invariant"]

Values = tuple[int, ...]
Leaf = Mapping[Answers, Rows]
"""Cells, by their answers."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A property that a state of the invariant breaks, or action ``action`` from it."""

    values: Values
    answers: Answers
    action: int | None


@dataclass
class Invariant:
    """What holds in every state: the finite variables are one of the rows of ``states``, and the
    counters in one of the cells of its leaf (their places in a row are 0): ``leaves[leaf[row]]``.

    ``alarms`` are properties some of these states break: not proved.  ``racing`` are the variables
    for which two actions race, or do not commute, in some of them.  If it was ``stopped`` by an
    alarm this is no invariant yet.  ``seconds`` it took.
    """

    program: Program
    counters: tuple[int, ...]
    atoms: tuple[Atom, ...]
    states: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.int8))
    leaf: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    leaves: Sequence[Leaf] = ()
    alarms: dict[str, Alarm] = field(default_factory=dict)
    racing: set[str] = field(default_factory=set)
    stopped: bool = False
    seconds: float = 0.0

    @property
    def size(self) -> int:
        """How many cells there are."""
        sizes = np.array([len(cells) for cells in self.leaves], np.int64)
        return int(sizes[self.leaf].sum())

    def distinct(self, variables: Sequence[int]) -> Iterator[Values]:
        """Control states, one of those that have the same values of ``variables`` each."""
        first = {key: at for at, key in enumerate(keys_of(self.states[:, list(variables)]))}
        return (tuple(self.states[at].tolist()) for at in first.values())
