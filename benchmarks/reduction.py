"""The merged search beside SPIN's partial-order reduction, as rows of the table in
docs/reductions.md.

    python -m benchmarks.reduction sample/lifecycle sample/cancel

SPIN searches single statements with its reduction, miniport what ``check`` searches: statements
merged, one order of interchangeable tokens, all rules, those that are not exported among them.
The broken rules have to be the same.  Seconds are of processor time: both search with one thread,
on a machine that may be busy.  ``check`` pays for loading LLVM in the first row only.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import click

from benchmarks.peer import PeerError, PeerRun, broken
from benchmarks.spin import FASTEST_CODE, quickest_compiler, run_spin
from miniport.checker.export import promela
from miniport.checker.native import NativeSearch
from miniport.checker.result import Limits
from miniport.checker.symmetry import Quotient
from miniport.facade import plan
from miniport.program import program_of
from miniport.task import compile_task, run_task

__all__ = ["Row", "compared", "with_owners"]

_PROCESS = re.compile(r"^(?=active proctype )", re.M)
_INLINE = re.compile(r"^inline (\w+)\(\) \{$(.*?)^\}$", re.M | re.S)
_VARIABLE = re.compile(r"^(?=(?:bit|bool|byte|short|int) (\w+))", re.M)


def with_owners(text: str) -> str:
    """An exported Program in which ``local`` stands before each variable that only one process
    mentions: SPIN's reduction takes every other variable for shared."""
    head, *processes = _PROCESS.split(text)
    inlines = {name: _words(body) for name, body in _INLINE.findall(head)}
    mentioned = []
    for process in processes:
        words = _words(process)
        mentioned.append(words.union(*(inlines[name] for name in words & inlines.keys())))

    def owned(found: re.Match[str]) -> str:
        return "local " if sum(found[1] in words for words in mentioned) < 2 else ""

    return "".join([_VARIABLE.sub(owned, head), *processes])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@dataclass(frozen=True, slots=True)
class Row:
    """A driver in a scope, both ways.

    ``search`` is the time of the native search alone, ``in_all`` that of all that ``check`` does,
    in processor seconds; ``rules`` are broken, on both sides.
    """

    model: str
    scope: str
    rules: frozenset[str]
    spin: PeerRun
    states: int
    search: float
    in_all: float

    def __str__(self) -> str:
        spin, searching = self.spin, self.spin.busy["pan"]
        whole = sum(spin.busy.values())
        cells = (
            self.model, self.scope, f"{spin.states:,}", f"{self.states:,}",
            f"{spin.states / self.states:.1f}", f"{whole - searching:.1f} + {searching:.2f}",
            f"{self.in_all - self.search:.1f} + {self.search:.2f}",
            f"{whole / self.in_all:.1f}", f"{searching / self.search:.1f}",
        )  # fmt: skip
        return f"| {' | '.join(cells)} |"


def compared(
    model: str, scope: str, *, compiler: Sequence[str], owners: bool = True,
    depth: int = 1_000_000, table: int = 24, patience: float | None = None,
) -> Row:
    """Explore a driver in a scope both ways; SPIN's search is stopped after ``patience`` seconds.

    ``compiler``, ``depth`` and ``table`` are those of :func:`~benchmarks.spin.run_spin`.  Without
    ``owners`` SPIN is not told which variables only one process uses.  Raises PeerError if a
    search was not exhaustive or the broken rules differ.
    """
    (task,) = plan([model], [scope], [], {}, Limits())
    began = time.process_time()
    found = run_task(replace(task, engine="native"))
    in_all = time.process_time() - began
    if found.exploration.limit:
        raise PeerError(found.exploration.limit)
    merged = compile_task(task, found.exposed).program
    search = NativeSearch(merged, quotient=Quotient(merged))
    search.load()
    began = time.process_time()
    search.run()
    searching = time.process_time() - began
    statements = program_of(replace(task, granularity="statement"))
    text = promela(statements)
    spin = run_spin(
        with_owners(text) if owners else text,
        compiler=compiler, depth=depth, table=table, reduced=True, patience=patience,
    )  # fmt: skip
    rules = broken(merged, found.exploration)
    if spin.bounded or spin.violated != rules:
        raise PeerError(f"not on both sides: {', '.join(sorted(spin.violated ^ rules))}")
    return Row(model, scope, rules, spin, search.count, searching, in_all)


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="MODEL/SCOPE...")
@click.option("--optimized", is_flag=True, help="Compile SPIN's verifier with gcc -O3.")
@click.option("--as-exported", is_flag=True, help="Do not tell SPIN what one process owns.")
@click.option("--depth", default=1_000_000, show_default=True, help="Of SPIN's search stack.")
@click.option("--table", default=24, show_default=True, help="Logarithm of SPIN's hash slots.")
@click.option("--patience", type=float, default=600, show_default=True, help="Seconds, for SPIN.")
def main(
    names: tuple[str, ...], optimized: bool, as_exported: bool, depth: int, table: int,
    patience: float,
) -> None:
    """Print rows: states, their ratio, seconds, their ratios."""
    compiler = FASTEST_CODE if optimized else quickest_compiler()
    for name in names:
        model, _, scope = name.partition("/")
        try:
            print(compared(model, scope, compiler=compiler, owners=not as_exported,
                           depth=depth, table=table, patience=patience), flush=True)  # fmt: skip
        except PeerError as trouble:
            print(f"{name}: {trouble}", flush=True)


if __name__ == "__main__":
    main()
