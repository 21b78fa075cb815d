"""``miniport export``: a model in one scope, for another model checker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from miniport.checker.errors import UsageError
from miniport.checker.export import promela, tla
from miniport.checker.result import Limits
from miniport.cli.output import output
from miniport.cli.search_options import granularity_option, in_flight_option, tokens_option
from miniport.facade import plan
from miniport.files import require_writable, write_text
from miniport.options import parse_options, parse_tokens
from miniport.program import program_of
from miniport.task import asked_bound

__all__ = ["export"]


@click.command(short_help="Write a model for another model checker: SPIN or TLC.")
@click.argument("model", metavar="MODEL")
@click.option("--scope", required=True, metavar="NAME", help="The scope; an export is of one.")
@click.option(
    "--to", "language", type=click.Choice(["promela", "tla"]), required=True,
    help="Promela is for SPIN, TLA+ for TLC.",
)  # fmt: skip
@click.option(
    "-o", "--out", "file", type=click.Path(path_type=Path), required=True, metavar="FILE",
    help="Where to; for tla NAME.tla: NAME.cfg is written beside it.",
)  # fmt: skip
@click.option(
    "--rule", "rules", multiple=True, metavar="ID", help="Only this rule, or pattern: 'pause.*'."
)
@click.option(
    "--set", "settings", multiple=True, metavar="OPTION=VALUE",
    help="Set an option of the environment.",
)  # fmt: skip
@tokens_option
@granularity_option
@in_flight_option
@click.option(
    "--assume-no-races", is_flag=True,
    help="Do not explore first to find what data races keep from being merged.",
)  # fmt: skip
def export(
    model: str,
    scope: str,
    language: str,
    file: Path,
    rules: tuple[str, ...],
    settings: tuple[str, ...],
    numbers: tuple[str, ...],
    granularity: str,
    in_flight: int | str | None,
    assume_no_races: bool,
) -> int:
    """Write MODEL in one scope as Promela or TLA+: the same states, the same verdicts.

    MODEL is the name of a shipped driver, or path.py, or path.py:Class.

    \b
    Examples:
      miniport export sample --scope lifecycle --to promela -o sample.pml
      miniport export nic.py --scope send --to tla -o Nic.tla
    """
    files = [file]
    if language == "tla":
        if file.suffix != ".tla":
            raise UsageError(f"{file}: a TLA+ module is a file NAME.tla, and is called NAME")
        files.append(file.with_suffix(".cfg"))
    for path in files:
        require_writable(path)
    (task,) = plan([model], [scope], rules, parse_options(settings), Limits(),
                   parse_tokens(numbers))
    task = replace(task, granularity=granularity, in_flight=asked_bound(task.scope, in_flight))
    program = program_of(task, look_for_races=not assume_no_races)
    texts = (promela(program),) if language == "promela" else tla(program, file.stem)
    for path, text in zip(files, texts, strict=True):
        write_text(path, text)
    output().print(
        f"{' and '.join(map(str, files))}: {task.title}, {len(program.activities)} activities,"
        f" {len(program.actions):,} actions",
        soft_wrap=True, highlight=False, markup=False,
    )  # fmt: skip
    return 0
