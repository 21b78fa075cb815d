"""``miniport check``: check models, print what is broken, write the files asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console

from miniport.checker.errors import UsageError
from miniport.checker.result import Finding, Limits
from miniport.cli.failures import failure_code, show_failure
from miniport.cli.output import output
from miniport.cli.parameters import Number
from miniport.cli.search_options import (
    after_violation_option,
    granularity_option,
    search_options,
    symmetry_option,
    tokens_option,
)
from miniport.cli.watch import Watch
from miniport.exit_codes import of_comparison, of_result, worst
from miniport.facade import AFTER_VIOLATION, plan
from miniport.files import require_folder, require_writable, write_text
from miniport.options import parse_options, parse_tokens
from miniport.reductions import SWITCHES, compared, unreduced
from miniport.reports import (
    ScopeResult,
    print_trace,
    reductions_table,
    result_document,
    summary,
    verdict_table,
)
from miniport.run import cores, run_tasks
from miniport.task import asked_bound
from miniport.trace_files import write_traces

__all__ = ["check"]

_SHOWN = 3
"""How many traces are printed unless all are asked for, of rules that nothing was broken before:
more than that, nobody reads."""


@click.command(short_help="Check models against the rules of NDIS.")
@click.argument("models", nargs=-1, required=True, metavar="MODEL...")
@click.option(
    "--scope", "scopes", multiple=True, metavar="NAME", help="Only this scope (again for more)."
)
@click.option(
    "--rule", "rules", multiple=True, metavar="ID", help="Only this rule, or pattern: 'pause.*'."
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="OPTION=VALUE",
    help="Set an option of the environment.",
)
@tokens_option
@search_options
@after_violation_option(default=AFTER_VIOLATION)
@granularity_option
@symmetry_option(default=True)
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the result document.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write each trace: JSON, ITF, DOT, GraphML, Mermaid.",
)
@click.option(
    "--jobs", type=Number(int), metavar="N", help="Worker processes; default: one per processor."
)
@click.option(
    "--traces",
    type=click.Choice(["some", "all", "none"]),
    default="some",
    show_default=True,
    help="Which traces to print.",
)
@click.option(
    "--check-reductions",
    type=click.Choice(tuple(SWITCHES)),
    is_flag=False,
    flag_value="all",
    help="Explore again without reductions, and compare; or without this one.",
)
@click.option("--strict", is_flag=True, help="Advice that is not followed is a violation.")
def check(
    models: tuple[str, ...],
    scopes: tuple[str, ...],
    rules: tuple[str, ...],
    settings: tuple[str, ...],
    numbers: tuple[str, ...],
    max_states: int | None,
    max_seconds: float | None,
    max_memory: int | None,
    json_file: Path | None,
    out: Path | None,
    jobs: int | None,
    engine: str,
    workers: int | None,
    compact: bool,
    in_flight: int | str | None,
    accept_bounded: bool,
    after_violation: int | None,
    granularity: str,
    symmetry: bool,
    traces: str,
    check_reductions: str | None,
    strict: bool,
) -> int:
    """Check each MODEL in each scope: explore every state, report every rule that can be broken.

    MODEL is the name of a shipped driver, or path.py, or path.py:Class.

    \b
    Examples:
      miniport check sample
      miniport check nic.py:Nic --scope lifecycle --rule 'pause.*'
      miniport check nic.py --max-seconds 600 --json result.json --out traces

    \b
    Exit codes:
       0  every rule holds          3  the command, a name or a file is wrong
       1  a rule is broken          4  not explored to the end, or with a bound
       2  the model is wrong       70  a fault of miniport: please report it
    """
    if check_reductions and isinstance(in_flight, int):
        # Who is in flight is read off the steps, and without reductions there are others.
        raise UsageError("--check-reductions compares all runs, not those of --in-flight")
    limits = Limits(max_states, max_seconds, max_memory, after_violation=after_violation)
    tasks = plan(dict.fromkeys(models), scopes, rules, parse_options(settings), limits,
                 parse_tokens(numbers))
    if json_file is not None:
        require_writable(json_file)
    if out is not None:
        require_folder(out)
    console, errors = output(), Console(stderr=True)
    if check_reductions:
        for task in [t for t in tasks if asked_bound(t.scope, in_flight) is not None]:
            errors.print(f"{task.title}: left out, it has a bound on callbacks in flight")
            tasks.remove(task)
    jobs = min(jobs or cores(), max(len(tasks), 1))
    workers = workers or max(cores() // jobs, 1)
    tasks = [
        replace(
            t, engine=engine, workers=workers, compact=compact, granularity=granularity,
            symmetry=symmetry, in_flight=asked_bound(t.scope, in_flight),
        )
        for t in tasks
    ]
    again = [unreduced(t, check_reductions) for t in tasks] if check_reductions else []
    with Watch(errors) as watch:
        outcomes = run_tasks([*tasks, *again], jobs, watch)
        comparisons = compared(tasks, again, outcomes)
    results = [o for o in outcomes[: len(tasks)] if isinstance(o, ScopeResult)]
    failures = [o for o in outcomes if isinstance(o, Exception)]
    codes = [of_result(r, strict=strict, accept_bounded=accept_bounded) for r in results]
    code = worst([*codes, *map(of_comparison, comparisons), *map(failure_code, failures)])
    files = write_traces(out, results) if out is not None else {}
    if json_file is not None:
        document = result_document(
            results, tool=version("miniport"), exit_code=code, files=files, comparisons=comparisons
        )
        write_text(json_file, json.dumps(document, indent=1) + "\n")
    _print(console, results, traces)
    if comparisons:
        table = reductions_table(comparisons)
        console.print("", table, sep="\n", soft_wrap=not console.is_terminal)
    for failure in _different(failures):
        show_failure(errors, failure)
    return code


def _print(console: Console, results: list[ScopeResult], traces: str) -> None:
    """The traces first, the table last: it is what one wants to see when the prompt is back."""
    if not results:
        return
    found = list(_shortest(results))
    causes = [pair for pair in found if not pair[1].after]
    shown = {"none": [], "some": causes[:_SHOWN] or found[:1], "all": found}[traces]
    for result, finding in shown:
        if finding.trace is not None:
            print_trace(console, finding.trace, result.rules.get(finding.property))
            console.print()
    more = len(found) - len(shown)
    if traces == "some" and more:
        console.print(f"(traces not shown: {more}; --traces all, or --out DIR)\n")
    wide = not console.is_terminal
    console.print(verdict_table(results), soft_wrap=wide, highlight=False, markup=False)
    console.print("\n" + summary(results), soft_wrap=wide, highlight=False, markup=False)


def _shortest(results: list[ScopeResult]) -> Iterator[tuple[ScopeResult, Finding]]:
    """Per model and rule the shortest trace; consequences of other rules and advice come last."""
    best: dict[tuple[str, str], tuple[ScopeResult, Finding]] = {}
    for result in results:
        for finding in (*result.violations, *result.advice):
            if finding.trace is None:
                continue
            other = best.get((result.model, finding.property))
            if other is None or _rank(result, finding) < _rank(*other):
                best[result.model, finding.property] = (result, finding)
    yield from sorted(best.values(), key=lambda pair: _rank(*pair))


def _rank(result: ScopeResult, finding: Finding) -> tuple[bool, bool, int]:
    steps = len(finding.trace) if finding.trace is not None else 0
    return result.severity(finding) != "error", bool(finding.after), steps


def _different(failures: Iterable[Exception]) -> Iterator[Exception]:
    """Each mistake once: a model is compiled once per scope, and is as wrong in each."""
    seen = set()
    for failure in failures:
        text = failure.render() if hasattr(failure, "render") else str(failure)
        if (type(failure), text) not in seen:
            seen.add((type(failure), text))
            yield failure
