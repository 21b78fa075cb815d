"""What is done with many numbers, or rows of them, in one go."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

__all__ = ["Numbers", "distinct", "keys_of", "spread"]

Numbers = np.ndarray


def keys_of(rows: np.ndarray) -> Iterator[bytes]:
    """What can be looked up for each row of an array."""
    width = rows.shape[1] * rows.itemsize
    if not width:
        return iter([b""] * len(rows))
    data = np.ascontiguousarray(rows).tobytes()
    return (data[at : at + width] for at in range(0, len(data), width))


def distinct(numbers: Numbers) -> Numbers:
    """Each of the numbers once, in order.  Of two million ``np.unique``, which makes a hash table
    of them, takes sixty times as long as sorting."""
    ordered = np.sort(numbers)
    found: Numbers = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return found


def spread(which: Numbers, starts: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """The elements of the parts ``which`` of an array, part after part: the place of the part in
    ``which``, and that of the element in the array."""
    counts = sizes[which]
    owner = np.repeat(np.arange(len(which)), counts)
    first = starts[which] - (np.cumsum(counts) - counts)
    return owner, first[owner] + np.arange(len(owner))
