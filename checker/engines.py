"""The engines that can search a Program, and which one to use.

All of them give the same states, transitions, depth, verdicts and lengths of traces (the
contract is ``tests/checker/test_engines.py``).  The interpreter begins at once; the native engine
has to compile first, and is 20 to 40 times faster then.  So ``"auto"`` begins with the
interpreter, and begins again natively if the model turns out not to be small.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from .aims import Judged
from .errors import UsageError
from .ir.program import Program
from .races import Race, Races
from .result import NO_LIMITS, Limits
from .search import Progress, Search, Violation
from .symmetry import Quotient

__all__ = ["ENGINES", "Searched", "searched"]

ENGINES = ("auto", "interpreter", "native")

_SMALL = 25_000
_PER_ACTION = 60
"""States, and per action, up to which the interpreter would be done before the native engine has
compiled the model."""


class Searched(Protocol):
    """What an engine found; see :class:`.search.Search`."""

    program: Program
    races: Races
    depth: int
    seconds: float
    cut: str
    quotient: Quotient | None

    @property
    def engine(self) -> str:
        """Its name, and how it was used."""

    @property
    def count(self) -> int:
        """How many states were found."""

    @property
    def transitions(self) -> int:
        """How many steps were taken."""

    @property
    def violations(self) -> Mapping[str, Violation]:
        """The shortest violation of each property that was broken."""

    @property
    def race_list(self) -> Sequence[Race]:
        """The races that were seen."""

    @property
    def bounded(self) -> set[int]:
        """The variables that hit a bound of explicit search."""

    @property
    def ended_by(self) -> set[str]:
        """The properties in whose violation a run ended."""

    @property
    def covered(self) -> Sequence[int]:
        """For each action, whether it was taken."""

    @property
    def reached(self) -> set[int]:
        """The properties (indices) a premise of which was true."""

    @property
    def omission(self) -> float:
        """An upper bound on the probability that states were left out; 0 if whole states were
        compared."""

    def frontier(self) -> int:
        """How many states were found but not expanded."""

    def values(self, state: int) -> tuple[int, ...]:
        """A state that was found, by its number."""

    def path(self, state: int) -> list[int]:
        """The actions of a shortest run to a state."""

    def judged(self) -> Judged:
        """Which aims of the Program are out of reach, and from where."""


def searched(
    program: Program,
    limits: Limits = NO_LIMITS,
    progress: Callable[[Progress], object] | None = None,
    stop_on: frozenset[str] = frozenset(),
    *,
    keep_edges: bool = False,
    engine: str = "auto",
    workers: int = 1,
    compact: bool = False,
    quotient: Quotient | None = None,
    at_least: int = 0,
) -> Searched:
    """Search ``program`` with ``engine``, one of :data:`ENGINES`.

    ``workers`` are threads of the native engine; ``compact`` makes it store a 64-bit hash for
    each state (hash compaction); with ``quotient`` one state of each orbit is explored;
    ``at_least`` so many states are expected.

    Raises UsageError if the engine cannot do what is asked.
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine {engine!r}: there are {', '.join(ENGINES)}")
    if compact and engine == "interpreter":
        raise UsageError("the interpreter stores whole states: hash compaction is native")
    started = time.perf_counter()
    small = _SMALL + _PER_ACTION * len(program.actions)
    if engine != "native" and not compact and (engine == "interpreter" or at_least <= small):
        search = Search(program, keep_edges=keep_edges, quotient=quotient)
        large = engine == "auto" and (limits.states is None or limits.states > small)
        search.run(replace(limits, states=small) if large else limits, progress, stop_on)
        if not (large and search.full):
            return search
    # Not before it is needed: this loads LLVM.
    from .native import Astray, NativeSearch, Unsupported

    limits = replace(limits, spent=limits.spent + time.perf_counter() - started)
    if progress is not None:
        spent = time.perf_counter() - started
        progress(Progress(0, 0, 0, 0, spent, "compiling the model to machine code"))
    try:
        native = NativeSearch(
            program, keep_edges=keep_edges, workers=workers, compact=compact, quotient=quotient
        )
    except Unsupported as reason:
        if engine == "native" or compact:
            raise UsageError(f"the native engine cannot run this model: {reason}") from None
        search = Search(program, keep_edges=keep_edges, quotient=quotient)
        search.run(limits, progress, stop_on)
        return search
    try:
        native.run(limits, progress, stop_on)
    except Astray:
        limits = replace(limits, spent=limits.spent + native.seconds)
        native = NativeSearch(program, workers=workers, narrow=False, quotient=quotient)
        native.run(limits, progress, stop_on)
    return native
