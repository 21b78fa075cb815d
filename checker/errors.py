"""Three families of errors, and no fourth: the user's model, misuse, our bug.

A broken rule is not an error but a result.  Each family has an exit code of its own (design
section 6), carried by the class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from .frontend.diagnostics import Diagnostic

__all__ = ["CheckerBug", "MiniportError", "ModelError", "UsageError"]


class MiniportError(Exception):
    """Anything this package raises on purpose."""

    exit_code: ClassVar[int] = 70


class ModelError(MiniportError, SyntaxError):
    """The model is wrong.  ``diagnostics`` are all mistakes found, in order of position.

    Being a SyntaxError with a position, the first one is drawn with line and caret by Python
    itself, in a traceback and in a pytest report.
    """

    exit_code = 2

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        first = diagnostics[0]
        self.diagnostics = diagnostics
        super().__init__(f"[{first.code}] {first.message}", first.position)
        for note in (f"hint: {first.hint}",) if first.hint else ():
            self.add_note(note)

    def render(self) -> str:
        """All diagnostics as text: place, line, caret, message, hint."""
        return "\n\n".join(d.render() for d in self.diagnostics)

    def __reduce__(self) -> tuple[type[ModelError], tuple[tuple[Diagnostic, ...]]]:
        return (ModelError, (self.diagnostics,))


class UsageError(MiniportError):
    """The command, a name or an option is wrong, or a file cannot be read or written."""

    exit_code = 3


class CheckerBug(MiniportError):
    """A fault of this package: please report it."""

    exit_code = 70
