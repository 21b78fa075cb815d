"""Source files: text, syntax tree, and spans in characters.

``ast`` columns count UTF-8 bytes; people and editors count characters.  Every span made here is
converted, so that carets land under what they mean on lines with any text.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..errors import ModelError, UsageError
from ..ir.program import Span
from .diagnostics import Diagnostic

__all__ = ["SourceFile", "read_source"]


@dataclass(frozen=True, eq=False)
class SourceFile:
    """One parsed file."""

    path: str
    lines: tuple[str, ...]
    tree: ast.Module = field(repr=False)

    def span(self, node: ast.AST) -> Span:
        """The place of a syntax node."""
        line, end = getattr(node, "lineno", 1), getattr(node, "end_lineno", None)
        start = self._characters(line, getattr(node, "col_offset", 0))
        if end is None:
            return Span(self.path, line, start, line, start + 1)
        offset = getattr(node, "end_col_offset", 0)
        return Span(self.path, line, start, end, self._characters(end, offset))

    def _characters(self, line: int, offset: int) -> int:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if text.isascii():
            return min(offset, len(text))
        return len(text.encode()[:offset].decode(errors="replace"))


def read_source(path: Path) -> SourceFile:
    """Read and parse a file; raises UsageError (unreadable) or ModelError (not Python)."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder; name a file") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ModelError((Diagnostic("MP101", Span(str(path), line, 0, line, 1), ""),)) from None
    return _parsed(path, text)


@lru_cache(maxsize=512)
def _parsed(path: Path, text: str) -> SourceFile:
    """A file with this text.  Every compile of a process reads the environment and the rules;
    nobody changes a tree, so all can have the same."""
    lines = tuple(text.splitlines())
    try:
        tree = ast.parse(text, filename=str(path))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        column = max((getattr(error, "offset", None) or 1) - 1, 0)
        shown = lines[line - 1] if 0 < line <= len(lines) else ""
        span = Span(str(path), line, column, line, column + 1)
        reason = getattr(error, "msg", None) or str(error)
        raise ModelError((Diagnostic("MP102", span, shown, {"reason": reason}),)) from None
    except RecursionError:
        span = Span(str(path), 1, 0, 1, 1)
        raise ModelError((Diagnostic("MP103", span, ""),)) from None
    return SourceFile(str(path), lines, tree)
