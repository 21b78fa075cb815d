"""A trace as data: the initial state, then steps, each with the state it leads to.

Every report is a pure function of a trace; it round-trips through JSON (:mod:`.trace_json`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .ir.program import Span

__all__ = ["Step", "Trace"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who moved, what it did, where in the source, what changed.

    ``changes`` are (variable, before, after) as people read them; ``values`` the whole state
    after the step; ``statements`` the source spans executed, in order; ``broken`` the ids of the
    properties this step broke.
    """

    activity: str
    label: str
    message: str
    span: Span | None
    statements: tuple[Span, ...]
    choices: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]
    values: tuple[int, ...]
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A run from the initial state to the violation of ``property``.

    ``variables`` are the names, ``labels`` the printed forms of values (empty: plain numbers,
    offset by ``lows``), ``initial`` the first state.  ``detail`` says in one sentence what is
    wrong in the last state or step; ``loop`` is the index of the state a lasso returns to.
    """

    model: str
    scope: str
    property: str
    detail: str
    variables: tuple[str, ...]
    lows: tuple[int, ...]
    labels: tuple[tuple[str, ...], ...]
    initial: tuple[int, ...]
    steps: tuple[Step, ...]
    loop: int | None = None

    def __len__(self) -> int:
        return len(self.steps)

    def __bool__(self) -> bool:
        # A run without steps is still a run: what is wrong is wrong in the initial state.
        return True

    def saying(self, detail: str) -> Trace:
        """The same run with another ``detail``."""
        return replace(self, detail=detail)

    def show(self, variable: int, value: int) -> str:
        """The printed form of ``value`` of the variable with index ``variable``."""
        labels = self.labels[variable]
        offset = value - self.lows[variable]
        return labels[offset] if 0 <= offset < len(labels) else str(value)
