"""Some of the variables of a state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

__all__ = ["projection"]


def projection(variables: Sequence[int]) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """A function from a state to the values of these variables."""
    if not variables:
        return lambda state: ()
    if len(variables) == 1:
        (only,) = variables
        return lambda state: (state[only],)
    return itemgetter(*variables)
