"""A Program's states up to its symmetries: what a search needs to explore one state of each orbit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..errors import CheckerBug
from ..evaluate import take
from ..ir.program import Program
from .canonical import Canonical
from .verify import verified

__all__ = ["Quotient"]

Values = tuple[int, ...]


class Quotient:
    """The symmetries of ``program``, verified, and what follows from them; ``broken`` says of
    those it declares and does not have, why."""

    def __init__(self, program: Program) -> None:
        found = verified(program)
        self.program = program
        self.symmetries, self.broken = found.symmetries, found.broken
        self.canonical = Canonical(found.symmetries)
        self._orbits = found.orbits

    @property
    def sizes(self) -> tuple[tuple[str, int], ...]:
        """What is interchangeable, and how many of each."""
        return tuple((s.name, len(s.members)) for s in self.symmetries)

    def covered(self, taken: Sequence[int]) -> list[bool]:
        """Which actions are taken in some state, if ``taken`` are those of the representatives:
        all that permutations make of these."""
        roots = {self._orbits[number] for number, mark in enumerate(taken) if mark}
        return [root in roots for root in self._orbits]

    def alike(self, action: int) -> list[int]:
        """The actions (indices) that permutations make of one."""
        return [number for number, root in enumerate(self._orbits)
                if root == self._orbits[action]]  # fmt: skip

    def run(
        self, representatives: Iterable[Values], canonical: Callable[[Values], Values]
    ) -> list[int]:
        """The actions of a run through the orbits of ``representatives``.

        The first is the initial state; ``canonical`` is what made the others.  Raises CheckerBug
        if there is no such run.
        """
        actions: list[int] = []
        wanted = iter(representatives)
        values = next(wanted)
        for representative in wanted:
            for number, action in enumerate(self.program.actions):
                outcome = take(self.program, action, values)
                if outcome is None or outcome.values is None:
                    continue
                if canonical(outcome.values) == representative:
                    actions.append(number)
                    values = outcome.values
                    break
            else:
                raise CheckerBug("no action leads to the next state, up to symmetry")
        return actions
