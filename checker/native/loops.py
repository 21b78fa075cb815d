"""The search loops, compiled by numba once per machine: they know states, not models.

One call of ``explore`` expands states of the current level until there are none left or a thing
is wanted that only Python can give.  States are taken in batches: all successors of a batch are
computed and their lines of the visited table (:mod:`.visited`) prefetched before the first is
looked up, so that the answers of main memory overlap.

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
from .context import CURRENT, HOT, HOTS, OPTIONAL
from .raw import (
    add_atomic,
    call,
    exchange,
    exchange_half,
    first_bit,
    load,
    load_byte,
    load_half,
    look,
    look_for_tag,
    look_narrow,
    prefetch,
    store,
    store_byte,
    store_half,
)
from .symmetry import represent
from .visited import (
    COMPACT,
    DIRECT,
    INDEX,
    QUOTIENT,
    bucket_of,
    hash_of,
    hashed,
    lanes_of,
    line_of,
    narrow_key,
    put,
    reach_of,
    slot_of,
    whole_key,
)

__all__ = ["Loops", "loops", "place_of"]

_LOW = 0xFFFFFFFF
_NEW, _FULL, _KNOWN = -1, -2, -3  # what came of looking a state up, if not its number


@dataclass(frozen=True, slots=True)
class Loops:
    """The compiled functions of one kind of state; all arguments are addresses and numbers.

    ``explore(shared, own, workers)`` expands states and says why it came back;
    ``insert(shared, state)`` puts a state into the table;
    ``grow(shared, size, filled, aside, room)`` makes the table, behind which there is room, one of
    ``size`` lines.  It goes from the last line to the first, hence every key moves to where
    nothing is left to be read, but for the few that had not fit in their line: these are put
    aside, where there must be ``room`` for them and sixteen more.  ``filled`` is a byte per line,
    zero at first.  It returns -1 if the room does not suffice, or a key would come to a line that
    is too far from its own.
    """

    explore: Callable[[int, int, int], int]
    insert: Callable[[int, int], None]
    grow: Callable[[int, int, int, int, int], int]

    def load(self) -> None:
        """Make them ready: from the cache on disk, or by compiling them."""
        # Declared as what they do; njit made them, which have compile, too.
        for function, arguments in ((self.explore, 3), (self.insert, 2), (self.grow, 5)):
            function.compile((int64,) * arguments)  # type: ignore[union-attr]  # njit's


@njit(inline="always")
def _copy(source: Any, target: Any, many: Any) -> None:
    for k in range(many):
        store(target + 8 * k, load(source + 8 * k))


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
def _keep_edges(
    own: Any, entry: Any, states: Any, degrees: Any, targets: Any, stride: Any
) -> None:
    """Append the edges of a batch; its log began with ``entry``."""
    successor = load(own + 8 * S.SUCCESSORS)
    optional = load(own + 8 * S.OPTIONALS)
    begin = load(own + 8 * S.EDGE_LIST)
    edge = begin + 4 * load(own + 8 * S.EDGE)
    for k in range(states):
        for _ in range(load(degrees + 8 * k)):
            target = load(targets)
            if load(optional) == successor:
                target |= S.OPTIONAL_EDGE
                optional += 8
            store_half(edge, target)
            edge += 4
            targets += 8
            successor += stride
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


@njit(inline="always")
def _hindrance(shared: Any, own: Any, workers: Any) -> Any:
    """Why another batch cannot be begun; DONE if it can."""
    if load(shared + 8 * S.STOP) != 0:
        return S.STOPPED
    states, room = load(shared + 8 * S.STATES), load(shared + 8 * S.ROOM)
    if states > load(shared + 8 * S.MOST):
        return S.LIMIT
    if states + workers * (room + S.UNSAID) > load(shared + 8 * S.FULL):
        return S.CROWDED
    if load(own + 8 * S.SPARE) < 0:
        return S.SPACE
    if load(own + 8 * S.BATCHES) + 2 > load(own + 8 * S.BATCH_ROOM):
        return S.SPACE
    edges = load(own + 8 * S.EDGE) + room + S.BATCH
    if load(shared + 8 * S.EDGES) != 0 and edges > load(own + 8 * S.EDGE_ROOM):
        return S.SPACE
    return S.DONE


@njit(inline="always")
def _settle(
    line: Any, key: Any, state: Any, number: Any, blocks: Any, many: Any, mode: Any, workers: Any
) -> Any:
    """Find the state in a line of the table, or put it there as ``number``."""
    lanes = lanes_of(mode)
    while True:
        if mode == INDEX:
            seen = look_for_tag(line, (key >> 32) & _LOW)
            known = _known(line, seen & 255, blocks, state, many)
            if known >= 0:
                return known
        else:
            seen = look_narrow(line, key) if mode == QUOTIENT else look(line, key)
            if seen & ((1 << lanes) - 1) != 0:
                return _KNOWN
        free = seen >> lanes
        if free == 0:
            return _FULL
        # Everyone takes the first empty slot: so none is found twice.  The state is there before
        # others can see the slot.
        _copy(state, place_of(blocks, number, many), many)
        if mode == QUOTIENT:
            slot = line + 4 * first_bit(free)
            if workers == 1:
                store_half(slot, key)
                return _NEW
            if exchange_half(slot, 0, key) == 0:
                return _NEW
        else:
            slot = line + 8 * first_bit(free)
            if workers == 1:
                store(slot, key)
                return _NEW
            if exchange(slot, 0, key) == 0:
                return _NEW


def _sources() -> int:
    """A number for the text of what is compiled into the loops: numba's cache on disk looks only
    at this file."""
    here = Path(__file__).parent
    names = ("raw.py", "slots.py", "context.py", "visited.py", "symmetry.py")
    return zlib.crc32(b"".join((here / name).read_bytes() for name in names)) | 1


@cache
def loops(words: int, mode: int) -> Loops:
    """The loops for states of ``words`` words; 0 means any number, known only at run time."""
    fixed, source = words, _sources()
    lanes = lanes_of.py_func(mode)

    @njit(nogil=True, cache=True)
    def explore(shared: int, own: int, workers: int) -> int:
        many = fixed if fixed > 0 else load(shared + 8 * S.WORDS)
        stride = 8 * many
        table = load(shared + 8 * S.TABLE)
        size = load(shared + 8 * S.SIZE)
        bits = load(shared + 8 * S.BITS)
        rest = load(shared + 8 * S.REST)
        blocks = load(shared + 8 * S.BLOCKS)
        work = load(shared + 8 * S.WORK)
        expand = load(shared + 8 * S.EXPAND)
        room = load(shared + 8 * S.ROOM)
        branching = load(shared + 8 * S.BRANCHING)
        most = load(shared + 8 * S.MOST)
        edges = load(shared + 8 * S.EDGES)
        origins = load(shared + 8 * S.ORIGINS)
        symmetry = load(shared + 8 * S.SYMMETRY)
        context = load(own + 8 * S.CONTEXT)
        scratch = load(own + 8 * S.SCRATCH)
        successors = load(own + 8 * S.SUCCESSORS)
        keys = load(own + 8 * S.KEYS)
        lines = load(own + 8 * S.LINES)
        targets = load(own + 8 * S.TARGETS)
        optionals = load(own + 8 * S.OPTIONALS)
        late = load(own + 8 * S.PENDING)
        degrees = load(own + 8 * S.DEGREES)
        item = load(own + 8 * S.ITEM)
        last = load(own + 8 * S.LAST)
        unsaid = 0
        while source != 0:  # always; so that numba knows the text it compiled
            reason = S.DONE
            if item == last:
                taken = add_atomic(shared + 8 * S.CURSOR, 1)
                if taken >= load(shared + 8 * S.ITEMS):
                    break
                item = load(work + 16 * taken)
                last = load(work + 16 * taken + 8)
            reason = _hindrance(shared, own, workers)
            if reason != S.DONE:
                break
            # Near the limit one state at a time: it is passed by as little as possible.
            left = most - load(shared + 8 * S.STATES)
            near = left <= workers * (room + S.UNSAID)
            batch = 1 if near else S.BATCH

            first = item
            found = load(own + 8 * S.NEXT)
            entry = load(own + 8 * S.BATCHES)
            total = 0
            store(context + 8 * OPTIONAL, optionals)
            while item < last and item - first < batch and total + branching <= room:
                store(context + 8 * CURRENT, item)
                into = successors + total * stride
                count = call(expand, place_of(blocks, item, many), into, context)
                hots = load(context + 8 * HOTS)
                if hots > 1:
                    _races(own, shared, item, hots)
                store(degrees + 8 * (item - first), count)
                for ordinal in range(count):
                    if symmetry != 0:
                        represent(into, symmetry, scratch)
                    h = hashed(into, many, mode, bits)
                    line = line_of(table, bucket_of(h, size, mode, rest))
                    prefetch(line)
                    store(lines + 8 * total, line)
                    if mode == QUOTIENT:
                        store(keys + 8 * total, narrow_key(h, rest))
                    elif mode == DIRECT:
                        store(keys + 8 * total, load(into) + 1)
                    elif mode == COMPACT:
                        store(keys + 8 * total, h if h != 0 else 1)
                        store(targets + 8 * total, (item << 24) | ordinal)
                    else:
                        store(keys + 8 * total, (h >> 32) << 32)
                    into += stride
                    total += 1
                item += 1
            _log(own, found, first, item - first)
            if mode == INDEX:
                # The states that the slots lead to, most likely the same ones.
                for k in range(total):
                    line = load(lines + 8 * k)
                    alike = look_for_tag(line, (load(keys + 8 * k) >> 32) & _LOW) & 255
                    if alike != 0:
                        known = (load(line + 8 * first_bit(alike)) & _LOW) - 1
                        place = place_of(blocks, known, many)
                        prefetch(place)
                        if many > 1:  # it may lie in two cache lines
                            prefetch(place + stride - 8)

            number = found
            end = load(own + 8 * S.END)
            inserted = 0
            pending = total
            again = False
            while pending > 0:
                kept = 0
                for n in range(pending):
                    k = load(late + 8 * n) if again else n
                    state = successors + k * stride
                    key = load(keys + 8 * k)
                    line = load(lines + 8 * k)
                    if mode == INDEX:
                        key |= number + 1
                    known = _settle(line, key, state, number, blocks, many, mode, workers)
                    if known == _FULL:
                        # Later, in the next line, when memory has answered.
                        if again:
                            bucket = load(late + 8 * (room + k))
                        else:
                            bucket = bucket_of(hashed(state, many, mode, bits), size, mode, rest)
                        bucket = bucket + 1 if bucket + 1 < size else 0
                        line = line_of(table, bucket)
                        prefetch(line)
                        store(lines + 8 * k, line)
                        store(late + 8 * (room + k), bucket)
                        store(late + 8 * kept, k)
                        kept += 1
                        if mode == QUOTIENT:
                            if (key - 1) >> rest == load(shared + 8 * S.REACH):
                                store(shared + 8 * S.STOP, 1)
                                return S.ASTRAY
                            store(keys + 8 * k, key + (1 << rest))
                        continue
                    if known != _NEW:
                        if mode == INDEX:
                            store(targets + 8 * k, known)
                        continue
                    if mode == COMPACT:
                        origin = load(origins + 8 * (number >> S.BLOCK_BITS))
                        store(origin + 8 * (number & (S.BLOCK - 1)), load(targets + 8 * k))
                    elif mode == INDEX:
                        store(targets + 8 * k, number)
                    number += 1
                    inserted += 1
                    if number == end:
                        number = load(own + 8 * S.SPARE)
                        end = number + S.BLOCK
                        store(own + 8 * S.SPARE, -1)
                        store(own + 8 * S.END, end)
                        _log(own, number, first, item - first)
                pending = kept
                again = True
            if edges != 0:
                store(load(context + 8 * OPTIONAL), 0)  # the list ends here
                _keep_edges(own, entry, item - first, degrees, targets, stride)
            store(own + 8 * S.NEXT, number)
            store(own + 8 * S.TRANSITIONS, load(own + 8 * S.TRANSITIONS) + total)
            # A cache line that all workers write is slow: say it seldom.
            unsaid += inserted
            if workers == 1 or near or unsaid >= S.UNSAID:
                add_atomic(shared + 8 * S.STATES, unsaid)
                unsaid = 0
        add_atomic(shared + 8 * S.STATES, unsaid)
        store(own + 8 * S.ITEM, item)
        store(own + 8 * S.LAST, last)
        return reason

    @njit(nogil=True, cache=True)
    def insert(shared: int, state: int) -> None:
        many = fixed if fixed > 0 else load(shared + 8 * S.WORDS)
        size, rest = load(shared + 8 * S.SIZE), load(shared + 8 * S.REST)
        place = place_of(load(shared + 8 * S.BLOCKS), state, many)
        h = hashed(place, many, mode, load(shared + 8 * S.BITS)) if source != 0 else 0
        key = ((h >> 32) << 32) | (state + 1)
        if mode == QUOTIENT:
            key = narrow_key(h, rest)
        elif mode == DIRECT:
            key = load(place) + 1
        elif mode == COMPACT:
            key = h if h != 0 else 1
        put(load(shared + 8 * S.TABLE), size, bucket_of(h, size, mode, rest), key, mode, 0)

    @njit(nogil=True, cache=True)
    def grow(shared: int, size: int, filled: int, aside: int, room: int) -> int:
        table = load(shared + 8 * S.TABLE)
        old, before = load(shared + 8 * S.SIZE), load(shared + 8 * S.REST)
        rest, reach, step = before, size, 0
        if mode == QUOTIENT:
            doubled = old
            while doubled < size:
                doubled += doubled
                rest -= 1
            reach, step = reach_of(rest), 1 << rest
        left = 0
        for number in range(old - 1, -1 if source != 0 else 0, -1):
            line = line_of(table, number)
            # Slots are filled from the first: nothing stands behind an empty one.  What was there
            # goes to the end of ``aside`` until the line is free.
            count = 0
            while count < lanes:
                whole = whole_key(line, count, number, old, mode, before)
                if whole == 0:
                    break
                store(aside + 8 * (room + count), whole)
                count += 1
            for k in range(8):
                store(line + 8 * k, 0)
            for k in range(count):
                whole = load(aside + 8 * (room + k))
                bucket = bucket_of(hash_of(whole, mode), size, mode, rest)
                key = slot_of(whole, mode, rest)
                away = 0
                while number <= bucket < size and load_byte(filled + bucket) == lanes:
                    bucket += 1
                    key += step
                    away += 1
                if away > reach:
                    return -1
                if number <= bucket < size:
                    position = load_byte(filled + bucket)
                    if mode == QUOTIENT:
                        store_half(line_of(table, bucket) + 4 * position, key)
                    else:
                        store(line_of(table, bucket) + 8 * position, key)
                    store_byte(filled + bucket, position + 1)
                elif left == room:
                    return -1
                else:
                    store(aside + 8 * left, whole)
                    left += 1
        for k in range(left):
            whole = load(aside + 8 * k)
            bucket = bucket_of(hash_of(whole, mode), size, mode, rest)
            key = slot_of(whole, mode, rest)
            if put(table, size, bucket, key, mode, step) > reach:
                return -1
        store(shared + 8 * S.REACH, reach)
        store(shared + 8 * S.SIZE, size)
        store(shared + 8 * S.REST, rest)
        return left

    return Loops(explore, insert, grow)
