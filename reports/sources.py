"""Places in source files as people read them, and the text that stands there."""

from __future__ import annotations

import linecache
import os
from pathlib import Path

from ..checker.ir.program import Span
from .characters import in_terminal

__all__ = ["in_environment", "place", "shorter", "source_line"]

_MODEL = Path(__file__).resolve().parent.parent / "model"


def in_environment(file: str) -> bool:
    """The file belongs to the model of NDIS or to the language, not to a driver."""
    parts = Path(file).parts
    return any(
        parts[i : i + 2] in (("model", "ndis"), ("model", "language"))
        for i in range(len(parts) - 1)
    )


def place(span: Span | None) -> str:
    """``file:line``, the file relative to the working directory where it lies below it."""
    if span is None:
        return ""
    path = Path(span.file)
    if path.is_absolute():
        if path.is_relative_to(Path.cwd()):
            path = path.relative_to(Path.cwd())
        elif path.is_relative_to(_MODEL):
            path = Path("miniport", "model") / path.relative_to(_MODEL)
    return f"{path.as_posix()}:{span.line}"


def shorter(text: str) -> str:
    """A sentence that names files, with the folders left out that :func:`place` leaves out."""
    for folder, shown in ((Path.cwd(), ""), (_MODEL, "miniport/model/")):
        text = text.replace(f"{folder}{os.sep}", shown)
    return text


def source_line(span: Span | None) -> str:
    """The text at the span, on one line; empty if the file is not there (any more)."""
    if span is None:
        return ""
    try:
        text = linecache.getline(span.file, span.line).strip()
    except ValueError:  # a name that no file can have
        return ""
    more = " ..." if text and span.end_line > span.line else ""
    return in_terminal(text) + more
