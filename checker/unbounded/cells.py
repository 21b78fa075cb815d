"""Abstract states of counters, and what a step makes of them.

A cell is an answer to each question that the model asks about its counters, and an affine space
that contains all counters which give these answers.  Neither is enough alone: that a counter was
zero when it was tested is in the answers, how counters belong together is in the space.

Where cells are not told ``apart`` by their answers, a question may have none: what is known of the
answers is known of each alone (T. Ball, A. Podelski, S. Rajamani, "Boolean and Cartesian
abstraction for model checking C programs", TACAS 2001).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise

import numpy as np

from .bounds import ANY, NATURAL, Constraint, Range, bounds, constraint, range_of
from .forms import Atom, Form, Number
from .growing import Growing
from .spaces import Row, Rows, Spaces, beginnings, residue

__all__ = ["Answers", "Assigned", "Cell", "Cells"]

Answers = tuple[bool | None, ...]
"""To each question yes, no, or either."""

Cell = tuple[Answers, Rows]
Assigned = tuple[tuple[int, Number], ...]

RECENT = 4_096
"""What is known of so many cells is kept: many steps lead on from each."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the counters of a cell: constraints, and the range of each that follows;
    the range of each form that is asked about (none before anything is asked); the counters that
    the space's equations begin with, and these forms without them (:func:`.spaces.residue`)."""

    constraints: Sequence[Constraint]
    ranges: Sequence[Range]
    between: Mapping[Row, Range]
    pivots: Sequence[int]
    residues: Sequence[tuple[Row, int]]


@dataclass(frozen=True, slots=True)
class _Step:
    """Counters, by their places, that are assigned forms; and each form that is asked about
    afterwards as one of the counters before it."""

    assigned: tuple[tuple[int, Row], ...]
    asked: Sequence[Row]


_Way = tuple[Answers, Sequence[Range], Sequence[Constraint]]
"""Some answers that are possible together, and what follows from them."""


class Cells:
    """The cells over ``counters``, where ``atoms`` are the questions.

    They are numbered as they turn up.  If they are not told ``apart``, of each state there is one.
    """

    def __init__(
        self, counters: Sequence[int], atoms: Sequence[Atom], *, apart: bool = True
    ) -> None:
        self.counters, self.atoms, self.apart = tuple(counters), tuple(atoms), apart
        self.number = len(self.counters)
        self.position = {v: k for k, v in enumerate(self.counters)}
        self.spaces = Spaces(self.number)
        self.rows = [self._row(Form(a.terms, 0)) for a in self.atoms]
        self._cells: list[Cell] = []
        self._numbers: dict[Cell, int] = {}
        self._answers, self._sure = Growing(np.int64), Growing(np.int64)
        self._after: dict[tuple[int, Assigned], tuple[int, ...]] = {}
        self._steps: dict[Assigned, _Step] = {}
        self._known = lru_cache(RECENT)(partial(_known, self.number, self.atoms, self.rows))
        self._met = cache(self.spaces.meet)
        self._joins: dict[tuple[int, int], int] = {}
        self._where: dict[tuple[int, int, int], int] = {}

    def initial(
        self, values: Mapping[int, int], equal: Iterable[Sequence[int]]
    ) -> tuple[int, ...]:
        """The cells of states whose counters are these, or, if they are in a group of ``equal``
        ones, any natural number, the same for the group."""
        free: set[int] = set()
        rows: list[Row] = []
        for group in equal:
            free |= set(group)
            for one, other in pairwise(group):
                rows.append(self._row(Form(((one, 1), (other, -1)), 0)))
        rows += [
            self._row(Form(((v, 1),), -values[v])) for v in self.counters if v not in free
        ]
        space = self.spaces.meet((), rows)
        assert space is not None
        return tuple(map(self._numbered, self._settled((None, space), _Step((), self.rows))))

    def after(self, cell: int, assigned: Assigned) -> tuple[int, ...]:
        """The cells of what comes of a cell when counters are assigned."""
        if not assigned:
            return (cell,)
        key = (cell, assigned)
        found = self._after.get(key)
        if found is None:
            after = self._settled(self._cells[cell], self._step(assigned))
            found = self._after[key] = tuple(map(self._numbered, after))
        return found

    def join(self, one: int, other: int) -> int:
        """The smallest cell that contains two."""
        key = (one, other)
        found = self._joins.get(key)
        if found is None:
            answers, space = self._cells[one]
            more, others = self._cells[other]
            same = tuple(a if a == b else None for a, b in zip(answers, more, strict=True))
            joined = self.spaces.join(space, others)
            found = self._joins[key] = self._numbered((same, joined))
        return found

    def cell(self, number: int) -> Cell:
        """The cell with a number."""
        return self._cells[number]

    def answers(self, numbers: np.ndarray) -> np.ndarray:
        """The answers of cells, as bits: 1 if it is yes."""
        return self._answers[numbers]

    def sure(self, numbers: np.ndarray) -> np.ndarray:
        """Which questions have an answer in cells, as bits."""
        return self._sure[numbers]

    def where(self, cell: int, asked: int, yes: int) -> int:
        """The part of a cell where questions that had no answer there have this one, both as bits;
        -1 if there is none."""
        key = (cell, asked, yes)
        found = self._where.get(key)
        if found is None:
            answers, space = self._cells[cell]
            more = tuple(
                bool(yes >> k & 1) if asked >> k & 1 else answer
                for k, answer in enumerate(answers)
            )
            parts = self._settled((more, space), _Step((), self.rows))
            assert len(parts) <= 1, "more than one cell"
            found = self._where[key] = self._numbered(parts[0]) if parts else -1
        return found

    def outside(self, cell: int, conditions: Iterable[tuple[int, int]]) -> set[int]:
        """Parts of a cell in which together is all of it where none of the conditions is met: the
        questions each asks, and those it wants to be answered with yes, as bits."""
        parts = {cell}
        for asked, yes in conditions:
            left = set[int]()
            for part in parts:
                sure = int(self._sure.values[part])
                if (int(self._answers.values[part]) ^ yes) & asked & sure:
                    left.add(part)
                    continue
                for k in range(len(self.atoms)):
                    if asked & ~sure & 1 << k:
                        left.add(self.where(part, 1 << k, ~yes & 1 << k))
            parts = left - {-1}
        return parts

    def _numbered(self, cell: Cell) -> int:
        number = self._numbers.setdefault(cell, len(self._cells))
        if number == len(self._cells):
            self._cells.append(cell)
            bits = [(1 << k, yes) for k, yes in enumerate(cell[0]) if yes is not None]
            self._answers.append(np.array([sum(bit for bit, yes in bits if yes)]))
            self._sure.append(np.array([sum(bit for bit, _ in bits)]))
        return number

    def _row(self, form: Number) -> Row:
        row = [0] * (self.number + 1)
        if isinstance(form, int):
            row[-1] = form
        else:
            row[-1] = form.constant
            for variable, coefficient in form.terms:
                row[self.position[variable]] = coefficient
        return tuple(row)

    def _step(self, assigned: Assigned) -> _Step:
        found = self._steps.get(assigned)
        if found is None:
            rows = {self.position[v]: self._row(form) for v, form in assigned}
            asked = [self._composed(row, rows) for row in self.rows]
            found = self._steps[assigned] = _Step(tuple(sorted(rows.items())), asked)
        return found

    def _settled(self, cell: tuple[Answers | None, Rows], step: _Step) -> tuple[Cell, ...]:
        """Ask every question anew after a step: all answers that are possible together, or the one
        cell of them."""
        answers, space = cell
        known = self._known(answers, space)
        if known is None:
            return ()
        # What is asked about counters that stay as they are is answered as before, if it was.
        before: Sequence[bool | None] = answers or [None] * len(self.atoms)
        certain = [
            answer if new is old else None
            for new, old, answer in zip(step.asked, self.rows, before, strict=True)
        ]
        shorter = [
            short if new is old else residue(new, space, known.pivots)
            for new, old, short in zip(step.asked, self.rows, known.residues, strict=True)
        ]
        image = self.spaces.image(space, step.assigned) if step.assigned else space
        found: list[Cell] = []
        stack: list[_Way] = [((), known.ranges, known.constraints)]
        while stack:
            chosen, ranges, constraints = stack.pop()
            at = len(chosen)
            if at == len(self.atoms):
                fixed = self._fixed(ranges, known.between, step.asked, chosen)
                if fixed is None:
                    continue
                smaller = self._met(image, tuple(fixed)) if fixed else image
                if smaller is not None:
                    found.append((chosen, smaller))
                continue
            sure = certain[at]
            if sure is not None:
                stack.append(((*chosen, sure), ranges, constraints))
                continue
            atom, (row, factor) = self.atoms[at], shorter[at]
            low, high = range_of(row, ranges)
            for yes in (True, False):
                least, most = _scaled(_limit(atom, yes), factor)
                if (least is None or (low is not None and low >= least)) and (
                    most is None or (high is not None and high <= most)
                ):
                    stack.append(((*chosen, yes), ranges, constraints))
                    break  # the other answer is impossible
            else:
                possible: list[_Way] = []
                for yes in (True, False):
                    more = [*constraints, _constraint((row, factor), _limit(atom, yes))]
                    smaller_ranges = bounds(ranges, more)
                    if smaller_ranges is not None:
                        possible.append(((*chosen, yes), smaller_ranges, more))
                if len(possible) > 1 and not self.apart:
                    possible = [((*chosen, None), ranges, constraints)]
                stack += possible
        return tuple(found)

    def _fixed(
        self, ranges: Sequence[Range], between: Mapping[Row, Range], asked: Sequence[Row],
        chosen: Answers,
    ) -> list[Row] | None:
        """Equations of the forms that have one value only where the questions are answered like
        this; None if that is impossible."""
        limits: dict[Row, Range] = {}
        for atom, row, yes in zip(self.atoms, asked, chosen, strict=True):
            limits[row] = _both(limits.get(row, ANY), ANY if yes is None else _limit(atom, yes))
        fixed: list[Row] = []
        for mine, row in zip(self.rows, asked, strict=True):
            reach = _both(range_of(row, ranges), limits[row])
            bare = (*row[:-1], 0)
            if bare in between:
                low, high = between[bare]
                reach = _both(reach, (None if low is None else low + row[-1],
                                      None if high is None else high + row[-1]))
            low, high = reach
            if low is not None and high is not None:
                if low > high:
                    return None
                if low == high:
                    fixed.append((*mine[:-1], -low))
        return fixed

    def _composed(self, row: Row, assigned: Mapping[int, Row]) -> Row:
        """A form of the counters after the step as one of those before it; itself if it is one of
        counters that stay as they are."""
        if not any(row[k] for k in assigned):
            return row
        total = [0] * (self.number + 1)
        total[-1] = row[-1]
        for k in range(self.number):
            if row[k] and k in assigned:
                total = [t + row[k] * x for t, x in zip(total, assigned[k], strict=True)]
            elif row[k]:
                total[k] += row[k]
        return tuple(total)


def _known(
    number: int, atoms: Sequence[Atom], rows: Sequence[Row], answers: Answers | None, space: Rows
) -> _Known | None:
    """What is known of a cell, of which nothing may have been asked yet; None if it has no
    counters.  There are ``number`` of these; ``atoms`` are asked, which are of the forms ``rows``.
    """
    constraints = [constraint(row, 0, 0) for row in space]
    pivots = beginnings(space)
    residues = [residue(row, space, pivots) for row in rows]
    between: dict[Row, Range] = {}
    if answers is not None:
        for atom, row, shorter, yes in zip(atoms, rows, residues, answers, strict=True):
            if yes is None:
                continue
            limit = _limit(atom, yes)
            constraints.append(_constraint(shorter, limit))
            between[row] = _both(between.get(row, ANY), limit)
    ranges = bounds([NATURAL] * number, constraints)
    return None if ranges is None else _Known(constraints, ranges, between, pivots, residues)


def _limit(atom: Atom, yes: bool) -> Range:
    return (atom.least, None) if yes else (None, atom.least - 1)


def _scaled(limits: Range, factor: int) -> Range:
    low, high = limits
    return None if low is None else low * factor, None if high is None else high * factor


def _constraint(of: tuple[Row, int], limits: Range) -> Constraint:
    """That a form, given as so many times itself, is within limits."""
    row, factor = of
    return constraint(row, *_scaled(limits, factor))


def _both(one: Range, other: Range) -> Range:
    """What lies in both."""
    (low, high), (least, most) = one, other
    if low is None or (least is not None and least > low):
        low = least
    if high is None or (most is not None and most < high):
        high = most
    return low, high
