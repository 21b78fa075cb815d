"""Mistakes in models, as data: a stable code, a place, the words; rendering for terminals.

The catalogue is in :mod:`.catalogue`.  A code is never reused.
"""

from __future__ import annotations

import linecache
from dataclasses import dataclass, field, replace
from typing import Any

from ..ir.program import Span
from .catalogue import CATALOGUE

__all__ = ["Diagnostic", "Refused", "arguments", "with_text"]


def arguments(number: int) -> str:
    """``no arguments``, ``1 argument``, ``2 arguments``."""
    return f"{number or 'no'} argument{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Diagnostic:
    """One mistake: its code, where it is, the source line, and the names its text mentions."""

    code: str
    span: Span
    text: str
    fields: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return CATALOGUE[self.code].message.format_map(self.fields)

    @property
    def hint(self) -> str:
        """What to write instead, or ""."""
        return CATALOGUE[self.code].hint.format_map(self.fields)

    @property
    def position(self) -> tuple[str, int, int, str, int, int]:
        """The arguments of SyntaxError: columns from 1, end exclusive."""
        s = self.span
        return s.file, s.line, s.column + 1, self.text, s.end_line or s.line, s.end_column + 1

    def render(self) -> str:
        """Place, line, caret, message and hint as text."""
        s = self.span
        out = [f"{s.file}:{s.line}:{s.column + 1}: error [{self.code}] {self.message}"]
        if self.text:
            end = s.end_column if s.end_line in (0, s.line) else len(self.text)
            shown = self.text.expandtabs(1)
            out += [f"    {shown}", "    " + " " * s.column + "^" * max(1, end - s.column)]
        if self.hint:
            out.append(f"  hint: {self.hint}")
        return "\n".join(out)


class Refused(Exception):
    """Raised inside the front end at the first mistake of a statement; collected outside."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def with_text(problem: Diagnostic) -> Diagnostic:
    """The mistake with its source line, where only the place was known."""
    if problem.text or not problem.span.file:
        return problem
    return replace(problem, text=linecache.getline(problem.span.file, problem.span.line).rstrip())
