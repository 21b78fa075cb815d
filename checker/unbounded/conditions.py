"""What happens, or is broken, only where questions about counts are answered in a certain way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .arrays import Numbers
from .cells import Cells
from .control import Table
from .effects import Effect
from .forms import Atom
from .growing import Growing
from .judgements import Judgement
from .limits import TooLarge

__all__ = ["Conditions", "Judged"]


class Conditions:
    """When effects or judgements are those of a cell: bits of its answers, and what they are.

    They have numbers; ``atoms`` are the places of the questions, to which new ones are added, up
    to ``most``.
    """

    def __init__(self, atoms: dict[Atom, int], most: int) -> None:
        self.atoms, self.most = atoms, most
        self._asked, self._yes = Growing(np.int64), Growing(np.int64)

    def learn(self, more: Sequence[Effect | Judgement]) -> None:
        """Those that are new, in the order of their numbers.  Raises :class:`TooLarge`."""
        whens = [[(self.atoms.setdefault(a, len(self.atoms)), yes) for a, yes in what.when]
                 for what in more]
        if len(self.atoms) > self.most:
            raise TooLarge(f"{len(self.atoms)} questions are asked about counts")
        self._asked.append(np.array([sum(1 << k for k, _ in w) for w in whens], np.int64))
        self._yes.append(np.array([sum(1 << k for k, yes in w if yes) for w in whens], np.int64))

    def __len__(self) -> int:
        return len(self._asked)

    def __getitem__(self, number: int) -> tuple[int, int]:
        """The questions that it asks, and those it wants to be answered with yes."""
        return int(self._asked.values[number]), int(self._yes.values[number])

    def met(
        self, numbers: Numbers, cells: Numbers, of: Cells
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Which of them are so somewhere in their cells; these cells where it is so; whether that
        is everywhere."""
        asked, yes, sure = self._asked[numbers], self._yes[numbers], of.sure(cells)
        met = np.flatnonzero((of.answers(cells) ^ yes) & asked & sure == 0)
        where, left = cells[met], asked[met] & ~sure[met]
        some = np.flatnonzero(left)
        if len(some):
            keys = np.stack([where[some], left[some], yes[met[some]]], axis=1)
            every, which = np.unique(keys, axis=0, return_inverse=True)
            smaller = [of.where(*key) for key in every.tolist()]
            where[some] = np.array(smaller, np.int64)[which.ravel()]
        possible = where >= 0
        return met[possible], where[possible], left[possible] == 0


class Judged:
    """What control states break, by their cells."""

    def __init__(
        self, reads: Sequence[int], judge: Callable[[tuple[int, ...]], Sequence[Judgement]],
        atoms: dict[Atom, int], most: int,
    ) -> None:
        self.judgements: list[Judgement] = []
        self.conditions = Conditions(atoms, most)

        def ask(values: tuple[int, ...]) -> list[int]:
            found = judge(values)
            self.judgements += found
            self.conditions.learn(found)
            return list(range(len(self.judgements) - len(found), len(self.judgements)))

        self._table = Table(reads, ask)

    def __call__(self, rows: np.ndarray, cells: Numbers, of: Cells) -> list[tuple[int, Judgement]]:
        """Judgements of rows with their cells, each once, with one of the rows it is of."""
        at, number = self._table(rows)
        met, _, _ = self.conditions.met(number, cells[at], of)
        numbers, first = np.unique(number[met], return_index=True)
        return [
            (row, self.judgements[k])
            for row, k in zip(at[met][first].tolist(), numbers.tolist(), strict=True)
        ]
