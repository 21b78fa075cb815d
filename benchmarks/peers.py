"""The native engine, SPIN and TLC on the same Programs, side by side in one run.

    python -m benchmarks.peers --spin --tlc TLA2TOOLS.jar --models 2pc-8,2pc-9 --runs 5

Every number is a median of the runs.  Nothing is compared unless states and transitions are the
same: the peers run the exported Program.  Search times of the native engine and of SPIN are
without compiling; ``in all`` is with it, on both sides.  No reduction on any side: SPIN runs its
fastest exact mode, depth-first, compiled with ``gcc -O3 -DSAFETY -DNOREDUCE``; in all it may be
done sooner with ``--compiler tcc``.
"""

from __future__ import annotations

import json
import platform
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from benchmarks.probe import accesses_per_second
from benchmarks.spin import FASTEST_CODE, run_spin
from benchmarks.subjects import SUBJECTS
from benchmarks.tlc import run_tlc
from miniport.checker.export import promela, tla
from miniport.checker.ir.program import Program
from miniport.checker.native import NativeSearch

__all__ = ["Row", "measure"]

_ROUNDED = 1e-7
"""SPIN prints large numbers with eight digits."""


_COLUMNS = (
    "model", "actions", "words", "states", "transitions", "compile s", "search s", "Mt/s",
    "B/state", "2 workers", "of probe", "SPIN cc s", "SPIN run s", "B/state", "ratio", "in all",
    "TLC",
)  # fmt: skip


@dataclass
class Row:
    """What was measured of one Program; seconds, bytes per state, ratios."""

    model: str
    states: int
    transitions: int
    actions: int
    words: int
    compile: float
    search: float
    two_workers: float
    bytes: float
    probe: float
    spin: dict[str, float] = field(default_factory=dict)
    spin_bytes: float = 0.0
    tlc: float = 0.0

    @property
    def rate(self) -> float:
        """Transitions per second, one worker."""
        return self.transitions / self.search

    @property
    def ratios(self) -> dict[str, float]:
        """How many times faster; and shares."""
        found = {"scaling": self.search / self.two_workers, "of the probe": self.rate / self.probe}
        if self.spin:
            found["spin / search"] = self.spin["pan"] / self.search
            found["spin / search, in all"] = sum(self.spin.values()) / (self.compile + self.search)
            found["spin / bytes"] = self.spin_bytes / self.bytes
        if self.tlc:
            found["tlc / search"] = self.tlc / self.search
        return found


def _native(program: Program, workers: int) -> tuple[NativeSearch, float]:
    """A search, and the seconds of compiling."""
    began = time.perf_counter()
    search = NativeSearch(program, workers=workers)
    search.load()
    compiling = time.perf_counter() - began
    search.run()
    if search.cut:
        sys.exit(f"{program.name}: {search.cut}")
    return search, compiling


def measure(
    name: str, runs: int, *, spin: bool, jar: Path | None, compiler: Sequence[str] = FASTEST_CODE
) -> Row:
    """Measure a subject; ends the program if a peer counts differently."""
    program = SUBJECTS[name]()
    compiling, alone, together, probes = [], [], [], []
    # Memory that a virtual machine has not had before is slow once, for whoever comes first.
    _native(program, 2)
    # In turns: what else goes on on the machine should be the same for all.
    for _ in range(runs):
        both, _ = _native(program, 2)
        together.append(both.seconds)
        del both
        search, took = _native(program, 1)
        compiling.append(took)
        alone.append(search.seconds)
        probes.append(accesses_per_second(search.table.bytes, 1))
    states, transitions = search.count, search.transitions
    row = Row(
        name, states, transitions, len(program.actions), search.packing.words,
        statistics.median(compiling), statistics.median(alone), statistics.median(together),
        search.memory / states, statistics.median(probes),
    )  # fmt: skip
    del search
    if spin:
        found = run_spin(
            promela(program), compiler=compiler, table=_slots(states), runs=runs
        )
        _same(name, "SPIN", (found.states, found.transitions), (states, transitions))
        row.spin, row.spin_bytes = found.seconds, found.memory / states
    if jar is not None:
        ran = [run_tlc(tla(program, "Model")[0], jar, heap="12g") for _ in range(min(runs, 3))]
        _same(name, "TLC", (ran[0].states, ran[0].transitions), (states, transitions))
        row.tlc = statistics.median(sum(one.seconds.values()) for one in ran)
    return row


def _slots(states: int) -> int:
    """The logarithm of SPIN's hash table: with room for all states."""
    return max(states.bit_length(), 16)


def _same(name: str, peer: str, found: tuple[int, int], ours: tuple[int, int]) -> None:
    for theirs, mine in zip(found, ours, strict=True):
        if abs(theirs - mine) > mine * _ROUNDED:
            sys.exit(f"{name}: {peer} counts {found}, we count {ours}: nothing to compare")


@click.command()
@click.option("--models", default="2pc-7,2pc-8,2pc-9", help="Names, or 'all'.")
@click.option("--runs", default=5, show_default=True)
@click.option("--spin", is_flag=True, help="Run SPIN (needs spin and gcc).")
@click.option("--compiler", default=" ".join(FASTEST_CODE), show_default=True, help="SPIN's.")
@click.option("--tlc", "jar", type=click.Path(exists=True, path_type=Path), help="Run TLC.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the rows.")
def main(
    models: str, runs: int, spin: bool, compiler: str, jar: Path | None, file: Path | None
) -> None:
    """Measure; print a table for docs/performance.md."""
    names = list(SUBJECTS) if models == "all" else models.split(",")
    for name in names:
        if name not in SUBJECTS:
            sys.exit(f"no model {name}: there are {', '.join(SUBJECTS)}")
    rows = []
    print(f"{platform.machine()}, Python {platform.python_version()}; medians of {runs}\n")
    print("| " + " | ".join(_COLUMNS) + " |")
    print("|---|" + "---:|" * (len(_COLUMNS) - 1))
    for name in names:
        row = measure(name, runs, spin=spin, jar=jar, compiler=compiler.split())
        rows.append(row)
        print(_line(row), flush=True)
    if file is not None:
        text = json.dumps([{**asdict(row), "ratios": row.ratios} for row in rows], indent=1)
        file.write_text(text + "\n", encoding="utf-8")


def _line(row: Row) -> str:
    ratios = row.ratios
    cells = [
        row.model, f"{row.actions:,}", f"{row.words}", f"{row.states:,}", f"{row.transitions:,}",
        f"{row.compile:.2f}", f"{row.search:.2f}", f"{row.rate / 1e6:.1f}", f"{row.bytes:.1f}",
        f"{ratios['scaling']:.2f}x", f"{100 * ratios['of the probe']:.0f} %",
    ]  # fmt: skip
    if row.spin:
        cells += [
            f"{row.spin['cc']:.1f}", f"{row.spin['pan']:.2f}", f"{row.spin_bytes:.0f}",
            f"{ratios['spin / search']:.1f}x", f"{ratios['spin / search, in all']:.1f}x",
        ]  # fmt: skip
    else:
        cells += [""] * 5
    cells.append(f"{ratios['tlc / search']:.0f}x" if row.tlc else "")
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
