"""Which sorts of tokens there are (:mod:`.crowds`): seen in runs with a few of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .crowds import Layout, Sort

__all__ = ["named_at_once", "sorts"]


def sorts(layout: Layout, states: Iterable[Sequence[int]]) -> tuple[Sort, ...]:
    """The sorts of held tokens that nobody names, that of new ones first."""
    found: set[Sort] = set()
    for values in states:
        named = {values[name] for name in layout.names}
        for k, present in enumerate(layout.present):
            if values[present] and k + 1 not in named:
                found.add(tuple(sorted(
                    (name, values[columns[k]]) for name, columns, initial in layout.traits
                    if values[columns[k]] != initial
                )))  # fmt: skip
    return ((), *sorted(found - {()}))


def named_at_once(layout: Layout, states: Iterable[Sequence[int]]) -> int:
    """The most tokens that are named in one state; at least one."""
    most = 1
    for values in states:
        most = max(most, len({values[name] for name in layout.names} - {0}))
    return most
