"""Types of fields and locals: finite, or counted."""

from __future__ import annotations

from enum import Enum, IntEnum, auto
from typing import Any

__all__ = [
    "Array", "Count", "DriverWide", "Enum", "Final", "IntEnum", "Queue", "Range", "Ref", "Relaxed",
    "Set", "ThreadId", "auto",
]


class _Generic:
    """Base of the type constructors: ``Range[0, 3]``, ``Queue[NET_BUFFER_LIST, 2]``."""

    def __class_getitem__(cls, _arguments: Any) -> Any:
        return cls


class Range(_Generic):
    """``Range[low, high]``: integers; leaving the range is an error with a trace."""


class Count(_Generic):
    """A natural number: bounded by explicit search, unbounded in symbolic search."""


class Queue(_Generic):
    """``Queue[T]`` or ``Queue[T, n]``: a bounded first-in first-out queue."""


class Set(_Generic):
    """``Set[T]``: a set of tokens or of members of an enumeration."""


class Array(_Generic):
    """``Array[T, n]``: indexed by 0..n-1, by an enumeration, or by a token class."""


class Relaxed(_Generic):
    """``Relaxed[T]``: a field whose unsynchronized accesses are intended."""


class DriverWide(_Generic):
    """``DriverWide[T]``: a field of an adapter's object that all adapters of the driver share."""


class Final(_Generic):
    """A constant of an object, given where the object is declared."""


class Ref(_Generic):
    """A parameter that stands for the place passed, not for its value."""


class ThreadId(_Generic):
    """A reference to an activity, or None."""
