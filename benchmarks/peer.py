"""What another model checker said about an exported Program."""

from __future__ import annotations

from dataclasses import dataclass, field

from miniport.checker.ir.program import Program
from miniport.checker.result import Exploration, Verdict

__all__ = ["PeerError", "PeerRun", "broken"]


class PeerError(Exception):
    """A run that proves nothing: it was cut, it failed, or its output is not understood."""


@dataclass(frozen=True, slots=True)
class PeerRun:
    """Counts and verdicts of an exhaustive run.

    ``violated`` are ids of properties; ``bounded`` says that a Count outgrew its bound;
    ``seconds`` has wall time by phase, in the order of the phases; ``busy`` processor time, in
    seconds, where it was measured; ``memory`` is in bytes.
    """

    states: int
    transitions: int
    violated: frozenset[str]
    bounded: bool
    seconds: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    depth: int = 0
    busy: dict[str, float] = field(default_factory=dict)


def broken(program: Program, found: Exploration) -> frozenset[str]:
    """The ids of the properties that are broken, of those that an export says: no data races,
    not *progress*."""
    unsaid = {"progress", *(p.id for p in program.properties if p.race_kinds)}
    violated = (f.property for f in found.findings if f.verdict is Verdict.VIOLATED)
    return frozenset(violated) - unsaid
