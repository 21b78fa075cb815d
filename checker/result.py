"""What an exploration found: verdict per property, counts, limits; plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .ir.program import Span
from .trace import Trace

__all__ = ["NO_LIMITS", "Exploration", "Finding", "Limits", "Verdict"]


class Verdict(Enum):
    """Design section 6; never better than what was explored."""

    HOLDS = "holds"
    BOUNDED = "bounded"  # holds as long as not more than a bound are in flight
    VIOLATED = "violated"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Limits:
    """Where to stop; None is no limit.  States, seconds of wall time, bytes of this process.

    ``spent`` seconds are already over, in searches that this one takes the place of.
    ``after_violation`` is how many states may still be found once a property is broken that is
    not one of ``minor`` (:mod:`.patience`).
    """

    states: int | None = None
    seconds: float | None = None
    memory: int | None = None
    spent: float = 0.0
    after_violation: int | None = None
    minor: frozenset[str] = frozenset()

    def over(self, seconds: float) -> bool:
        """Whether the time is over, after ``seconds`` of this search."""
        return self.seconds is not None and self.spent + seconds >= self.seconds


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one property.

    ``reached`` says that its premise was true at least once (else a ``holds`` is vacuous);
    ``after`` names the properties broken earlier on the same trace: the finding may be no more
    than their consequence.
    """

    property: str
    verdict: Verdict
    reached: bool
    trace: Trace | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exploration:
    """The result of exploring one Program.

    ``limit`` is "" after an exhaustive search, else a sentence: which limit, how far it got;
    ``cut`` says that it is one that was set, by an option or a person.  ``in_flight`` is the
    bound on activities in flight (:mod:`.in_flight`), None if there was none or it stopped nobody.
    ``depth`` counts steps from the initial state; ``covered`` the actions that were taken;
    ``seconds`` are those of the search, with preparing it; ``omission`` bounds the probability
    that states were left out, if hash compaction was asked for (else it is 0); ``races`` are
    all distinct data races seen: (variable, statement, statement); ``interfering`` the variables
    of races and of what else does not commute with plain accesses.  ``symmetries`` are the
    interchangeable things, and how many, one of whose orders was explored; ``asymmetries`` say
    why others are not interchangeable.
    """

    program: str
    findings: tuple[Finding, ...]
    states: int
    transitions: int
    depth: int
    seconds: float
    peak_memory: int
    limit: str = ""
    engine: str = "interpreter"
    omission: float = 0.0
    covered: frozenset[int] = field(default=frozenset())
    races: tuple[tuple[str, Span | None, Span | None], ...] = ()
    interfering: frozenset[str] = frozenset()
    symmetries: tuple[tuple[str, int], ...] = ()
    asymmetries: tuple[str, ...] = ()
    cut: bool = False
    in_flight: int | None = None
