"""The rules, one module per area of the life cycle; ``all_rules()`` is all of them, by id."""

from __future__ import annotations

import importlib
import pkgutil

from ..model.language.rules import Rule

__all__ = ["Rule", "all_rules"]


def all_rules() -> dict[str, Rule]:
    """Every rule by its id, sorted."""
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(__path__):
        area = importlib.import_module(f"{__name__}.{module.name}")
        for item in vars(area).values():
            record = getattr(item, "rule", None)
            if isinstance(record, Rule):
                found[record.id] = record
    return dict(sorted(found.items()))
