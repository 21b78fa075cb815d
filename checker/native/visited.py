"""The visited table as the loops see it: hashes, cache lines, slots.

The table is made of cache lines, compared in one go; what finds its line full goes to the next.
A slot is 0 or, by ``mode``,

* ``QUOTIENT``: for states of few bits.  The hash is a permutation of them; a slot of 32 bits holds
  what the position of its line does not say of the hash, and how many lines it is from home
  (J. G. Cleary, "Compact hash tables using bidirectional linear probing", 1984);
* ``DIRECT``: the state plus one (states of at most 63 bits);
* ``INDEX``: 32 bits of the hash as a tag, and the number of the state plus one;
* ``COMPACT``: the 64-bit hash of the state, which stands for it (hash compaction).
"""

from __future__ import annotations

from typing import Any

from numba import njit

from . import slots as S
from .raw import first_bit, load, load_half, look, look_narrow, store, store_half

__all__ = [
    "COMPACT", "DIRECT", "INDEX", "QUOTIENT", "bucket_of", "hash_of", "hashed", "lanes_of",
    "line_of", "narrow_key", "put", "reach_of", "slot_of", "whole_key",
]  # fmt: skip

DIRECT, INDEX, COMPACT, QUOTIENT = range(4)

_K1 = -7046029254386353131  # 2**64 / golden ratio, odd, as a signed number
_K2 = -4417276706812531889


@njit(inline="always")
def _mixed(h: Any) -> Any:
    """A permutation of the 64-bit words in which every bit of the result depends on all bits.

    So what two states differ in does not cancel in the next word: that would need a pair of
    words which this permutation, not their structure, made alike.
    """
    h = (h ^ ((h >> 32) & 0xFFFFFFFF)) * _K1
    h = (h ^ ((h >> 29) & 0x7FFFFFFFF)) * _K2
    return h ^ ((h >> 32) & 0xFFFFFFFF)


@njit(inline="always")
def hashed(state: Any, many: Any, mode: Any, bits: Any) -> Any:
    """The hash of the state at ``state``: 64 bits, or ``bits`` of them if it is a permutation."""
    if mode == QUOTIENT:
        mask, half = (1 << bits) - 1, bits >> 1
        h = (load(state) * _K1) & mask
        h = ((h ^ (h >> half)) * _K2) & mask
        return h ^ (h >> half)
    h = _mixed(load(state))
    for k in range(1, many):
        h = _mixed(h ^ load(state + 8 * k))
    return h


@njit(inline="always")
def bucket_of(h: Any, size: Any, mode: Any, rest: Any) -> Any:
    """Which cache line of the table a hash belongs to; ``size`` is how many it has, and ``rest``
    how many bits of a permutation then say nothing of the line.

    Larger hashes are further behind, whatever the size: so the table grows in place.
    """
    if mode == QUOTIENT:  # the size is a power of two
        return h >> rest
    return (((h >> 33) & 0x7FFFFFFF) * size) >> 31


@njit(inline="always")
def narrow_key(h: Any, rest: Any) -> Any:
    """What a slot of 32 bits holds for a hash, in its own line."""
    return (h & ((1 << rest) - 1)) + 1


@njit(inline="always")
def reach_of(rest: Any) -> Any:
    """How many lines from its own a slot of 32 bits can say that it is."""
    return (1 << (32 - rest)) - 2


@njit(inline="always")
def line_of(table: Any, bucket: Any) -> Any:
    """Where a cache line of the table is."""
    segment = load(table + 8 * (bucket >> S.SEGMENT_BITS))
    return segment + 64 * (bucket & (S.SEGMENT - 1))


@njit(inline="always")
def lanes_of(mode: Any) -> Any:
    """How many slots a cache line has."""
    return 16 if mode == QUOTIENT else 8


@njit
def put(table: Any, size: Any, bucket: Any, key: Any, mode: Any, step: Any) -> Any:
    """Put a key that is not in the table into it, so many lines from its own (the answer);
    nobody else uses the table.

    ``step`` is what every line further adds to the key.
    """
    away = 0
    while True:
        line = line_of(table, bucket)
        if mode == QUOTIENT:
            free = look_narrow(line, key) >> 16
            if free != 0:
                store_half(line + 4 * first_bit(free), key)
                return away
        else:
            free = look(line, key) >> 8
            if free != 0:
                store(line + 8 * first_bit(free), key)
                return away
        away += 1
        key += step
        bucket += 1
        if bucket == size:
            bucket = 0


# For growing: the whole key is what a slot and its position say together.


@njit(inline="always")
def whole_key(line: Any, lane: Any, number: Any, size: Any, mode: Any, rest: Any) -> Any:
    """The whole key in slot ``lane`` of line ``number``: of a permutation plus one; 0 for none."""
    if mode != QUOTIENT:
        return load(line + 8 * lane)
    slot = load_half(line + 4 * lane)
    if slot == 0:
        return 0
    home = (number - ((slot - 1) >> rest)) & (size - 1)
    return ((home << rest) | ((slot - 1) & ((1 << rest) - 1))) + 1


@njit(inline="always")
def hash_of(whole: Any, mode: Any) -> Any:
    """The hash of a whole key, as far as its place in the table depends on it."""
    if mode == DIRECT:
        return _mixed(whole - 1)
    return whole - 1 if mode == QUOTIENT else whole


@njit(inline="always")
def slot_of(whole: Any, mode: Any, rest: Any) -> Any:
    """What a slot holds for a whole key, in its own line."""
    return narrow_key(whole - 1, rest) if mode == QUOTIENT else whole
