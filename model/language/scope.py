"""A scope: who takes part in a run, how many of each, with which options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """``parties`` are classes of activities and their number; ``tokens`` the number of tokens of
    a class, by its name; ``options`` override the defaults; ``without`` names classes of parties
    that would take part because the driver declares their object (an interrupt that never comes).
    ``on_request`` keeps a large scope out of the standard suite: it runs when it is named.
    ``second`` gives the driver a second adapter, and names the parties that serve that one.
    ``essential_only`` leaves out the parties of objects declared with ``essential=False``.
    ``in_flight`` bounds the callbacks in flight where nobody asks for another bound: a scope too
    rich to be explored to the end.
    ``ndis`` is the generation of NDIS whose drivers it is for (the constant ``ndis`` of their
    class).
    """

    name: str
    doc: str
    parties: Mapping[str, int]
    tokens: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    second: Mapping[str, int] = field(default_factory=dict)
    essential_only: bool = False
    on_request: bool = False
    in_flight: int | None = None
    ndis: int = 6
