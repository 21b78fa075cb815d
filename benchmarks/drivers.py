"""Shipped drivers beside SPIN and TLC, as rows of the table in docs/exports.md.

    python -m benchmarks.drivers --spin --tlc TLA2TOOLS.jar --tlc-most 70000 sample/lifecycle

without names: every driver in every scope.  A row says "equal" only where states and broken rules
are; transitions may be more in SPIN, by one for each deadlock and for each run that ends.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.peer import PeerRun, broken
from benchmarks.spin import quickest_compiler, run_spin
from benchmarks.tlc import run_tlc
from miniport.checker.explore import explore
from miniport.checker.export import promela, tla
from miniport.checker.frontend import ndis_of
from miniport.checker.result import Exploration, Limits
from miniport.facade import plan
from miniport.model.scopes import SCOPES
from miniport.models import shipped
from miniport.program import program_of

__all__ = ["row"]


def row(model: str, scope: str, *, spin: bool, jar: Path | None, most: int) -> str:
    """The row of a driver in a scope; TLC is asked about no more than ``most`` states."""
    (task,) = plan([model], [scope], [], {}, Limits())
    program = program_of(task)
    began = time.perf_counter()
    found = explore(program, check_progress=False)
    took = time.perf_counter() - began
    rules = broken(program, found)
    cells = [model, scope, f"{found.states:,}", f"{found.transitions:,}", str(len(rules))]
    said, seconds = ["", ""], [f"{took:.1f}", "", ""]
    if spin:
        slots = max(16, found.states.bit_length())
        ran = run_spin(promela(program), compiler=quickest_compiler(), table=slots)
        said[0] = _said(found, rules, ran)
        *compiling, searching = ran.seconds.values()
        seconds[1] = f"{sum(compiling):.1f} + {searching:.1f}"
    if jar is not None and found.states <= most:
        ran = run_tlc(tla(program, "Model")[0], jar, heap="6g")
        said[1], seconds[2] = _said(found, rules, ran), f"{ran.seconds['tlc']:.0f}"
    return "| " + " | ".join([*cells, *said, *seconds]) + " |"


def every() -> Iterator[str]:
    """Every driver in every scope of its generation, also those that run on request."""
    for model, path in shipped().items():
        generation = ndis_of(path)
        yield from (f"{model}/{scope.name}" for scope in SCOPES if scope.ndis == generation)


def _said(found: Exploration, rules: frozenset[str], ran: PeerRun) -> str:
    if (ran.states, ran.violated) != (found.states, rules):
        return f"DIFFERENT: {ran.states:,} states, {', '.join(sorted(ran.violated ^ rules))}"
    more = ran.transitions - found.transitions
    return f"equal + {more}" if more else "equal"


@click.command()
@click.argument("names", nargs=-1, metavar="[MODEL/SCOPE]...")
@click.option("--spin", is_flag=True, help="Run SPIN.")
@click.option("--tlc", "jar", type=click.Path(exists=True, path_type=Path), help="Run TLC.")
@click.option("--tlc-most", "most", default=10_000, show_default=True, help="States, for TLC.")
def main(names: tuple[str, ...], spin: bool, jar: Path | None, most: int) -> None:
    """Print rows."""
    for name in names or every():
        model, _, scope = name.partition("/")
        print(row(model, scope, spin=spin, jar=jar, most=most), flush=True)


if __name__ == "__main__":
    main()
