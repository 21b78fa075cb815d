"""``miniport prove``: a model in one scope, given to an SMT solver."""

from __future__ import annotations

from dataclasses import replace

import click

from miniport.checker.result import Limits
from miniport.cli.output import output
from miniport.cli.parameters import Number
from miniport.cli.search_options import granularity_option, in_flight_option
from miniport.exit_codes import ExitCode
from miniport.facade import plan
from miniport.options import parse_options
from miniport.program import program_of
from miniport.reports import BUILT_IN_RULES, print_trace
from miniport.specs import all_rules
from miniport.task import asked_bound

__all__ = ["prove"]


@click.command(short_help="Look for short runs that break a rule, with an SMT solver.")
@click.argument("model", metavar="MODEL")
@click.option("--scope", required=True, metavar="NAME", help="The scope.")
@click.option(
    "--bmc", "depth", type=Number(int), required=True, metavar="K",
    help="Bounded model checking: all runs of at most K steps.",
)  # fmt: skip
@click.option(
    "--rule", "rules", multiple=True, metavar="ID", help="Only this rule, or pattern: 'pause.*'."
)
@click.option(
    "--set", "settings", multiple=True, metavar="OPTION=VALUE",
    help="Set an option of the environment.",
)  # fmt: skip
@click.option("--max-seconds", type=Number(float), metavar="N", help="Stop after N seconds.")
@granularity_option
@in_flight_option
def prove(
    model: str,
    scope: str,
    depth: int,
    rules: tuple[str, ...],
    settings: tuple[str, ...],
    max_seconds: float | None,
    granularity: str,
    in_flight: int | str | None,
) -> int:
    """Ask the solver z3 for runs of MODEL, of at most K steps, that break a rule.

    An opinion that is independent of miniport check: it shares the model with it, and nothing
    else.  A run that is found is taken again by the interpreter before it is shown.  That there is
    none says nothing of longer runs: the exit code is then 4, never 0.  Data races, progress and
    goals are not asked for; statements are merged as if there were no races.

    \b
    Example:
      miniport prove sample --scope lifecycle --bmc 20
    """
    # Not before it is needed: this loads the solver.
    from miniport.checker.smt import bounded_check

    (task,) = plan([model], [scope], rules, parse_options(settings), Limits())
    task = replace(
        task, granularity=granularity, in_flight=asked_bound(task.scope, in_flight)
    )
    program = program_of(task, look_for_races=False)
    found = bounded_check(program, depth, seconds=max_seconds)
    console = output()
    known = {**BUILT_IN_RULES, **all_rules()}
    for prop, trace in sorted(found.traces.items(), key=lambda item: len(item[1])):
        print_trace(console, trace, known.get(prop))
        console.print()
    broken = f"{len(found.traces)} of {len(found.asked)} properties are broken"
    counts = "; a Count outgrew its bound, beyond which nothing was looked at" if found.cut else ""
    console.print(
        f"{task.title}: {broken} by runs of at most {found.depth} steps{counts}"
        f" ({found.seconds:.1f} s)",
        soft_wrap=True, highlight=False, markup=False,
    )  # fmt: skip
    return ExitCode.VIOLATED if found.traces else ExitCode.INCOMPLETE
