"""What a driver is, before it is compiled in any scope: the generation of NDIS it is written for,
and the classes of tokens there are for it."""

from __future__ import annotations

from pathlib import Path

from ..errors import MiniportError
from .cast import choose_driver, generation
from .classes import Classes
from .diagnostics import Refused
from .modules import MODEL, ClassDefinition, Modules
from .world import World

__all__ = ["ndis_of", "token_classes"]


def ndis_of(path: Path, class_name: str | None = None) -> int:
    """The constant ``ndis`` of the driver's class; 6 where no driver can be read: whoever compiles
    the file says what is wrong with it."""
    classes = Classes()
    try:
        definition = choose_driver(Modules().load(path), class_name, classes)
        return generation(definition, World(classes, {}, {}))
    except (MiniportError, Refused, RecursionError):
        return 6


def token_classes(path: Path) -> tuple[str, ...]:
    """The names of the classes of tokens, those of the environment and those of the file."""
    classes, modules = Classes(), Modules()
    try:
        modules.load(MODEL / "__init__.py")
        modules.load(path)
        return tuple(sorted({
            item.name for module in modules for item in module.own.values()
            if isinstance(item, ClassDefinition) and item.node is not None
            and classes.resolve(item).extends("Token")
        }))
    except (MiniportError, Refused, RecursionError):
        return ()
