"""Which generation of NDIS a driver is written for, before it is compiled in any scope."""

from __future__ import annotations

from pathlib import Path

from ..errors import MiniportError
from .cast import choose_driver, generation
from .classes import Classes
from .diagnostics import Refused
from .modules import Modules
from .world import World

__all__ = ["ndis_of"]


def ndis_of(path: Path, class_name: str | None = None) -> int:
    """The constant ``ndis`` of the driver's class; 6 where no driver can be read: whoever compiles
    the file says what is wrong with it."""
    classes = Classes()
    try:
        definition = choose_driver(Modules().load(path), class_name, classes)
        return generation(definition, World(classes, {}, {}))
    except (MiniportError, Refused, RecursionError):
        return 6
