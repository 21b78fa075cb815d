"""``miniport explore``: the checker without NDIS, on a Program that a Python function builds."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console

from miniport.checker.deepening import deepened
from miniport.checker.explore import explore as search
from miniport.checker.ir.program import Program
from miniport.checker.result import Exploration, Limits
from miniport.cli.output import output
from miniport.cli.search_options import after_violation_option, search_options, symmetry_option
from miniport.exit_codes import of_result
from miniport.files import require_writable, write_text
from miniport.program_file import build_program
from miniport.reports import (
    LiveProgress,
    ScopeResult,
    print_trace,
    result_document,
    summary,
    verdict_table,
)
from miniport.run import cores

__all__ = ["explore"]


@click.command(short_help="Check a Program that is not a driver.")
@click.argument("program", metavar="FILE.py:FUNCTION")
@click.argument("arguments", nargs=-1, type=int, metavar="[NUMBER]...")
@search_options
@after_violation_option(default="all")
@symmetry_option(default=False)
@click.option("--json", "json_file", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the result document.")  # fmt: skip
def explore(
    program: str,
    arguments: tuple[int, ...],
    max_states: int | None,
    max_seconds: float | None,
    max_memory: int | None,
    engine: str,
    workers: int | None,
    compact: bool,
    in_flight: int | str | None,
    accept_bounded: bool,
    after_violation: int | None,
    symmetry: bool,
    json_file: Path | None,
) -> int:
    """Explore every state of the Program that FUNCTION in FILE.py returns for these NUMBERs.

    FILE.py is executed.  How such a function is written: miniport.checker.builder, and the
    folder examples/protocols.

    \b
    Example:
      miniport explore examples/protocols/two_phase_commit.py:two_phase_commit 9

    Exit codes are those of miniport check.
    """
    built = build_program(program, arguments)
    if json_file is not None:
        require_writable(json_file)
    watch = LiveProgress(Console(stderr=True))
    started = time.perf_counter()

    def searched(part: Program) -> Exploration:
        spent = time.perf_counter() - started
        return search(
            part, Limits(max_states, max_seconds, max_memory, spent, after_violation),
            _under(watch, built.name),
            check_progress=not compact, engine=engine, workers=workers or cores(),
            compact=compact, symmetry=symmetry,
        )  # fmt: skip

    with watch:
        found = deepened(built, in_flight if isinstance(in_flight, int) else None, searched)
    result = ScopeResult(built.name, "-", found)
    console = output()
    for finding in result.violations:
        if finding.trace is not None:
            print_trace(console, finding.trace)
            console.print()
    wide = not console.is_terminal
    console.print(verdict_table([result]), soft_wrap=wide, highlight=False, markup=False)
    console.print("\n" + summary([result]), soft_wrap=wide, highlight=False, markup=False)
    code = of_result(result, accept_bounded=accept_bounded)
    if json_file is not None:
        document = result_document([result], tool=version("miniport"), exit_code=code, files={})
        write_text(json_file, json.dumps(document, indent=1) + "\n")
    return code


def _under(watch: LiveProgress, title: str) -> Callable[..., None]:
    return lambda progress: watch.update(title, progress)
