"""How a state is stored: as ``bytes``, one byte per variable and more for wide ones.

Variable ``i`` stores ``value - low``: the low eight bits in byte ``i``, the rest, if it has more
than 256 values, in further bytes behind those of all variables.  So the position of a variable
does not depend on the width of the others, and nearly every read is one subscript.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .ir.program import Variable

__all__ = ["Layout"]


class Layout:
    """Where the variables of a Program are in a stored state.

    ``offsets[i]`` is what storing variable ``i`` subtracts; ``further[i]`` are the positions of
    its further bytes, the lower ones first: mostly none.
    """

    def __init__(self, variables: Sequence[Variable]) -> None:
        self.offsets = tuple(v.low for v in variables)
        further = []
        size = len(variables)
        for variable in variables:
            more = max((variable.high - variable.low).bit_length() - 1, 0) // 8
            further.append(tuple(range(size, size + more)))
            size += more
        self.further = tuple(further)
        self.wide = tuple(i for i, positions in enumerate(further) if positions)
        self.size = size

    def pack(self, values: Sequence[int]) -> bytes:
        """The stored state with these values."""
        state = bytearray(self.size)
        for variable, value in enumerate(values):
            self.store(state, variable, value)
        return bytes(state)

    def unpack(self, state: Sequence[int]) -> tuple[int, ...]:
        """The values of a stored state."""
        values = [byte + low for byte, low in zip(state, self.offsets, strict=False)]
        for variable in self.wide:
            values[variable] = self.load(state, variable)
        return tuple(values)

    def positions(self, variables: Iterable[int]) -> tuple[int, ...]:
        """Where these variables are in a stored state: all their bytes."""
        return tuple(at for k in variables for at in (k, *self.further[k]))

    def load(self, state: Sequence[int], variable: int) -> int:
        """The value of one variable."""
        value = state[variable]
        for k, position in enumerate(self.further[variable], 1):
            value += state[position] << 8 * k
        return value + self.offsets[variable]

    def store(self, state: bytearray, variable: int, value: int) -> None:
        """Give a variable a value, which must be in its range."""
        rest = value - self.offsets[variable]
        if not self.further[variable]:
            state[variable] = rest
            return
        state[variable] = rest & 255
        for position in self.further[variable]:
            rest >>= 8
            state[position] = rest & 255
