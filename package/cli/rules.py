"""``miniport rules``: what the rules say, why they exist, and where that comes from."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from miniport.catalogue import chosen_rules
from miniport.files import require_writable, write_text
from miniport.model.language.rules import Rule, Side
from miniport.reports import rule_data
from miniport.specs.evidence import evidence

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
        behind = evidence()
        document = {
            "format": "miniport-rules",
            "rules": [rule_data(rule, **behind.get(rule.id, {})) for rule in chosen],
        }
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
    lines = [
        rule.id,
        *textwrap.wrap(rule.text, 90, initial_indent="  ", subsequent_indent="  "),
    ]
    for name, value in _details(rule):
        lines += textwrap.wrap(
            value, 90, initial_indent=f"  {name:<10}", subsequent_indent=" " * 12,
            break_on_hyphens=False,
        ) if value else []  # fmt: skip
    return "\n".join(lines).replace(_TOGETHER, " ")


_TOGETHER = "\0"
"""A space at which no line ends."""


def _details(rule: Rule) -> Iterator[tuple[str, str]]:
    match rule.events:
        case ("always",):
            when = "in every state"
        case ("eventually",):
            when = "as always possible, from every state"
        case events:
            when = f"at {', '.join(events)}"
    article = "an" if rule.severity == "error" else "a"
    yield ("rely on" if rule.side is Side.E else "why"), rule.why
    yield "fix", rule.fix
    yield "source", rule.source.replace(": ", f":{_TOGETHER}")
    yield "kind", f"{rule.kind.value} ({rule.kind.name})"
    yield "side", f"{rule.side.value}; a violation is {article} {rule.severity}"
    yield "NDIS", f"{rule.ndis}.x only" if rule.ndis else ""
    yield "checked", when
    yield "predicate", f"{Path(rule.file).name}: {rule.function}"
    yield "note", rule.notes
    yield "Microsoft", ", ".join(name.replace(" ", _TOGETHER) for name in rule.microsoft)
    proofs = evidence().get(rule.id, {}).get("proofs", ())
    yield "broken by", ", ".join(
        f"{proof['file']}{_TOGETHER}({proof['scope']})" for proof in proofs
    )
