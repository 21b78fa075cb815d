"""How errors look on a terminal, and which exit code each family has.

Mistakes of the user never show a traceback; mistakes of ours always do.
"""

from __future__ import annotations

import platform
import traceback
from importlib.metadata import version

from rich.console import Console
from rich.text import Text

from miniport.checker.errors import MiniportError, ModelError
from miniport.exit_codes import ExitCode

__all__ = ["failure_code", "show_failure"]


def failure_code(error: BaseException) -> ExitCode:
    """The exit code of an error; what nobody foresaw is our bug, except a lack of memory."""
    if isinstance(error, MiniportError):
        return ExitCode(error.exit_code)
    return ExitCode.INCOMPLETE if isinstance(error, MemoryError) else ExitCode.OUR_BUG


def show_failure(console: Console, error: BaseException) -> None:
    """Print the error."""
    code = failure_code(error)
    if isinstance(error, ModelError):
        text = error.render()
    elif code is ExitCode.USAGE:
        text = f"miniport: {error}"
    elif code is ExitCode.INCOMPLETE:
        text = "miniport: out of memory; --max-memory stops in time, and says what was covered"
    else:
        text = (
            "".join(traceback.format_exception(error))
            + "\nThis is a fault of miniport, not of your model. Please report it, with the text "
            f"above and the model.\n(miniport {version('miniport')}, Python "
            f"{platform.python_version()}, {platform.platform()})"
        )
    console.print(Text(text), soft_wrap=True)
