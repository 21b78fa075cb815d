"""The options of a search, the same for every command that searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from miniport.checker.engines import ENGINES
from miniport.cli.parameters import Number, Size

__all__ = ["search_options"]

Command = TypeVar("Command", bound=Callable[..., Any])


def search_options(command: Command) -> Command:
    """Add limits (``max_states``, ``max_seconds``, ``max_memory``), ``engine``, ``workers``,
    ``compact``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--max-states", type=Number(int), metavar="N", help="Stop after N states."),
    click.option("--max-seconds", type=Number(float), metavar="N", help="Stop after N seconds."),
    click.option(
        "--max-memory", type=Size(), metavar="SIZE",
        help="Stop at this memory, per process: 500M, 8G.",
    ),
    click.option(
        "--engine", type=click.Choice(ENGINES), default="auto", show_default=True,
        help="auto: the interpreter first, machine code for what is not small.",
    ),
    click.option(
        "--workers", type=Number(int), metavar="N",
        help="Threads of a native search; default: the processors that are free.",
    ),
    click.option(
        "--compact", is_flag=True,
        help="Store states as 64-bit hashes: less memory, no proof, no progress rule.",
    ),
)  # fmt: skip
