"""The control states of a Program, its finite variables, and what leads on from each.

They are numbered as they are found and kept in arrays, so that many are looked at in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, pairwise

import numpy as np

from ..ir.program import Program
from ..unique import Unique
from ..walk import Indexed, Reads
from .arrays import Numbers, keys_of, spread
from .effects import Effect, Effects
from .growing import Growing

__all__ = ["Control", "Table"]

class Table:
    """A function of some variables of a control state that has lists of numbers as values; each is
    asked for once."""

    def __init__(
        self, reads: Sequence[int], ask: Callable[[tuple[int, ...]], Sequence[int]]
    ) -> None:
        self.reads, self.ask = list(reads), ask
        self._known: dict[bytes, int] = {}
        self._values: list[Sequence[int]] = []
        self._flat: tuple[Numbers, Numbers, Numbers] = (np.zeros(0, np.int64),) * 3

    def __call__(self, rows: np.ndarray) -> tuple[Numbers, Numbers]:
        """The values for each row, one after the other: the number of its row, and the value."""
        known = self._known
        keys = list(keys_of(rows[:, self.reads]))
        for at, key in enumerate(keys):
            if key not in known:
                self._values.append(self.ask(tuple(rows[at].tolist())))
                known[key] = len(known)
        which = np.fromiter(map(known.__getitem__, keys), np.int64, len(keys))
        sizes, starts, flat = self._flattened()
        owner, index = spread(which, starts, sizes)
        return owner, flat[index]

    def _flattened(self) -> tuple[Numbers, Numbers, Numbers]:
        if len(self._flat[0]) < len(self._values):
            sizes = np.fromiter(map(len, self._values), np.int64, len(self._values))
            flat = np.fromiter(chain.from_iterable(self._values), np.int64, int(sizes.sum()))
            self._flat = sizes, np.cumsum(sizes) - sizes, flat
        return self._flat


class Control:
    """The control states found so far.

    From state ``c`` lead the transitions ``starts[c] .. starts[c] + sizes[c]``; each has a
    ``kind``, the number of an effect and of its action in ``kinds``, and a ``target``, which is -1
    until somebody asks for it.
    """

    def __init__(self, program: Program, counters: frozenset[int]) -> None:
        self.program = program
        leaving: dict[tuple[int, int], list[tuple[int, Effects]]] = {}
        unique, reads, indexed = Unique(), Reads(), Indexed()
        for number, action in enumerate(program.actions):
            effects = Effects(program, action, counters, unique, reads, indexed)
            leaving.setdefault((action.activity, action.source), []).append((number, effects))
        self.kinds: list[tuple[int, Effect]] = []
        self._kind: dict[tuple[int, Effect], int] = {}
        self._leaving: list[dict[int, Table]] = [{} for _ in program.activities]
        for (activity, source), actions in leaving.items():
            self._leaving[activity][source] = self._table(actions)
        finite = [v for k, v in enumerate(program.variables) if k not in counters]
        types = {np.min_scalar_type(bound) for v in finite for bound in (v.low, v.high)}
        self.rows = Growing(np.result_type(*types), len(program.variables))
        self._number: dict[bytes, int] = {}
        self.starts, self.sizes = Growing(np.int64), Growing(np.int64)
        self.kind, self.target = Growing(np.int32), Growing(np.int32)
        first = [0 if k in counters else v.initial for k, v in enumerate(program.variables)]
        self.numbers(np.array([first], dtype=self.rows.values.dtype))

    def __len__(self) -> int:
        return len(self.rows)

    def values(self, state: int) -> tuple[int, ...]:
        """The variables of a control state; counters are 0."""
        return tuple(self.rows.values[state].tolist())

    def numbers(self, rows: np.ndarray) -> Numbers:
        """The numbers of control states; new ones are added."""
        known, added = self._number, list[int]()
        found = np.empty(len(rows), np.int64)
        for at, key in enumerate(keys_of(rows)):
            number = known.get(key)
            if number is None:
                number = known[key] = len(known)
                added.append(at)
            found[at] = number
        self.rows.append(rows[added])
        return found

    def expand(self) -> None:
        """Find what leads on from all states that are new."""
        rows = self.rows.values[len(self.starts) :]
        owners, kinds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for activity, leaving in zip(self.program.activities, self._leaving, strict=True):
            at = rows[:, activity.counter]
            for location in np.unique(at).tolist():
                table = leaving.get(location)
                if table is not None:
                    here = np.flatnonzero(at == location)
                    owner, kind = table(rows[here])
                    owners.append(here[owner])
                    kinds.append(kind)
        owner, kind = np.concatenate(owners), np.concatenate(kinds)
        order = np.argsort(owner, kind="stable")
        sizes = np.bincount(owner, minlength=len(rows))
        self.starts.append(len(self.kind) + np.cumsum(sizes) - sizes)
        self.sizes.append(sizes)
        self.kind.append(kind[order])
        self.target.append(np.full(len(order), -1))

    def lead(self, transitions: Numbers, owners: Numbers) -> None:
        """Find the targets of some transitions, which leave the states ``owners``."""
        kinds = self.kind.values[transitions]
        order = np.argsort(kinds, kind="stable")
        rows = self.rows.values[owners[order]]
        ordered = kinds[order]
        begins = np.flatnonzero(np.diff(ordered, prepend=-1))
        for begin, end in pairwise([*begins.tolist(), len(ordered)]):
            for variable, value in self.kinds[ordered[begin]][1].finite:
                rows[begin:end, variable] = value
        self.target.values[transitions[order]] = self.numbers(rows)

    def _table(self, actions: Sequence[tuple[int, Effects]]) -> Table:
        """The kinds of what leads on where an activity is, by all that it looks at there."""
        reads = frozenset[int]().union(*(effects.reads for _, effects in actions))

        def kinds(values: tuple[int, ...]) -> list[int]:
            return [
                self._numbered(number, effect)
                for number, effects in actions for effect in effects(values)
            ]

        return Table(sorted(reads), kinds)

    def _numbered(self, number: int, effect: Effect) -> int:
        kind = self._kind.setdefault((number, effect), len(self.kinds))
        if kind == len(self.kinds):
            self.kinds.append((number, effect))
        return kind
