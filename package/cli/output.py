"""The standard output, as a console that survives its reader.

``miniport check | head`` must still end with the verdict's exit code: once the reader has gone,
the rest is thrown away.
"""

from __future__ import annotations

import os
import sys

from rich.console import Console

__all__ = ["discard", "output"]


class _Output(Console):
    def on_broken_pipe(self) -> None:
        discard()


def output() -> Console:
    """A console on the standard output."""
    return _Output()


def discard() -> None:
    """Let what is still printed go nowhere; Python flushes once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
