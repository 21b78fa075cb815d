"""Representatives of orbits, in machine code: :class:`~..symmetry.canonical.Canonical` on packed
states.

The symmetries are a table of numbers (addresses and fields), so that this code is compiled once
on a machine.  The representatives are not those of the definition, but as exact: of each orbit
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit

from ..ir.program import Symmetry
from ..symmetry.canonical import Group, groups_of
from .expressions import Unsupported
from .packing import Field, Packing
from .raw import load, store

__all__ = ["Representatives", "represent"]

# The table: how many groups there are, how many words a state has, then for each group these.
_GROUPS, _WORDS, _FIRST_GROUP = range(3)
(
    _SIZE, _NAME, _COLUMNS, _MEMBERS, _OUTSIDE, _OUTSIDES, _INSIDE, _INSIDES, _KEYS, _SCRATCH,
) = range(10)  # fmt: skip
_GROUP = 10
# A field: its place in the state, what it names (or -1), its place in the key of a member.
_WORD, _SHIFT, _MASK, _LOW, _KIND, _KEY, _AT = range(7)
_FIELD = 7
_MOST = 64  # members of a group
_WIDEST = 60  # bits of a field: it must fit into a signed word, and more

# What a search needs besides, per worker: a state, the least one, another one, then per group
# the order of its members, where each one is, whether it is tangled, whether it is like the one
# before it, and the keys.


@njit(inline="always")
def _get(state: Any, field: Any) -> Any:
    word = load(state + 8 * load(field + 8 * _WORD))
    return (word >> load(field + 8 * _SHIFT)) & load(field + 8 * _MASK)


@njit(inline="always")
def _set(state: Any, field: Any, value: Any) -> None:
    place = state + 8 * load(field + 8 * _WORD)
    shift = load(field + 8 * _SHIFT)
    store(place, (load(place) & ~(load(field + 8 * _MASK) << shift)) | (value << shift))


@njit(inline="always")
def _named(value: Any, field: Any, group: Any) -> Any:
    """The member of ``group`` that a value of a field names, or -1."""
    member = value + load(field + 8 * _LOW) - load(group + 8 * _NAME)
    return member if 0 <= member < load(group + 8 * _SIZE) else -1


@njit(inline="always")
def _group(table: Any, number: Any) -> Any:
    return table + 8 * (_FIRST_GROUP + _GROUP * number)


@njit
def _keys(state: Any, table: Any, group: Any, own: Any) -> None:
    """The keys of the members of a group, and which members are tangled."""
    size, columns, words = (
        load(group + 8 * _SIZE), load(group + 8 * _COLUMNS), load(group + 8 * _KEYS)
    )
    tangled, keys = own + 16 * _MOST, own + 32 * _MOST
    field = load(group + 8 * _MEMBERS)
    for m in range(size):
        key = keys + 8 * words * m
        for k in range(words):
            store(key + 8 * k, 0)
        store(tangled + 8 * m, 0)
        for _ in range(columns):
            value, kind = _get(state, field), load(field + 8 * _KIND)
            if kind >= 0 and _named(value, field, _group(table, kind)) >= 0:
                store(tangled + 8 * m, 1)
                value = load(field + 8 * _MASK) + 1
            place = key + 8 * load(field + 8 * _KEY)
            store(place, load(place) | (value << load(field + 8 * _AT)))
            field += 8 * _FIELD
    field = load(group + 8 * _OUTSIDE)
    for _ in range(load(group + 8 * _OUTSIDES)):
        m = _named(_get(state, field), field, group)
        if m >= 0:
            place = keys + 8 * (words * m + load(field + 8 * _KEY))
            store(place, load(place) | (1 << load(field + 8 * _AT)))
        field += 8 * _FIELD
    field = load(group + 8 * _INSIDE)
    for _ in range(load(group + 8 * _INSIDES)):
        m = _named(_get(state, field), field, group)
        if m >= 0:
            store(tangled + 8 * m, 1)
        field += 8 * _FIELD


@njit(inline="always")
def _compare(left: Any, right: Any, words: Any) -> Any:
    """-1, 0, 1: whether words are less than, equal to, greater than others."""
    for k in range(words):
        a, b = load(left + 8 * k), load(right + 8 * k)
        if a != b:
            return -1 if a < b else 1
    return 0


@njit
def _sort(group: Any, own: Any) -> Any:
    """Sort the members of a group by their keys; 1 if that moves one, 2 if there are members that
    keys do not tell apart and that are tangled, 3 if both."""
    size, words = load(group + 8 * _SIZE), load(group + 8 * _KEYS)
    tangled, same, keys = own + 16 * _MOST, own + 24 * _MOST, own + 32 * _MOST
    found = 0
    for m in range(size):
        p = m
        while p > 0:
            before = load(own + 8 * (p - 1))
            if _compare(keys + 8 * words * before, keys + 8 * words * m, words) <= 0:
                break
            store(own + 8 * p, before)
            p -= 1
            found = 1
        store(own + 8 * p, m)
    for p in range(size):
        store(same + 8 * p, 0)
        if p > 0:
            m, before = load(own + 8 * p), load(own + 8 * (p - 1))
            if _compare(keys + 8 * words * before, keys + 8 * words * m, words) == 0:
                store(same + 8 * p, 1)
                if load(tangled + 8 * m) | load(tangled + 8 * before) != 0:
                    found |= 2
    return found


@njit
def _apply(state: Any, table: Any, own: Any, after: Any) -> None:
    """Write to ``after`` the state with its members in their orders."""
    words, groups = load(table + 8 * _WORDS), load(table + 8 * _GROUPS)
    for k in range(words):
        store(after + 8 * k, load(state + 8 * k))
    for g in range(groups):
        group = _group(table, g)
        order = own + load(group + 8 * _SCRATCH)
        for p in range(load(group + 8 * _SIZE)):
            store(order + 8 * (_MOST + load(order + 8 * p)), p)
    for g in range(groups):
        group = _group(table, g)
        order = own + load(group + 8 * _SCRATCH)
        columns, members = load(group + 8 * _COLUMNS), load(group + 8 * _MEMBERS)
        target = members
        for p in range(load(group + 8 * _SIZE)):
            source = members + 8 * _FIELD * columns * load(order + 8 * p)
            for _ in range(columns):
                value, kind = _get(state, source), load(source + 8 * _KIND)
                if kind >= 0:
                    value = _renamed(value, source, table, kind, own)
                _set(after, target, value)
                source += 8 * _FIELD
                target += 8 * _FIELD
        field = load(group + 8 * _OUTSIDE)
        for _ in range(load(group + 8 * _OUTSIDES)):
            _set(after, field, _renamed(_get(state, field), field, table, g, own))
            field += 8 * _FIELD


@njit(inline="always")
def _renamed(value: Any, field: Any, table: Any, kind: Any, own: Any) -> Any:
    group = _group(table, kind)
    m = _named(value, field, group)
    if m >= 0:
        return value - m + load(own + load(group + 8 * _SCRATCH) + 8 * (_MOST + m))
    return value


@njit
def _next(order: Any, begin: Any, end: Any) -> Any:
    """The next permutation of some members; 0 if it was the last, and back to the first."""
    p = end - 2
    while p >= begin and load(order + 8 * p) > load(order + 8 * (p + 1)):
        p -= 1
    if p >= begin:
        m, q = load(order + 8 * p), end - 1
        while load(order + 8 * q) < m:
            q -= 1
        store(order + 8 * p, load(order + 8 * q))
        store(order + 8 * q, m)
    left, right = p + 1, end - 1
    while left < right:
        m = load(order + 8 * left)
        store(order + 8 * left, load(order + 8 * right))
        store(order + 8 * right, m)
        left += 1
        right -= 1
    return 1 if p >= begin else 0


@njit
def _advance(table: Any, own: Any) -> Any:
    """The next orders of members that are alike and tangled; 0 if these were the last."""
    for g in range(load(table + 8 * _GROUPS)):
        group = _group(table, g)
        order = own + load(group + 8 * _SCRATCH)
        tangled, same = order + 16 * _MOST, order + 24 * _MOST
        size, begin = load(group + 8 * _SIZE), 0
        while begin < size:
            end, entangled = begin + 1, load(tangled + 8 * load(order + 8 * begin))
            while end < size and load(same + 8 * end) != 0:
                entangled |= load(tangled + 8 * load(order + 8 * end))
                end += 1
            if entangled != 0 and end - begin > 1 and _next(order, begin, end) != 0:
                return 1
            begin = end
    return 0


@njit
def represent(state: Any, table: Any, own: Any) -> None:
    """Put the representative of the orbit of a packed state in its place."""
    words = load(table + 8 * _WORDS)
    found = 0
    for g in range(load(table + 8 * _GROUPS)):
        group = _group(table, g)
        order = own + load(group + 8 * _SCRATCH)
        _keys(state, table, group, order)
        found |= _sort(group, order)
    if found == 0:
        return
    least, other = own, own + 8 * words
    _apply(state, table, own, least)
    if found & 2 != 0:
        while _advance(table, own) != 0:
            _apply(state, table, own, other)
            if _compare(other, least, words) < 0:
                for k in range(words):
                    store(least + 8 * k, load(other + 8 * k))
    for k in range(words):
        store(state + 8 * k, load(least + 8 * k))


@njit(nogil=True)
def _represent_all(states: Any, count: Any, words: Any, table: Any, own: Any) -> None:
    for k in range(count):
        represent(states + 8 * words * k, table, own)


class Representatives:
    """The table for ``symmetries`` of states packed in some way.

    ``address`` is where it is; a worker's :meth:`scratch` must not be shared.
    """

    def __init__(self, symmetries: Sequence[Symmetry], packing: Packing) -> None:
        self._packing = packing
        self._kept: list[np.ndarray] = []
        groups = groups_of(symmetries)
        numbers = [len(groups), packing.words]
        self._bytes = 16 * packing.words
        for group in groups:
            numbers += self._numbers(group)
        self._table = np.array(numbers, dtype=np.int64)
        self.address = int(self._table.ctypes.data)
        self._own = self.scratch()
        self._state = np.zeros(packing.words, dtype=np.uint64)

    def scratch(self) -> np.ndarray:
        """Memory that one worker needs."""
        return np.zeros(self._bytes // 8 + 1, dtype=np.int64)

    def words(self, words: Sequence[int]) -> tuple[int, ...]:
        """The representative of a packed state."""
        self._state[:] = words
        represent(self._state.ctypes.data, self.address, self._own.ctypes.data)
        return tuple(self._state.tolist())

    def represent_all(self, states: np.ndarray) -> None:
        """Put the representative of each packed state, a row of words, in its place."""
        many, words = states.shape
        own = self._own.ctypes.data
        _represent_all(states.ctypes.data, many, words, self.address, own)

    def values(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """The representative of a state by the values of its variables."""
        return self._packing.unpack(self.words(self._packing.pack(values)))

    def _numbers(self, group: Group) -> list[int]:
        fields = self._packing.fields
        if group.size > _MOST:
            raise Unsupported(f"there are more than {_MOST} interchangeable things of a kind")
        kinds = dict(group.naming)
        columns = (*group.plain, *kinds)
        key = _Key()
        if any(fields[v].width > _WIDEST for v in (*group.members[0], *group.outside)):
            raise Unsupported("a variable of interchangeable things is too wide")
        places = [
            key.place(fields[group.members[0][c]].width + (c in kinds)) for c in columns
        ]
        members = [
            [*_field(fields[member[c]]), kinds.get(c, -1), *place]
            for member in group.members for c, place in zip(columns, places, strict=True)
        ]
        outside = [[*_field(fields[v]), group.number, *key.place(1)] for v in group.outside]
        inside = [[*_field(fields[v]), group.number, 0, 0] for v in group.inside]
        begin = self._bytes
        self._bytes += 8 * (4 * _MOST + group.size * key.words)
        return [
            group.size, group.first, len(columns), self._array(members),
            self._array(outside), len(outside), self._array(inside), len(inside),
            key.words, begin,
        ]  # fmt: skip

    def _array(self, rows: list[list[int]]) -> int:
        array = np.array([*rows, [0] * _FIELD], dtype=np.int64)
        self._kept.append(array)
        return int(array.ctypes.data)


def _field(field: Field) -> tuple[int, int, int, int]:
    return field.word, field.shift, field.mask, field.low


class _Key:
    """Where in the words of a key things are; their highest bits are left alone, so that signed
    numbers compare like unsigned ones."""

    def __init__(self) -> None:
        self.words, self._used = 1, 0

    def place(self, width: int) -> tuple[int, int]:
        """Room for so many bits: the word and the shift."""
        if self._used + width > 63:
            self.words += 1
            self._used = 0
        place = self.words - 1, self._used
        self._used += width
        return place
