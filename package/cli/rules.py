"""``miniport rules``: what the rules say, and where that comes from."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import click

from miniport.catalogue import chosen_rules
from miniport.files import require_writable, write_text
from miniport.model.language.rules import Rule
from miniport.reports import rule_data

__all__ = ["rules"]


@click.command(short_help="Show the rules: all, or one with everything known about it.")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), metavar="FILE",
    help="Write them as JSON.",
)  # fmt: skip
def rules(ids: tuple[str, ...], json_file: Path | None) -> int:
    """Show the rules; with an ID, or a pattern such as 'pause.*', those in full.

    \b
    Examples:
      miniport rules
      miniport rules pause.tx-drained
      miniport rules --json rules.json
    """
    chosen = chosen_rules(ids)
    if json_file is not None:
        require_writable(json_file)
        document = {"format": "miniport-rules", "rules": [rule_data(rule) for rule in chosen]}
        write_text(json_file, json.dumps(document, indent=1) + "\n")
    elif ids:
        click.echo("\n\n".join(map(_in_full, chosen)))
    else:
        width = max(len(rule.id) for rule in chosen) if chosen else 0
        for rule in chosen:
            mark = {"error": "", "warning": "advice: "}[rule.severity]
            click.echo(f"{rule.id:<{width}}  {mark}{rule.text}")
        click.echo(f"\n{len(chosen)} rules")
    return 0


def _in_full(rule: Rule) -> str:
    when = "in every state" if rule.events == ("always",) else f"at {', '.join(rule.events)}"
    article = "an" if rule.severity == "error" else "a"
    lines = [
        rule.id,
        *textwrap.wrap(rule.text, 90, initial_indent="  ", subsequent_indent="  "),
        f"  source    {rule.source}",
        f"  kind      {rule.kind.value} ({rule.kind.name})",
        f"  side      {rule.side.value}; a violation is {article} {rule.severity}",
        f"  checked   {when}",
        f"  predicate {Path(rule.file).name}: {rule.function}",
    ]
    if rule.notes:
        lines += textwrap.wrap(
            rule.notes, 90, initial_indent="  note      ", subsequent_indent=" " * 12
        )
    return "\n".join(lines)
