"""Things with state: objects, tokens, plain memory, activities."""

from __future__ import annotations

from typing import Any

__all__ = [
    "Activity", "DriverData", "Object", "Plain", "Token", "current", "driver", "every",
    "instances", "options", "tokens",
]


class Object:
    """Anything with typed fields, sub-objects and methods."""

    def __init__(self, *_arguments: Any, **_named: Any) -> None:
        """Bind the constants of the class; the compiler does."""


class Token(Object):
    """An object with identity that is handed from one owner to another."""


class Plain(Object):
    """An object whose fields are ordinary memory: unordered conflicting accesses are races."""


class DriverData(Plain):
    """Driver-wide or static data, outside the adapter context."""


class Activity(Object):
    """A thread of control: its method ``run`` with a program counter of its own."""


class _Anything:
    def __getattr__(self, _name: str) -> Any:
        return self

    def __call__(self, *_arguments: Any, **_named: Any) -> Any:
        return self


driver: Any = _Anything()
"""The model's Miniport object."""

current: Any = _Anything()
"""The activity that executes this code."""

options: Any = _Anything()
"""The options of the scope: compile-time constants."""


def tokens(_class: type) -> Any:
    """All tokens of a class."""


def instances(_class: type) -> Any:
    """All objects of a class (sub-classes included) of this adapter, and those all share."""


def every(_class: type) -> Any:
    """All objects of a class (sub-classes included), of every adapter."""
