"""Breadth-first search over packed states, level by level, by one or more worker threads.

The same answers as :class:`..search.Search`, from machine code: states, transitions, depth, and
the shortest violation of each property do not depend on the number of workers.  States are
numbered, but only with one worker in breadth-first order.

No parent is stored per state: a worker's log says which batch of at most 32 states was being
expanded when a state was found, and expanding these again tells which one it was.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from .. import memory
from ..aims import Judged
from ..certain import surely_reached
from ..errors import CheckerBug
from ..garbage import uncollected
from ..ir.program import Program
from ..patience import Patience
from ..races import Race, Races
from ..result import NO_LIMITS, Limits
from ..search import Progress, Violation
from ..symmetry import Quotient
from ..values import narrowed
from . import slots as S
from .code import Code, branching
from .expander import Expander
from .expressions import Unsupported
from .findings import Findings
from .loops import loops
from .machine import Machine
from .paths import path
from .progress import judged
from .symmetry import Representatives
from .visited import COMPACT, DIRECT, INDEX, QUOTIENT, reach_of
from .workspace import Blocks, Table, Worker, address

__all__ = ["Astray", "NativeSearch"]

_ROOM = 2048  # successors of a batch
_ALONE = 4096  # a level of fewer states is not worth more than one worker
_ASIDE = 1 << 16  # states put aside while the table grows: far more than ever seen
_LARGE = 400_000  # characters of LLVM IR: compiled quickly first, and well if the search is long
_PATIENCE = 1.0  # seconds a search may take before it is worth compiling well
_MOST_ACTIONS = 20_000  # a compiler would need minutes
_NARROW = 45  # bits: a slot of the visited table can have 32 bits
_SPECIAL = 3  # words: wider states share one version of the loops


class Astray(Exception):
    """A state would have come too far from its line of the visited table for slots of 32 bits:
    not to be expected of this hash, but then ``narrow=False`` is the way."""


class NativeSearch:
    """One search of ``program``; :meth:`run` does it, the attributes are what it found.

    Raises :class:`~.expressions.Unsupported` if the Program is not one for this engine.
    """

    def __init__(
        self, program: Program, *, keep_edges: bool = False, workers: int = 1,
        compact: bool = False, narrow: bool = True, quotient: Quotient | None = None,
    ) -> None:  # fmt: skip
        most = branching(program)
        if 2 * most > S.BLOCK:
            raise Unsupported("a state can have more than 32,768 successors")
        if len(program.actions) > _MOST_ACTIONS:
            raise Unsupported(f"it has more than {_MOST_ACTIONS:,} actions")
        if compact and keep_edges:
            raise Unsupported("hash compaction does not keep the graph")
        self.program = program
        self.races = Races(program)
        with uncollected():
            code = Code(narrowed(program), self.races.watched)
            self._text = str(code.module)
        self.packing = code.packing
        self._quick = len(self._text) > _LARGE
        self._machine = Machine(self._text, 0 if self._quick else 2)
        self._better: threading.Thread | None = None
        self.quotient = quotient
        symmetries = quotient.symmetries if quotient is not None else ()
        self.symmetry = Representatives(symmetries, self.packing)
        self.expander = Expander(self._machine, code, self.symmetry if symmetries else None)
        words = self.packing.words
        small = words == 1 and self.packing.bits < 64 and not keep_edges
        narrow = narrow and small and self.packing.bits <= _NARROW
        self.mode = COMPACT if compact else QUOTIENT if narrow else DIRECT if small else INDEX
        fixed = 0 if compact or words > _SPECIAL else words
        self._loops = loops(fixed, self.mode)
        self.table = Table(self.mode, max(self.packing.bits, 31))
        self.blocks = Blocks(words, self.mode, keep_edges=keep_edges)
        self._room = max(_ROOM, 2 * most)
        self._class_of, rivals = self.races.matrix()
        self.workers = [
            Worker(self.blocks, self._room, most, len(code.events), len(program.actions),
                   len(program.properties), rivals, self.symmetry.scratch(),
                   keep_edges=keep_edges)
            for _ in range(workers)
        ]  # fmt: skip
        self._shared = np.zeros(S.SHARED, dtype=np.int64)
        for slot, value in {
            S.EXPAND: self._machine.address("expand"), S.ROOM: self._room, S.BRANCHING: most,
            S.WORDS: words, S.BLOCKS: address(self.blocks.addresses),
            S.ORIGINS: address(self.blocks.origins), S.CLASS: address(self._class_of),
            S.CLASSES: len(rivals), S.EDGES: int(keep_edges), S.BITS: self.table.bits,
            S.SYMMETRY: self.symmetry.address if symmetries else 0,
        }.items():  # fmt: skip
            self._shared[slot] = value
        self.levels: list[list[tuple[int, int]]] = []
        self.depth = 0
        self.seconds = 0.0
        self.cut = ""
        self._findings = Findings(program, self.races, code.events.all)
        self._limits = NO_LIMITS
        self._waiting = 1
        self._kept: list[Machine] = []
        self._doing = ""

    # -- what was found ----------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many states were found."""
        return int(self._shared[S.STATES])

    @property
    def transitions(self) -> int:
        """How many steps were taken."""
        return sum(int(worker.own[S.TRANSITIONS]) for worker in self.workers)

    @property
    def violations(self) -> dict[str, Violation]:
        """The shortest violation of each property that was broken."""
        return self._findings.violations

    @property
    def race_list(self) -> list[Race]:
        """The races that were seen."""
        return self._findings.races

    @property
    def bounded(self) -> set[int]:
        """The variables that hit a bound of explicit search."""
        return self._findings.bounded

    @property
    def ended_by(self) -> set[str]:
        """The properties in whose violation a run ended."""
        return self._findings.ended_by

    @property
    def covered(self) -> list[bool]:
        """For each action, whether it was taken."""
        taken = np.logical_or.reduce([worker.covered for worker in self.workers])
        marks = [bool(mark) for mark in taken[: len(self.program.actions)]]
        return marks if self.quotient is None else self.quotient.covered(marks)

    @property
    def reached(self) -> set[int]:
        """The properties (indices) a premise of which was true."""
        marks = np.logical_or.reduce([worker.reached for worker in self.workers])
        found = {int(p) for p in np.flatnonzero(marks)}
        for number in np.flatnonzero(self.covered):
            found |= surely_reached(self.program, self.program.actions[number])
        return found

    @property
    def engine(self) -> str:
        """Its name, and how it was used."""
        many = f", {len(self.workers)} workers" if len(self.workers) > 1 else ""
        return f"native{many}{', hash compaction' if self.mode == COMPACT else ''}"

    @property
    def omission(self) -> float:
        """An upper bound on the probability that a state was taken for another one: that any two
        of the states have the same 64-bit hash, the hash being as good as a random one."""
        if self.mode != COMPACT:
            return 0.0
        return min(self.count**2 / 2.0**64, 1.0)

    @property
    def memory(self) -> int:
        """Bytes the search holds: table, states, logs, edges."""
        return (
            self.table.bytes + self.blocks.bytes + sum(w.bytes for w in self.workers)
        )

    def frontier(self) -> int:
        """How many states were found but not expanded."""
        done = 0
        for worker in self.workers:
            entries = worker.batches[: int(worker.own[S.BATCHES])]
            if len(entries):
                # An entry like the one before continues its batch: the block changed.
                again = entries[1:, 1] == entries[:-1, 1]
                done += int(entries[:, 2].sum() - entries[1:, 2][again].sum())
        return self.count - done

    def values(self, state: int) -> tuple[int, ...]:
        """The values of the variables in a state."""
        return self.packing.unpack(self.blocks.state(state).tolist())

    def path(self, state: int) -> list[int]:
        """The actions of a shortest run to ``state``."""
        return path(self, state)

    def judged(self) -> Judged:
        """Which aims of the Program are out of reach, and from where."""
        return judged(self, self._machine)

    # -- the search --------------------------------------------------------------------------

    def run(
        self,
        limits: Limits = NO_LIMITS,
        progress: Callable[[Progress], object] | None = None,
        stop_on: frozenset[str] = frozenset(),
    ) -> None:
        """Explore everything, or up to a limit; ``cut`` then says in a few words why.

        The loops run in other threads, so that this one can look at the clock and at Ctrl-C.
        """
        started = time.perf_counter()
        self._limits = limits
        self._shared[S.MOST] = limits.states if limits.states is not None else 1 << 62
        finished = threading.Event()
        failures: list[BaseException] = []

        def work() -> None:
            try:
                self._explore(stop_on)
            except BaseException as error:
                failures.append(error)
            finally:
                finished.set()

        thread = threading.Thread(target=work, name="search")
        thread.start()
        try:
            while not finished.wait(0.1):
                now = time.perf_counter()
                if limits.over(now - started):
                    self._stop(f"the limit of {limits.seconds:g} seconds was reached")
                elif not self._fits(0):
                    self._stop(self._too_large())
                if self._quick and now - started > _PATIENCE and self._better is None:
                    self._better = threading.Thread(target=self._optimize)
                    self._better.start()
                if progress is not None:
                    progress(self._progress(now - started))
        except KeyboardInterrupt:
            self._stop("interrupted (Ctrl-C)")
        finally:
            if not finished.is_set():
                self._stop("the search was given up")  # who was told of the progress failed
            thread.join()
        self.seconds = time.perf_counter() - started
        for failure in failures:
            if not isinstance(failure, MemoryError):
                raise failure
            self.cut = self.cut or str(failure) or "out of memory"
        if progress is not None and not self.cut:
            progress(self._progress(self.seconds))

    def _optimize(self) -> None:
        """Better machine code, while the search goes on with the other; workers take it up when
        they next begin."""
        machine = Machine(self._text, 2)
        if not self._shared[S.STOP]:
            self._kept.append(machine)
            self._shared[S.EXPAND] = machine.address("expand")

    def _progress(self, seconds: float) -> Progress:
        return Progress(
            self.count, self.transitions, self.depth, self._waiting, seconds, self._doing
        )

    def _stop(self, reason: str) -> None:
        self.cut = self.cut or reason
        self._shared[S.STOP] = 1

    def _fits(self, more: int) -> bool:
        limit = self._limits.memory
        return limit is None or (memory.resident() or self.memory) + more < limit

    def _too_large(self) -> str:
        limit = self._limits.memory or 0
        return f"the limit of {limit / 2**20:,.0f} MiB of memory was reached"

    def load(self) -> None:
        """Make the search loops ready, so that :meth:`run` only searches."""
        self._doing = "compiling the search loops, once on a machine"
        self._loops.load()
        self._doing = ""

    def _explore(self, stop_on: frozenset[str]) -> None:
        self.load()
        first = self.workers[0]
        start = int(first.own[S.NEXT])
        words = self.packing.pack(self.program.initial)
        self.blocks.state(start)[:] = words
        first.own[S.NEXT] += 1
        self._shared[S.STATES] = 1
        self._use_table()
        self._loops.insert(self._at, start)
        found = [1] + [0] * (len(self.workers) - 1)
        level = [(start, start + 1)]
        patience = Patience(self._limits)
        with ThreadPoolExecutor(len(self.workers)) as pool:
            while level and not self.cut:
                self.levels.append(level)
                self.depth = len(self.levels) - 1
                self._waiting = sum(last - begin for begin, last in level)
                self._level(level, pool)
                self._findings.collect(self.workers, self.depth)
                now = [worker.found for worker in self.workers]
                level = [
                    span
                    for worker, begin, end in zip(self.workers, found, now, strict=True)
                    for span in worker.ranges(begin, end)
                ]
                found = now
                if self.mode == COMPACT:
                    self._forget(level)
                if level and stop_on and stop_on <= self.violations.keys():
                    self._stop("every property asked for is violated")
                reason = patience.over(self.violations, self.count) if level else ""
                if reason:
                    self._stop(reason)

    @property
    def _at(self) -> int:
        return address(self._shared)

    def _level(self, level: list[tuple[int, int]], pool: ThreadPoolExecutor) -> None:
        """Expand all states of a level."""
        size = sum(last - first for first, last in level)
        active = self.workers if size >= _ALONE else self.workers[:1]
        piece = size
        if len(active) > 1:
            piece = min(max(size // (16 * len(active)), S.BATCH), 4096)
        items = np.array(
            [
                (begin, min(begin + piece, last))
                for first, last in level
                for begin in range(first, last, piece)
            ],
            dtype=np.int64,
        )
        self._shared[S.WORK], self._shared[S.ITEMS] = address(items), len(items)
        self._shared[S.CURSOR] = 0
        while active and not self.cut:
            if len(active) == 1:
                reasons = [self._work(active[0])]
            else:
                reasons = list(pool.map(self._work, active))
            if S.ASTRAY in reasons:
                raise Astray
            if S.LIMIT in reasons:
                self._stop(f"the limit of {self._limits.states:,} states was reached")
            if S.CROWDED in reasons and not self.cut:
                self._grow()
            # Who was done finds nothing more to do: the items are all taken.
            active = [w for w, r in zip(active, reasons, strict=True) if r == S.CROWDED]

    def _work(self, worker: Worker) -> int:
        """One worker, until it is done or all must meet."""
        while True:
            reason = self._loops.explore(self._at, address(worker.own), len(self.workers))
            if reason != S.SPACE:
                return int(reason)
            if not self._fits(worker.wanted):
                self._stop(self._too_large())
                return S.STOPPED
            try:
                worker.provide()
            except MemoryError as error:
                self._stop(str(error) or "out of memory")
                return S.STOPPED

    def _use_table(self) -> None:
        self._shared[S.TABLE] = address(self.table.segments)
        self._shared[S.SIZE] = self.table.lines
        self._shared[S.FULL] = self.table.full
        if self.mode == QUOTIENT:
            self._shared[S.REST] = self.table.rest
            self._shared[S.REACH] = reach_of.py_func(self.table.rest)

    def _grow(self) -> None:
        """A larger table, filled from the smaller one, which is where it was."""
        lines = self.table.lines_for(self.count + len(self.workers) * (self._room + S.UNSAID) + 1)
        if not self._fits(64 * (lines - self.table.lines)):
            self._stop(self._too_large())
            return
        self.table.reserve(lines)
        aside, filled = np.zeros(_ASIDE + 16, dtype=np.int64), np.zeros(lines, dtype=np.uint8)
        if self._loops.grow(self._at, lines, address(filled), address(aside), _ASIDE) < 0:
            if self.mode == QUOTIENT:
                raise Astray
            raise CheckerBug("too many states have nearly the same hash")
        self.table.lines = lines
        self._use_table()

    def _forget(self, level: list[tuple[int, int]]) -> None:
        """Give back blocks none of whose states are still to be expanded."""
        needed = {first >> S.BLOCK_BITS for first, _ in level}
        for worker in self.workers:
            needed.add(int(worker.own[S.NEXT]) >> S.BLOCK_BITS)
            needed.add(int(worker.own[S.SPARE]) >> S.BLOCK_BITS)
        for number, block in enumerate(self.blocks.arrays):
            if block is not None and number not in needed:
                self.blocks.drop(number)
