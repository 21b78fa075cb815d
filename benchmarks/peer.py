"""What another model checker said about an exported Program."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["PeerError", "PeerRun"]


class PeerError(Exception):
    """A run that proves nothing: it was cut, it failed, or its output is not understood."""


@dataclass(frozen=True, slots=True)
class PeerRun:
    """Counts and verdicts of an exhaustive run.

    ``violated`` are ids of properties; ``bounded`` says that a Count outgrew its bound;
    ``seconds`` has wall time by phase, in the order of the phases; ``memory`` is in bytes.
    """

    states: int
    transitions: int
    violated: frozenset[str]
    bounded: bool
    seconds: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    depth: int = 0
