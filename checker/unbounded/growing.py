"""Arrays that grow at the end."""

from __future__ import annotations

import numpy as np

__all__ = ["Growing"]


class Growing:
    """Numbers, or rows of ``width`` numbers; ``values`` is a view of them, until the next are
    appended."""

    def __init__(self, dtype: np.typing.DTypeLike, width: int | None = None) -> None:
        self._room = np.empty((64,) if width is None else (64, width), dtype)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def values(self) -> np.ndarray:
        """What there is."""
        return self._room[: self._used]

    def __getitem__(self, places: np.ndarray) -> np.ndarray:
        found: np.ndarray = self.values[places]
        return found

    def append(self, more: np.ndarray) -> None:
        """Add some at the end."""
        used = self._used + len(more)
        if used > len(self._room):
            room = np.empty((max(used, 2 * len(self._room)), *self._room.shape[1:]),
                            self._room.dtype)
            room[: self._used] = self.values
            self._room = room
        self._room[self._used : used] = more
        self._used = used
