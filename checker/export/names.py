"""Identifiers for what a Program calls by any text: unique, allowed, as close as possible."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..ir.program import Variable

__all__ = ["Names", "Values", "comment"]

_LONGEST = 48


class Names:
    """The identifiers of one file: none twice, none that is ``reserved``.

    Those that begin with one of ``kept`` are for others to make.
    """

    def __init__(self, reserved: Iterable[str], kept: tuple[str, ...] = ()) -> None:
        self._taken = set(reserved)
        self._kept = kept

    def new(self, text: str, prefix: str = "") -> str:
        """An identifier that reads like ``text``."""
        words = prefix + re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")[:_LONGEST].rstrip("_")
        if not words or not words[0].isalpha() or words.startswith(self._kept):
            words = f"n_{words}".rstrip("_")
        name, count = words, 2
        while name in self._taken:
            name, count = f"{words}_{count}", count + 1
        self._taken.add(name)
        return name


def comment(text: str) -> str:
    """``text`` so that it may stand in a comment: one line, ASCII, no end of comment in it."""
    line = " ".join(text.split()).encode("ascii", "backslashreplace").decode()
    return line.replace("*/", "* /").replace("/*", "/ *").replace("*)", "* )").replace("(*", "( *")


class Values:
    """The names of values, from the labels of variables: constants of the exported file.

    Values of different enumerations that have the same label and number share a constant.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[tuple[str, int], str] = {}

    def name(self, value: int, variable: Variable | None) -> str:
        """What a value of ``variable`` is called, "" if it has no name."""
        if variable is None or not 0 <= value - variable.low < len(variable.labels):
            return ""
        label = variable.labels[value - variable.low]
        if label.lstrip("-").isdigit():
            return ""
        if (label, value) not in self._known:
            self._known[label, value] = self._names.new(label)
        return self._known[label, value]

    def used(self) -> list[tuple[str, int]]:
        """Every name that was asked for, with its value; in the order of labels."""
        ordered = sorted(self._known.items())
        return [(name, value) for (_, value), name in ordered]
