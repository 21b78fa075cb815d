"""Statements and operators that Python has not."""

from __future__ import annotations

from typing import Any, TypeVar

__all__ = [
    "acquires", "atomic", "choose", "count", "event", "implies", "interlocked", "maybe",
    "optional", "releases", "remakes", "reset", "tries", "wait_until",
]

_F = TypeVar("_F")


class _Atomic:
    """``@atomic`` on a function, ``with atomic():`` in one: a single step."""

    def __call__(self, function: Any = None) -> Any:
        return function if function is not None else self

    def __enter__(self) -> None: ...

    def __exit__(self, *_exception: object) -> None: ...


atomic: Any = _Atomic()


def interlocked(function: _F) -> _F:
    """An atomic function whose accesses to memory are synchronized."""
    return function


def acquires(function: _F) -> _F:
    """A function that takes the lock that is its first argument, waiting until it is free."""
    return function


def releases(function: _F) -> _F:
    """A function that gives up the lock that is its first argument."""
    return function


def tries(function: _F) -> _F:
    """A function that finds out, without waiting, whether its first argument, a lock, is free."""
    return function


def remakes(function: _F) -> _F:
    """A function that makes or unmakes the lock that is its first argument, whoever has it."""
    return function


def event(function: _F) -> _F:
    """A point of observation: calling it evaluates the rules attached to it."""
    return function


def wait_until(_condition: object) -> None:
    """Block until the condition holds."""


def optional() -> None:
    """Nobody is obliged to take this step: what must happen (kind LV) may not rest on it."""


def choose(*_values: Any) -> Any:
    """Any of the values."""


def maybe() -> bool:
    """False or True."""
    return False


def reset(_object: object) -> None:
    """Put every field of the object back to its initial value."""


def count(_items: Any) -> int:
    """How many items there are."""
    return 0


def implies(premise: object, conclusion: object) -> bool:
    """The conclusion holds wherever the premise does."""
    return not premise or bool(conclusion)
