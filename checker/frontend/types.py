"""Types of fields, locals and values: scalars with a finite range, and small aggregates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .classes import Class

__all__ = [
    "BOOL", "COUNT", "COUNT_BOUND", "THREAD", "Aggregate", "Scalar", "Type", "integer",
    "same_kind",
]

COUNT_BOUND = 255
"""What explicit search lets a Count grow to."""


@dataclass(frozen=True)
class Scalar:
    """A value in ``low .. high``.

    ``kind`` is ``bool``, ``enum``, ``int``, ``count``, ``token`` (0 is None, k the k-th token) or
    ``thread`` (0 is None).  ``definition`` is the class of an enum or token.
    """

    kind: str
    low: int
    high: int
    definition: Class | None = None

    def describe(self) -> str:
        """The type as a user writes it."""
        match self.kind:
            case "int" if self.low == self.high:
                return "number"
            case "int":
                return f"Range[{self.low}, {self.high}]"
            case "enum" | "token":
                return self.definition.name if self.definition else self.kind
            case "thread":
                return "ThreadId"
            case "count":
                return "Count"
        return self.kind

    def labels(self) -> tuple[str, ...]:
        """Printed values from ``low`` on; empty for plain numbers."""
        match self.kind:
            case "bool":
                return ("False", "True")
            case "enum":
                assert self.definition is not None
                return tuple(self.definition.members)
            case "token":
                assert self.definition is not None
                return ("None", *(f"{self.definition.name}{k}" for k in range(1, self.high + 1)))
        return ()


@dataclass(frozen=True)
class Aggregate:
    """``queue`` (length, then elements), ``set`` (a flag per member), ``array``; ``bag``: a queue
    of any number of tokens, whose order is forgotten (a flag per held token).

    ``index`` is the enum or token class an array, set or bag is indexed by, if any; ``limit`` the
    most a bag has room for, if somebody has said.
    """

    kind: str
    element: Scalar
    size: int
    index: Scalar | None = None
    limit: int | None = None

    @property
    def slots(self) -> int:
        """How many state variables it takes."""
        return self.size + (self.kind == "queue")

    def describe(self) -> str:
        """The type as a user writes it."""
        return f"{self.kind.capitalize()}[{self.element.describe()}]"


Type = Scalar | Aggregate

BOOL = Scalar("bool", 0, 1)
COUNT = Scalar("count", 0, COUNT_BOUND)
THREAD = Scalar("thread", 0, 0)


def integer(low: int, high: int) -> Scalar:
    """The type of integers in a range."""
    return Scalar("int", low, high)


def same_kind(a: Type, b: Type) -> bool:
    """Whether values of the two types can be compared and assigned."""
    if isinstance(a, Aggregate) or isinstance(b, Aggregate):
        return a == b
    numbers = ("int", "count")
    if a.kind in numbers and b.kind in numbers:
        return True
    return a.kind == b.kind and a.definition is b.definition
