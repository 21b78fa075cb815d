"""The search loops, compiled by numba once per machine: they know states, not models.

One call of ``explore`` expands states of the current level until there are none left or a thing
is wanted that only Python can give.  States are taken in batches: all successors of a batch are
computed and their slots of the visited table prefetched before the first is looked up, so that
the answers of main memory overlap.

The table is made of cache lines of eight slots, compared in one go; what finds its line full goes
to the next.  A slot is 0 or, by ``mode``,

* ``DIRECT``: the state plus one (states of at most 63 bits);
* ``INDEX``: 32 bits of the hash as a tag, and the number of the state plus one;
* ``COMPACT``: the 64-bit hash of the state, which stands for it (hash compaction).

Slots only ever go from 0 to their value, by compare-and-exchange; what a slot leads to is written
before the slot.  So any number of workers share table and blocks without locks.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from numba import int64, njit

from . import slots as S
from .context import CURRENT, HOT, HOTS
from .raw import (
    add_atomic,
    call,
    exchange,
    first_bit,
    load,
    load_byte,
    load_half,
    look,
    look_for_tag,
    prefetch,
    store,
    store_byte,
    store_half,
)

__all__ = ["COMPACT", "DIRECT", "INDEX", "Loops", "loops", "place_of"]

DIRECT, INDEX, COMPACT = range(3)

_K1 = -7046029254386353131  # 2**64 / golden ratio, odd, as a signed number
_K2 = -4417276706812531889
_LOW = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Loops:
    """The compiled functions of one kind of state; all arguments are addresses and numbers.

    ``explore(shared, own, workers)`` expands states and says why it came back;
    ``insert(shared, state)`` puts a state into the table;
    ``grow(shared, size, filled, aside, room)`` makes the table, behind which there is room, one of
    ``size`` lines.  It goes from the last line to the first, hence every key moves to where
    nothing is left to be read, but for the few that had not fit in their line: these are put
    aside, where there must be ``room`` for them and eight more (-1 if there is not).  ``filled``
    is a byte per line, zero at first.
    """

    explore: Callable[[int, int, int], int]
    insert: Callable[[int, int], None]
    grow: Callable[[int, int, int, int, int], int]

    def load(self) -> None:
        """Make them ready: from the cache on disk, or by compiling them."""
        for function, arguments in ((self.explore, 3), (self.insert, 2), (self.grow, 5)):
            function.compile((int64,) * arguments)  # type: ignore[union-attr]


@njit(inline="always")
def _mix(h: Any) -> Any:
    h = (h ^ ((h >> 32) & 0xFFFFFFFF)) * _K2
    return h ^ ((h >> 29) & 0x7FFFFFFFF)


@njit(inline="always")
def _bucket(h: Any, size: Any) -> Any:
    """Which cache line of the table a hash belongs to; ``size`` is how many it has.

    Larger hashes are further behind, whatever the size: so the table grows in place.
    """
    return (((h >> 33) & 0x7FFFFFFF) * size) >> 31


@njit(inline="always")
def _line(table: Any, bucket: Any) -> Any:
    """Where a cache line of the table is."""
    segment = load(table + 8 * (bucket >> S.SEGMENT_BITS))
    return segment + 64 * (bucket & (S.SEGMENT - 1))


@njit(inline="always")
def _copy(source: Any, target: Any, many: Any) -> None:
    for k in range(many):
        store(target + 8 * k, load(source + 8 * k))


@njit(inline="always")
def _put(table: Any, size: Any, bucket: Any, key: Any) -> None:
    """Put a key that is not in the table into it; nobody else uses the table."""
    while True:
        line = _line(table, bucket)
        free = look(line, key) >> 8
        if free != 0:
            store(line + 8 * first_bit(free), key)
            return
        bucket += 1
        if bucket == size:
            bucket = 0


@njit(inline="always")
def _known(line: Any, alike: Any, blocks: Any, state: Any, many: Any) -> Any:
    """The number of the state, if one of the slots ``alike`` of a line leads to it, else -1."""
    while alike != 0:
        known = (load(line + 8 * first_bit(alike)) & _LOW) - 1
        if _same(place_of(blocks, known, many), state, many):
            return known
        alike &= alike - 1
    return -1


@njit
def _keep_edges(own: Any, entry: Any, states: Any, degrees: Any, targets: Any) -> None:
    """Append the edges of a batch; its log began with ``entry``."""
    begin = load(own + 8 * S.EDGE_LIST)
    edge = begin + 4 * load(own + 8 * S.EDGE)
    for k in range(states):
        for _ in range(load(degrees + 8 * k)):
            store_half(edge, load(targets))
            edge += 4
            targets += 8
        store_half(edge, S.CLOSE)
        edge += 4
    if load(own + 8 * S.BATCHES) > entry + 1:
        # The block was changed on the way: the edges stand in the first entry.
        second = load(own + 8 * S.BATCH_LOG) + 8 * S.LOG_ENTRY * (entry + 1)
        store(second + 24, -1)
    store(own + 8 * S.EDGE, (edge - begin) >> 2)


@njit
def _races(own: Any, shared: Any, state: Any, hots: Any) -> None:
    """Log the pairs of enabled actions that race, each pair of classes once."""
    hot = load(load(own + 8 * S.CONTEXT) + 8 * HOT)
    classes = load(shared + 8 * S.CLASSES)
    class_of = load(shared + 8 * S.CLASS)
    rivals = load(own + 8 * S.RIVALS)
    for a in range(1, hots):
        first = load(hot + 8 * a)
        mine = load_half(class_of + 4 * first)
        for b in range(a):
            second = load(hot + 8 * b)
            other = load_half(class_of + 4 * second)
            if load_byte(rivals + mine * classes + other) != 0:
                store_byte(rivals + mine * classes + other, 0)
                store_byte(rivals + other * classes + mine, 0)
                count = load(own + 8 * S.RACES)
                place = load(own + 8 * S.RACE_LOG) + 24 * count
                store(place, state)
                store(place + 8, second)
                store(place + 16, first)
                store(own + 8 * S.RACES, count + 1)


@njit(inline="always")
def _hashed(state: Any, many: Any) -> Any:
    """The hash of a state, well mixed."""
    h = load(state) * _K1
    for k in range(1, many):
        h = (h ^ ((h >> 32) & 0xFFFFFFFF) ^ load(state + 8 * k)) * _K1
    return _mix(h)


@njit(inline="always")
def _key_hash(key: Any, mode: Any) -> Any:
    """The hash of what a slot holds, as far as its place in the table depends on it."""
    return _mix((key - 1) * _K1) if mode == DIRECT else key


@njit(inline="always")
def _same(left: Any, right: Any, many: Any) -> Any:
    """Whether two states are equal."""
    different = 0
    for k in range(many):
        different |= load(left + 8 * k) ^ load(right + 8 * k)
    return different == 0


@njit(inline="always")
def place_of(blocks: Any, state: Any, many: Any) -> Any:
    """Where a state is stored."""
    block = load(blocks + 8 * (state >> S.BLOCK_BITS))
    return block + (state & (S.BLOCK - 1)) * 8 * many


@njit(inline="always")
def _log(own: Any, found: Any, first: Any, many: Any) -> None:
    """Note what a batch expanded and the number of the first state it found."""
    count = load(own + 8 * S.BATCHES)
    place = load(own + 8 * S.BATCH_LOG) + 8 * S.LOG_ENTRY * count
    store(place, found)
    store(place + 8, first)
    store(place + 16, many)
    store(place + 24, load(own + 8 * S.EDGE))
    store(own + 8 * S.BATCHES, count + 1)


def _sources() -> int:
    """A number for the text of what is compiled into the loops: numba's cache on disk looks only
    at this file."""
    here = Path(__file__).parent
    text = b"".join((here / name).read_bytes() for name in ("raw.py", "slots.py", "context.py"))
    return zlib.crc32(text) | 1


@cache
def loops(words: int, mode: int) -> Loops:
    """The loops for states of ``words`` words; 0 means any number, known only at run time."""
    fixed, source = words, _sources()

    @njit(nogil=True, cache=True)
    def explore(shared: int, own: int, workers: int) -> int:
        many = fixed if fixed > 0 else load(shared + 8 * S.WORDS)
        stride = 8 * many
        table = load(shared + 8 * S.TABLE)
        size = load(shared + 8 * S.SIZE)
        full = load(shared + 8 * S.FULL)
        blocks = load(shared + 8 * S.BLOCKS)
        work = load(shared + 8 * S.WORK)
        items = load(shared + 8 * S.ITEMS)
        expand = load(shared + 8 * S.EXPAND)
        room = load(shared + 8 * S.ROOM)
        branching = load(shared + 8 * S.BRANCHING)
        most = load(shared + 8 * S.MOST)
        edges = load(shared + 8 * S.EDGES)
        origins = load(shared + 8 * S.ORIGINS)
        context = load(own + 8 * S.CONTEXT)
        successors = load(own + 8 * S.SUCCESSORS)
        hashes = load(own + 8 * S.HASHES)
        lines = load(own + 8 * S.LINES)
        targets = load(own + 8 * S.TARGETS)
        late = load(own + 8 * S.PENDING)
        degrees = load(own + 8 * S.DEGREES)
        item = load(own + 8 * S.ITEM)
        last = load(own + 8 * S.LAST)
        while source != 0:  # always; so that numba knows the text it compiled
            if item == last:
                number = add_atomic(shared + 8 * S.CURSOR, 1)
                if number >= items:
                    store(own + 8 * S.ITEM, item)
                    store(own + 8 * S.LAST, last)
                    return S.DONE
                item = load(work + 16 * number)
                last = load(work + 16 * number + 8)
            store(own + 8 * S.ITEM, item)
            store(own + 8 * S.LAST, last)
            if load(shared + 8 * S.STOP) != 0:
                return S.STOPPED
            states = load(shared + 8 * S.STATES)
            if states > most:
                return S.LIMIT
            if states + workers * room > full:
                return S.CROWDED
            if load(own + 8 * S.SPARE) < 0:
                return S.SPACE
            if load(own + 8 * S.BATCHES) + 2 > load(own + 8 * S.BATCH_ROOM):
                return S.SPACE
            if edges != 0 and (
                load(own + 8 * S.EDGE) + room + S.BATCH > load(own + 8 * S.EDGE_ROOM)
            ):
                return S.SPACE
            # Near the limit one state at a time: it is passed by as little as possible.
            inserted = 0
            batch = S.BATCH if most - states > workers * room else 1

            first = item
            found = load(own + 8 * S.NEXT)
            entry = load(own + 8 * S.BATCHES)
            total = 0
            while item < last and item - first < batch and total + branching <= room:
                store(context + 8 * CURRENT, item)
                into = successors + total * stride
                count = call(expand, place_of(blocks, item, many), into, context)
                hots = load(context + 8 * HOTS)
                if hots > 1:
                    _races(own, shared, item, hots)
                store(degrees + 8 * (item - first), count)
                for ordinal in range(count):
                    h = _hashed(into, many)
                    line = _line(table, _bucket(h, size))
                    prefetch(line)
                    if mode != DIRECT:
                        store(hashes + 8 * total, h)
                    store(lines + 8 * total, line)
                    if mode == COMPACT:
                        store(targets + 8 * total, (item << 24) | ordinal)
                    into += stride
                    total += 1
                item += 1
            _log(own, found, first, item - first)
            if mode == INDEX:
                # The states that the slots lead to, most likely the same ones.
                for k in range(total):
                    line = load(lines + 8 * k)
                    alike = look_for_tag(line, (load(hashes + 8 * k) >> 32) & _LOW) & 255
                    if alike != 0:
                        known = (load(line + 8 * first_bit(alike)) & _LOW) - 1
                        prefetch(place_of(blocks, known, many))

            number = found
            end = load(own + 8 * S.END)
            pending = total
            again = False
            while pending > 0:
                kept = 0
                for n in range(pending):
                    k = load(late + 8 * n) if again else n
                    state = successors + k * stride
                    h = load(hashes + 8 * k) if mode != DIRECT else 0
                    line = load(lines + 8 * k)
                    if mode == DIRECT:
                        key = load(state) + 1
                    elif mode == COMPACT:
                        key = h if h != 0 else 1
                    else:
                        key = ((h >> 32) << 32) | (number + 1)
                    while True:
                        if mode == INDEX:
                            seen = look_for_tag(line, (h >> 32) & _LOW)
                            target = _known(line, seen & 255, blocks, state, many)
                            if target >= 0:
                                store(targets + 8 * k, target)
                                break
                        else:
                            seen = look(line, key)
                            if seen & 255 != 0:
                                break
                        if seen >> 8 == 0:
                            # Later, in the next line, when memory has answered.
                            if again:
                                bucket = load(late + 8 * (room + k))
                            else:
                                bucket = _bucket(_hashed(state, many), size)
                            bucket = bucket + 1 if bucket + 1 < size else 0
                            line = _line(table, bucket)
                            prefetch(line)
                            store(lines + 8 * k, line)
                            store(late + 8 * (room + k), bucket)
                            store(late + 8 * kept, k)
                            kept += 1
                            break
                        # Everyone takes the first empty slot: so none is found twice.
                        place = place_of(blocks, number, many)
                        if mode == INDEX:  # before others can see the slot that leads to it
                            _copy(state, place, many)
                        free = line + 8 * first_bit(seen >> 8)
                        if workers == 1:
                            store(free, key)
                        elif exchange(free, 0, key) != 0:
                            continue
                        if mode != INDEX:
                            _copy(state, place, many)
                        if mode == COMPACT:
                            origin = load(origins + 8 * (number >> S.BLOCK_BITS))
                            origin += 8 * (number & (S.BLOCK - 1))
                            store(origin, load(targets + 8 * k))
                        else:
                            store(targets + 8 * k, number)
                        number += 1
                        inserted += 1
                        if number == end:
                            number = load(own + 8 * S.SPARE)
                            end = number + S.BLOCK
                            store(own + 8 * S.SPARE, -1)
                            store(own + 8 * S.END, end)
                            _log(own, number, first, item - first)
                        break
                pending = kept
                again = True
            if edges != 0:
                _keep_edges(own, entry, item - first, degrees, targets)
            store(own + 8 * S.NEXT, number)
            store(own + 8 * S.TRANSITIONS, load(own + 8 * S.TRANSITIONS) + total)
            store(own + 8 * S.ITEM, item)
            add_atomic(shared + 8 * S.STATES, inserted)
        return S.STOPPED

    @njit(nogil=True, cache=True)
    def insert(shared: int, state: int) -> None:
        many = fixed if fixed > 0 else load(shared + 8 * S.WORDS)
        table = load(shared + 8 * S.TABLE)
        size = load(shared + 8 * S.SIZE)
        place = place_of(load(shared + 8 * S.BLOCKS), state, many)
        h = _hashed(place, many) if source != 0 else 0
        key = ((h >> 32) << 32) | (state + 1)
        if mode == DIRECT:
            key = load(place) + 1
        elif mode == COMPACT:
            key = h if h != 0 else 1
        _put(table, size, _bucket(h, size), key)

    @njit(nogil=True, cache=True)
    def grow(shared: int, size: int, filled: int, aside: int, room: int) -> int:
        table = load(shared + 8 * S.TABLE)
        old = load(shared + 8 * S.SIZE)
        left = 0
        for number in range(old - 1, -1 if source != 0 else 0, -1):
            line = _line(table, number)
            # Slots are filled from the first: nothing stands behind an empty one.  What was there
            # goes to the end of ``aside`` until the line is free.
            count = 0
            while count < 8:
                key = load(line + 8 * count)
                if key == 0:
                    break
                store(line + 8 * count, 0)
                store(aside + 8 * (room + count), key)
                count += 1
            for k in range(count):
                key = load(aside + 8 * (room + k))
                bucket = _bucket(_key_hash(key, mode), size)
                while number <= bucket < size and load_byte(filled + bucket) == 8:
                    bucket += 1
                if number <= bucket < size:
                    position = load_byte(filled + bucket)
                    store(_line(table, bucket) + 8 * position, key)
                    store_byte(filled + bucket, position + 1)
                elif left == room:
                    return -1
                else:
                    store(aside + 8 * left, key)
                    left += 1
        for k in range(left):
            key = load(aside + 8 * k)
            _put(table, size, _bucket(_key_hash(key, mode), size), key)
        store(shared + 8 * S.SIZE, size)
        return left

    return Loops(explore, insert, grow)
