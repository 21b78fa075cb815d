"""What variables tell of one another in a set of states.

Many variables of a driver's state are functions of a few others: whether a lock is held, of where
the threads are.  A set of states is then one of the other variables, and these functions; together
they are simpler than one diagram of everything, and as exact.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import distinct
from .diagram import Diagram, diagram

__all__ = ["Function", "deciding", "function", "functions"]

SIMPLE = 20
"""A function with more nodes than this stays where it is."""

SAMPLE = 2_048
"""So many states are looked at first."""

GROUPS = 2**22
"""States are numbered anew where their numbers would be beyond this."""


@dataclass(frozen=True, slots=True)
class Function:
    """In each state the variable has the value in ``values`` whose place is the leaf."""

    variable: int
    values: tuple[int, ...]
    diagram: Diagram


def functions(rows: np.ndarray, variables: Sequence[int]) -> tuple[list[Function], list[int]]:
    """Simple functions that tell of states (rows) some of the ``variables``; and the other
    variables."""
    found = list[Function]()
    states = _States(rows, variables)
    left = list(states.variables)
    for variable in states.variables:
        values, ends = np.unique(states.columns[:, variable], return_inverse=True)
        others = [k for k in left if k != variable]
        of = states.deciding(ends, others)
        if of is None:
            continue
        simple = function(rows, ends, of)
        if len(simple.nodes) <= SIMPLE:
            left = others
            found.append(Function(variable, tuple(values.tolist()), simple))
    return found, left


def function(
    rows: np.ndarray, ends: np.ndarray, variables: Sequence[int], order: Sequence[int] = ()
) -> Diagram:
    """The diagram of a function of the ``variables``, which tell of each state (row) its end."""
    first = np.zeros(1, np.int64)
    if variables:
        _, first = np.unique(_packed(rows[:, list(variables)]), return_index=True)
    return diagram(rows[first], ends[first], variables, order)


def deciding(rows: np.ndarray, ends: np.ndarray, variables: Sequence[int]) -> list[int] | None:
    """Some of the ``variables``, none of them needlessly, that tell of each state (row) its end;
    None if not even all of them do."""
    states = _States(rows, variables)
    return states.deciding(ends, states.variables)


class _States:
    """States, of which a sample is looked at first: what it says is tried on all of them.

    ``variables`` are in the order in which they are preferred: what has many values makes many
    paths.
    """

    def __init__(self, rows: np.ndarray, variables: Sequence[int]) -> None:
        self.columns = np.asfortranarray(rows)
        random = np.random.default_rng(0)
        self.weights = random.integers(2**63, size=rows.shape[1] + 1, dtype=np.uint64)
        self.sample = random.permutation(len(rows))[:SAMPLE]
        self.variables = sorted(variables, key=lambda k: len(np.unique(self.columns[:, k])))

    def deciding(self, ends: np.ndarray, variables: Sequence[int]) -> list[int] | None:
        """Some of these variables that tell the ends."""
        some = self.sample
        while True:
            chosen = self._of_some(some, ends, variables)
            if chosen is None:
                return None
            groups = self._groups(chosen)
            one = np.zeros(int(groups.max()) + 1, np.int64)
            one[groups] = np.arange(len(groups))
            like = one[groups]
            unlike = np.flatnonzero(ends[like] != ends)[:SAMPLE]
            if not len(unlike):
                return chosen
            some = np.union1d(some, np.concatenate([unlike, like[unlike]]))

    def _groups(self, variables: Sequence[int]) -> np.ndarray:
        """Numbers for the states: the same for those with the same values of the variables."""
        groups, number = np.zeros(len(self.columns), np.int64), 1
        for variable in variables:
            values = self.columns[:, variable].astype(np.int64)
            low, high = int(values.min()), int(values.max())
            groups, number = groups * (high - low + 1) + values - low, number * (high - low + 1)
            if number > GROUPS:
                known, groups = np.unique(groups, return_inverse=True)
                number = len(known)
        return groups

    def _of_some(
        self, some: np.ndarray, ends: np.ndarray, variables: Sequence[int]
    ) -> list[int] | None:
        """The same for some states: the last of the shortest beginning that is enough is needed;
        with it, a shorter one is.

        States are sums of a number for each value: those of equal states are equal.  That others
        are, too, is most unlikely, and makes a variable look needed that is not.
        """
        columns = [
            self.columns[some, k].astype(np.int64).view(np.uint64) * self.weights[k]
            for k in variables
        ]
        begins = np.cumsum([np.zeros(len(some), np.uint64), *columns], axis=0, dtype=np.uint64)
        kept = np.zeros(len(some), np.uint64)
        weighted = ends[some].astype(np.uint64) * self.weights[-1]
        chosen, end = list[int](), len(columns)

        def enough(length: int) -> bool:
            sums = begins[length] + kept
            return len(distinct(sums)) == len(distinct(sums + weighted))

        if not enough(end):
            return None
        while not enough(0):
            end = bisect_left(range(end), True, key=enough) - 1
            chosen.append(variables[end])
            kept += columns[end]
        return chosen


def _packed(rows: np.ndarray) -> np.ndarray:
    """Each row as one thing that can be compared."""
    rows = np.ascontiguousarray(rows)
    return rows.view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel()
