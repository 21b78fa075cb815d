"""Everything that can be named on a command line: rules, scopes, options."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from miniport.checker.errors import UsageError
from miniport.model.language.rules import Rule
from miniport.model.language.scope import Scope
from miniport.suggest import unknown

__all__ = ["all_rules", "all_scopes", "chosen_rules", "chosen_scopes", "known_options"]


def all_rules() -> Mapping[str, Rule]:
    """The rules of ``miniport.specs`` by id."""
    from miniport.specs import all_rules as rules_of_specs

    return MappingProxyType(rules_of_specs())


def all_scopes() -> Mapping[str, Scope]:
    """The shipped scopes by name, in order."""
    from miniport.model.scopes import SCOPES

    return MappingProxyType({scope.name: scope for scope in SCOPES})


def chosen_scopes(names: Iterable[str], ndis: int = 6) -> tuple[Scope, ...]:
    """The scopes with these names, once each; when none is named, the standard suite: all but
    those that run on request.  A scope is for the drivers of one generation of NDIS."""
    known, names = all_scopes(), tuple(dict.fromkeys(names))
    for name in names:
        if name not in known:
            raise unknown("scope", name, known, "`miniport list` shows them all.")
        if known[name].ndis != ndis:
            fit = ", ".join(scope.name for scope in known.values() if scope.ndis == ndis)
            raise UsageError(f"the scope {name} is for drivers of NDIS {known[name].ndis}.x, this "
                             f"one is written for NDIS {ndis}.x. Its scopes are {fit}.")
    if names:
        return tuple(known[name] for name in names)
    return tuple(s for s in known.values() if s.ndis == ndis and not s.on_request)


def chosen_rules(patterns: Iterable[str], ndis: int = 0) -> tuple[Rule, ...]:
    """The rules that match (``pause.*``), once each; all of them when none is named.  With
    ``ndis`` only those that are about drivers of this generation."""
    known, patterns = all_rules(), tuple(patterns) or ("*",)
    ids: dict[str, None] = {}
    for pattern in patterns:
        matching = fnmatch.filter(known, pattern)
        if not matching:
            raise unknown("rule", pattern, known, "`miniport rules` shows them all.")
        ids.update(dict.fromkeys(matching))
    fitting = tuple(known[id] for id in ids if not ndis or known[id].about(ndis))
    if not fitting:
        raise UsageError(f"none of the rules {', '.join(patterns)} is about drivers of NDIS "
                         f"{ndis}.x")
    return fitting


def known_options() -> Mapping[str, object]:
    """The options of the environment, with their defaults."""
    from miniport.model.ndis.options import Options

    return MappingProxyType(
        {name: value for name, value in vars(Options).items() if not name.startswith("_")}
    )
