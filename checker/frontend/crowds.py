"""Tokens of a class, however many there are: those that somebody names, and how many others there
are of each sort.

Tokens are interchangeable, so of one that no variable names only its own fields matter.  A crowd
has ``held`` tokens like those of any class; each of the others is of a ``sort``: these values of
its fields, and in these queues and sets.  While compiling, number ``held + 1 + k`` stands for any
one of sort ``k``; nothing of the state has that value.  Choosing one gives it the place of a held
token that is free; when nobody names a held token any more it joins its sort (:mod:`.release`).
So the state is what is left of a state of any number of tokens when their names are forgotten
(counter abstraction: S. German and A. P. Sistla, "Reasoning about systems with many processes",
JACM 39, 1992), with nothing lost but the order in queues.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..ir.program import Const, Expr, Span

if TYPE_CHECKING:
    from .classes import Class
    from .world import Slot

__all__ = [
    "CROWD_FAULTS", "HELD", "TWICE", "UNKNOWN_SORT", "UNMOVED", "Crowd", "Gathered", "Layout",
    "NoCrowd", "OneByOne", "Sort",
]

Sort = tuple[tuple[str, int], ...]
"""Fields and queues by name, and values; what is not there has its initial value.  Sorted."""

HELD = "crowd.held"
"""Broken where more tokens are named than can be held."""

TWICE = "crowd.twice"
"""Broken where a queue has a token twice."""

UNMOVED = "crowd.moved"
"""Broken where a loop makes of the tokens of a sort some that are of none."""

CROWD_FAULTS = (HELD, TWICE, UNMOVED)
"""What a crowd takes for granted: that there are enough held tokens, that no queue has a token
twice, that sorts become sorts.  Where one of these is broken the crowd says less than the driver
does."""

UNKNOWN_SORT = "crowd.sort"
"""Broken where a token that nobody names is of no sort: it stays held."""


class NoCrowd(UsageError):
    """There cannot be any number of tokens of a class in this model."""


class OneByOne(NoCrowd):
    """It looks at them one by one."""

    def __init__(self, span: Span, kind: str) -> None:
        super().__init__(f"{span.file}:{span.line}: looks at every {kind} one by one")
        self.span, self.kind = span, kind


@dataclass(frozen=True)
class Crowd:
    """How the tokens of a class are compiled; ``number`` is how many there are in explicit search,
    at first all of sort 0, as they are made.

    Only ``traits`` tell sorts apart (None: all); :attr:`Layout.traits` has those that must.
    """

    held: int
    number: int
    sorts: tuple[Sort, ...] = ((),)
    traits: frozenset[str] | None = None


@dataclass(frozen=True)
class Layout:
    """A crowd in the Program: the variables that say which held tokens there are, those that name
    tokens, and, by name, those of each held token with the initial value; ``naming`` are those
    with which it names other tokens itself.  A variable that keeps its first value is None."""

    kind: str
    present: tuple[int | None, ...]
    names: tuple[int, ...]
    traits: tuple[tuple[str, tuple[int | None, ...], int], ...]
    naming: tuple[tuple[int | None, ...], ...] = ()

    @property
    def variables(self) -> tuple[int, ...]:
        """All of them."""
        of_tokens = (self.present, *(columns for _, columns, _ in self.traits), *self.naming)
        columns = (column for columns in of_tokens for column in columns)
        return (*self.names, *(column for column in columns if column is not None))


@dataclass(eq=False)
class Gathered:
    """The variables of a crowd: ``total`` is its number of tokens, from ``present`` on is whether
    each held token is one at all, from ``counts`` on how many others there are of each sort.
    ``traits`` are the fields, queues and sets, by name: first variable, initial value."""

    definition: Class
    crowd: Crowd
    total: int
    present: int
    counts: int
    traits: dict[str, tuple[int, int]] = field(default_factory=dict)

    def stands_for(self, number: int) -> int | None:
        """The sort that a number of a token stands for; None if it names one."""
        sort = number - self.crowd.held - 1
        return sort if sort >= 0 else None

    def trait(self, sort: int, name: str) -> int:
        """What the tokens of a sort have there."""
        values: Mapping[str, int] = dict(self.crowd.sorts[sort])
        return values.get(name, self.traits[name][1])

    def values(self, sort: int) -> dict[str, Expr]:
        """All that the tokens of a sort have."""
        return {name: Const(self.trait(sort, name)) for name in self.traits}

    def layout(self, slots: Sequence[Slot], number: Mapping[int, int]) -> Layout | None:
        """Where it is in the Program, whose variables are these slots; None if it is not."""
        held = range(self.crowd.held)
        if not any(self.present + k in number for k in held):
            return None
        return Layout(
            self.definition.name,
            tuple(number.get(self.present + k) for k in held),
            tuple(
                variable for slot, variable in number.items()
                if slots[slot].type.kind == "token"
                and slots[slot].type.definition is self.definition
            ),
            tuple(
                (name, tuple(number.get(base + k) for k in held), initial)
                for name, (base, initial) in self.traits.items()
                if any(base + k in number for k in held) and slots[base].type.kind != "token"
            ),
            tuple(
                tuple(number.get(base + k) for k in held) for base, _ in self.traits.values()
                if any(base + k in number for k in held) and slots[base].type.kind == "token"
            ),
        )

    @property
    def distinguished(self) -> tuple[str, ...]:
        """The traits that tell sorts apart."""
        told = self.crowd.traits
        return tuple(name for name in self.traits if told is None or name in told)

    def different(self) -> list[int]:
        """The sorts that differ in what tells sorts apart, the first of those that do not."""
        found: dict[tuple[int, ...], int] = {}
        for k in range(len(self.crowd.sorts)):
            found.setdefault(tuple(self.trait(k, name) for name in self.distinguished), k)
        return sorted(found.values())

    def trait_at(self, base: int) -> str:
        """The name of the trait whose variables begin there."""
        return next(name for name, (first, _) in self.traits.items() if first == base)
