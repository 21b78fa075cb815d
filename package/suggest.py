"""What a wrong name was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from miniport.checker.errors import UsageError

__all__ = ["unknown"]


def unknown(kind: str, name: str, known: Iterable[str], where: str = "") -> UsageError:
    """The error for a name that does not exist: the closest ones, or all when they are few."""
    names = sorted(set(known))
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    close += [n for n in names if name and name.lower() in n.lower() and n not in close][:3]
    text = f"there is no {kind} {name!r}."
    if close:
        text += f" Did you mean {_either(close[:4])}?"
    elif 0 < len(names) <= 12:
        text += f" There {'are' if len(names) > 1 else 'is'} {', '.join(names)}."
    return UsageError(f"{text} {where}".rstrip())


def _either(names: list[str]) -> str:
    quoted = [repr(name) for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
