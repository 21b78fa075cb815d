"""Where each variable is in a state of 64-bit words: the fewest bits, whole fields.

A variable with values ``low .. high`` is stored as ``value - low``.  No field crosses a word, and
an array stays together in one word where it fits, so that an element is a shift away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..determined import determined
from ..ir.program import Program, Variable
from ..walk import arrays, classes

__all__ = ["Field", "Packing"]

_BITS = 64


@dataclass(frozen=True, slots=True)
class Field:
    """Bits ``shift .. shift+width-1`` of word ``word``; they hold ``value - low``.

    A variable that follows from where an activity is has no bits, but a ``table``: its value is
    ``table[counter]``, the ``counter`` being another field.
    """

    word: int
    shift: int
    width: int
    low: int
    table: tuple[int, ...] = ()
    counter: Field | None = None

    @property
    def mask(self) -> int:
        """The bits of the field, not shifted."""
        return (1 << self.width) - 1


class Packing:
    """The fields of the variables of ``program``; a state is ``words`` unsigned 64-bit numbers.

    ``bits`` is how many of them are used.
    """

    def __init__(self, program: Program) -> None:
        variables = program.variables
        follows = determined(program)
        self.bits = sum(_width(v) for n, v in enumerate(variables) if n not in follows)
        free: list[int] = []
        fields: dict[int, Field] = {}
        for group in _groups(program, [n for n in range(len(variables)) if n not in follows]):
            total = sum(_width(variables[v]) for v in group)
            parts = [group] if total <= _BITS else [(v,) for v in group]
            for part in parts:
                need = sum(_width(variables[v]) for v in part)
                word = next((w for w, left in enumerate(free) if left >= need), len(free))
                if word == len(free):
                    free.append(_BITS)
                for v in part:
                    width = _width(variables[v])
                    fields[v] = Field(word, _BITS - free[word], width, variables[v].low)
                    free[word] -= width
        for v, (activity, table) in follows.items():
            counter = fields[program.activities[activity].counter]
            fields[v] = Field(0, 0, 0, variables[v].low, table, counter)
        self._tables = tuple(
            (v, program.activities[activity].counter, table)
            for v, (activity, table) in follows.items()
        )
        self.fields = tuple(fields[v] for v in range(len(variables)))
        self.words = max(len(free), 1)

    def pack(self, values: Sequence[int]) -> tuple[int, ...]:
        """The words of the state with these values."""
        words = [0] * self.words
        for field, value in zip(self.fields, values, strict=True):
            if field.table:
                continue
            words[field.word] |= (value - field.low) << field.shift
        return tuple(words)

    def unpack(self, words: Sequence[int]) -> tuple[int, ...]:
        """The values of a state."""
        values = [
            (int(words[field.word]) >> field.shift & field.mask) + field.low
            for field in self.fields
        ]
        for variable, counter, table in self._tables:
            values[variable] = table[values[counter]]
        return tuple(values)


def _width(variable: Variable) -> int:
    width = (variable.high - variable.low).bit_length()
    if width > _BITS:
        raise OverflowError(f"{variable.name} has more than 2**64 values")
    return width


def _groups(program: Program, stored: Sequence[int]) -> list[tuple[int, ...]]:
    """The variables that are stored in an order to be packed in: what one dynamic index may reach
    together."""
    kept = set(stored)
    reached = classes(
        len(program.variables), (range(base, base + size) for base, size in arrays(program))
    )
    groups = [tuple(v for v in group if v in kept) for group in reached]
    # Large groups first: the small ones fill what they leave.
    return sorted(
        filter(None, groups), key=lambda g: -sum(_width(program.variables[v]) for v in g)
    )
