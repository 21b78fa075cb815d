"""Everything that can be named on a command line: rules, scopes, options."""

from __future__ import annotations

import fnmatch
import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from miniport.model.language.rules import Rule
from miniport.suggest import unknown

if TYPE_CHECKING:
    from miniport.model.scopes import Scope

__all__ = ["all_rules", "all_scopes", "chosen_rules", "chosen_scopes", "known_options"]


def all_rules() -> Mapping[str, Rule]:
    """The rules of ``miniport.specs`` by id, in the order of its modules."""
    import miniport.specs as specs

    found: dict[str, Rule] = {}
    for module in sorted(m.name for m in pkgutil.walk_packages(specs.__path__, "miniport.specs.")):
        for value in vars(importlib.import_module(module)).values():
            rule = getattr(value, "rule", None)
            if isinstance(rule, Rule):
                found.setdefault(rule.id, rule)
    return MappingProxyType(found)


def all_scopes() -> Mapping[str, Scope]:
    """The shipped scopes by name, in order."""
    from miniport.model.scopes import SCOPES

    return MappingProxyType({scope.name: scope for scope in SCOPES})


def chosen_scopes(names: Iterable[str]) -> tuple[str, ...]:
    """The scopes with these names, once each; all of them when none is named."""
    known, names = all_scopes(), tuple(dict.fromkeys(names))
    for name in names:
        if name not in known:
            raise unknown("scope", name, known, "`miniport list` shows them all.")
    return names or tuple(known)


def chosen_rules(patterns: Iterable[str]) -> tuple[str, ...] | None:
    """The ids of the rules that match (``pause.*``), or None for all of them."""
    known, patterns = all_rules(), tuple(patterns)
    if not patterns:
        return None
    ids: dict[str, None] = {}
    for pattern in patterns:
        matching = fnmatch.filter(known, pattern)
        if not matching:
            raise unknown("rule", pattern, known, "`miniport rules` shows them all.")
        ids.update(dict.fromkeys(matching))
    return tuple(ids)


def known_options() -> Mapping[str, object]:
    """Every option that some scope sets, with the value it has first."""
    values: dict[str, object] = {}
    for scope in all_scopes().values():
        for name, value in dict(scope.options).items():
            values.setdefault(name, value)
    return MappingProxyType(values)
