"""What is published about a model: counts of states and steps, and the verdict.

Numbers are in the protocol's own terms.  A Program has one initial state, so a protocol that has
``initial`` > 1 of them is written with a boot step (see :mod:`.boot`): one more state, one more
step per initial state, everything one step deeper.  ``expected_*`` are the numbers with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from miniport.checker.ir.program import Program

__all__ = ["Oracle", "tlc"]


@dataclass(frozen=True, slots=True)
class Oracle:
    """The published facts on the Program that ``make`` returns.

    ``distinct`` counts states; ``transitions`` steps from initial states on; ``depth`` the steps
    to the farthest state; None is "not published" (or not comparable: the model's docstring says
    why).  ``initial`` counts initial states, duplicates included.  ``violated`` names the one
    property that is broken, ``length`` the steps of the shortest trace to that; where ``violated``
    is None everything holds, deadlock included.  ``source`` names where the numbers come from.
    ``slow`` takes more than a few seconds with the interpreter; ``large`` is for engines of more
    than a hundred thousand states a second: above about 400,000 states.
    """

    name: str
    make: Callable[[], Program]
    distinct: int | None
    transitions: int | None
    depth: int | None
    source: str
    initial: int = 1
    violated: str | None = None
    length: int | None = None
    slow: bool = False
    large: bool = False

    @property
    def boots(self) -> int:
        """1 if the Program starts with a boot step, else 0."""
        return int(self.initial > 1)

    @property
    def expected_states(self) -> int | None:
        """States of the Program."""
        return None if self.distinct is None else self.distinct + self.boots

    @property
    def expected_transitions(self) -> int | None:
        """Transitions of the Program."""
        if self.transitions is None:
            return None
        return self.transitions + self.initial * self.boots

    @property
    def expected_depth(self) -> int | None:
        """Depth of the Program, in steps."""
        return None if self.depth is None else self.depth + self.boots

    @property
    def expected_length(self) -> int | None:
        """Steps of the shortest trace to the violation."""
        return None if self.length is None else self.length + self.boots


def tlc(
    name: str, make: Callable[[], Program], source: str, *, generated: int | None = None,
    distinct: int | None = None, depth: int | None = None, initial: int = 1,
    violated: str | None = None, length: int | None = None, slow: bool = False,
    large: bool = False,
) -> Oracle:
    """An Oracle from numbers as the model checker TLC prints them.

    TLC's ``generated`` includes the ``initial`` states (duplicates included); ``depth`` and
    ``length`` count states, not steps.  ``source`` is a path in the TLA+ Examples collection
    (github.com/tlaplus/Examples, specifications/); generated and distinct are those of its
    manifest, depth is that of a run with one worker.
    """
    return Oracle(
        name, make, distinct,
        None if generated is None else generated - initial,
        None if depth is None else depth - 1,
        f"TLA+ Examples, {source}", initial, violated,
        None if length is None else length - 1, slow, large,
    )
