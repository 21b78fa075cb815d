"""The options of a search, the same for every command that searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from miniport.checker.engines import ENGINES
from miniport.cli.parameters import InFlight, Number, OrAll, Size

__all__ = [
    "after_violation_option", "granularity_option", "in_flight_option", "search_options",
    "symmetry_option", "tokens_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])

granularity_option = click.option(
    "--granularity", type=click.Choice(["merged", "statement"]), default="merged",
    show_default=True, help="A step is what nobody can tell from one, or a single statement.",
)  # fmt: skip
"""For commands that compile a model."""


tokens_option = click.option(
    "--tokens", "numbers", multiple=True, metavar="CLASS=N",
    help="As many tokens of a class: NET_BUFFER_LIST=3.  [default: what the scope says]",
)  # fmt: skip
"""``numbers``: for :func:`miniport.options.parse_tokens`."""


in_flight_option = click.option(
    "--in-flight", type=InFlight(), metavar="K|all",
    help="At most K callbacks in flight at once; what waits does not count.  [default: all, or"
    " what the scope says]",
)
"""``in_flight``: a number, "all", or None for what the scope says."""


def after_violation_option(*, default: int | str) -> Callable[[Command], Command]:
    """``after_violation``: None for all."""
    return click.option(
        "--after-violation", type=OrAll(), metavar="N|all", default=default, show_default=True,
        help="Stop N states after the first violation: most of what follows is its consequence.",
    )  # fmt: skip


def symmetry_option(*, default: bool) -> Callable[[Command], Command]:
    """``symmetry``: verdicts are the same, counts are not."""
    return click.option(
        "--symmetry/--no-symmetry", default=default, show_default=True,
        help="Explore one order of interchangeable things (tokens of a class), not all.",
    )  # fmt: skip


def search_options(command: Command) -> Command:
    """Add limits (``max_states``, ``max_seconds``, ``max_memory``), ``engine``, ``workers``,
    ``compact``, ``in_flight``, ``accept_bounded``."""
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
        help="Store states as 64-bit hashes: less memory, no proof, no progress, no goals.",
    ),
    in_flight_option,
    click.option(
        "--accept-bounded", is_flag=True,
        help="Exit with 0, not 4, if every rule holds with up to K callbacks in flight.",
    ),
)  # fmt: skip
