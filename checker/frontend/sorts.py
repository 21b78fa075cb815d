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
            if _at(values, present) and k + 1 not in named and not _names(layout, values, k):
                found.add(tuple(sorted(
                    (name, values[column]) for name, columns, initial in layout.traits
                    if (column := columns[k]) is not None and values[column] != initial
                )))  # fmt: skip
    return ((), *sorted(found - {()}))


def named_at_once(layout: Layout, states: Iterable[Sequence[int]]) -> int:
    """The most tokens that are named in one state, or name some; at least one."""
    most = 1
    for values in states:
        named = {values[name] for name in layout.names} - {0}
        held = range(len(layout.present))
        most = max(most, len(named | {k + 1 for k in held if _names(layout, values, k)}))
    return most


def _names(layout: Layout, values: Sequence[int], token: int) -> bool:
    return any(_at(values, columns[token]) for columns in layout.naming)


def _at(values: Sequence[int], column: int | None) -> int:
    """What nobody writes begins, and remains, with nothing."""
    return 0 if column is None else values[column]
