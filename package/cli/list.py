"""``miniport list``: the shipped drivers, the scopes and their options."""

from __future__ import annotations

import ast
from pathlib import Path

import click

from miniport.catalogue import all_scopes
from miniport.models import shipped

__all__ = ["list_"]


@click.command("list", short_help="List the shipped drivers, the scopes and their options.")
def list_() -> int:
    """List the shipped drivers, and the scopes a model is checked in, with their options.

    \b
    Example:
      miniport list
    """
    click.echo("drivers")
    for name, path in shipped().items():
        click.echo(f"  {name:<18} {_first_line(path)}")
    click.echo("\nscopes")
    for scope in all_scopes().values():
        request = " (on request)" if scope.on_request else ""
        click.echo(f"  {scope.name:<18} {' '.join(scope.doc.split())}{request}")
        options = ", ".join(f"{name}={value}" for name, value in dict(scope.options).items())
        if options:
            click.echo(f"  {'':<18} --set {options}")
    return 0


def _first_line(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.split("\n", 1)[0]
