"""What an expression means while compiling: a scalar of the running model, or known now."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from ..ir.program import Const, Expr
from .classes import Class
from .modules import Function, Module
from .types import BOOL, Aggregate, Scalar, integer

__all__ = [
    "NOTHING", "Collection", "ContainerMethod", "Everyone", "Instance", "Method", "Nothing",
    "Number", "Options", "Place", "Super", "Text", "Tuple", "Value", "boolean", "number",
]


@dataclass(frozen=True)
class Number:
    """A scalar: an expression over the state, and its type."""

    expr: Expr
    type: Scalar


@dataclass(frozen=True)
class Text:
    """A string constant: names and messages only."""

    value: str


@dataclass(frozen=True)
class Nothing:
    """``None``."""


NOTHING = Nothing()


@dataclass(frozen=True)
class Tuple:
    """A sequence known now, perhaps of ``kind``; loops over it are unrolled."""

    items: tuple[Value, ...]
    kind: Scalar | None = None


@dataclass(frozen=True)
class Everyone:
    """All tokens of a class of which there may be any number."""

    kind: Scalar


@dataclass(eq=False)
class Instance:
    """An object of the model: constants, sub-objects, and where its fields live.

    ``fields`` maps a name to (first variable, type); ``number`` is the index of an activity;
    ``declared`` is where its declaration stands; ``adapter`` whose it is, 1 if of all.
    """

    definition: Class
    name: str
    owner: Instance | None
    finals: dict[str, Value] = field(default_factory=dict)
    parts: dict[str, Instance] = field(default_factory=dict)
    fields: dict[str, tuple[int, Scalar | Aggregate]] = field(default_factory=dict)
    number: int = -1
    declared: tuple[Module, ast.Call] | None = None
    adapter: int = 1


@dataclass(frozen=True)
class Collection:
    """A queue, set or array in the state, from variable ``base`` on."""

    base: int
    type: Aggregate


@dataclass(frozen=True)
class Place:
    """Somewhere to assign to: ``size`` variables from ``base``, chosen by ``index`` (from 0)."""

    base: int
    type: Scalar
    index: Expr | None = None
    size: int = 1


class ContainerMethod(str):
    """The name of a method of a queue or set."""


@dataclass(frozen=True)
class Method:
    """A method bound to its object (or to a token)."""

    function: Function | ContainerMethod
    receiver: Value


@dataclass(frozen=True)
class Super:
    """``super()`` inside a method of ``definition``."""

    definition: Class
    receiver: Value


@dataclass(frozen=True)
class Options:
    """The word ``options``."""


Value = (
    Number | Text | Nothing | Tuple | Everyone | Instance | Collection | Method | Super
    | Options | Class | Function
)


def number(value: int) -> Number:
    """A known integer."""
    return Number(Const(value), integer(value, value))


def boolean(value: bool) -> Number:
    """A known truth value."""
    return Number(Const(int(value)), BOOL)
