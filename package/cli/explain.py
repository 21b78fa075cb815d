"""``miniport explain``: a saved trace, rendered again."""

from __future__ import annotations

from pathlib import Path

import click

from miniport.catalogue import all_rules
from miniport.checker.errors import UsageError
from miniport.checker.trace import Trace
from miniport.checker.trace_json import loads
from miniport.cli.output import output
from miniport.reports import BUILT_IN_RULES, print_trace
from miniport.trace_files import FORMATS

__all__ = ["explain"]


@click.command(short_help="Render a saved trace: as text, graph or sequence diagram.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TRACE.json")
@click.option(
    "--format", "form", type=click.Choice(["text", *FORMATS]), default="text", show_default=True,
    help="How to render it.",
)  # fmt: skip
def explain(file: Path, form: str) -> int:
    """Render a trace that `miniport check --out` has saved.

    \b
    Examples:
      miniport explain out/sample-lifecycle-pause.tx_drained.json
      miniport explain TRACE.json --format mermaid > trace.mmd
    """
    trace = _read(file)
    if form == "text":
        print_trace(output(), trace, {**BUILT_IN_RULES, **all_rules()}.get(trace.property))
    else:
        click.echo(FORMATS[form][1](trace), nl=False)
    return 0


def _read(file: Path) -> Trace:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not a trace: it is not text") from None
    try:
        return loads(text)
    except UsageError as error:
        raise UsageError(f"{file} is not a trace: {error}") from None


