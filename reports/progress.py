"""How far searches are: states, states per second, depth, frontier; live, on a terminal only."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from ..checker.search import Progress
from .characters import in_terminal

__all__ = ["LiveProgress", "progress_line"]


class LiveProgress:
    """One live line per running search, used as a context manager; silent without a terminal.

    Searches report a few times a second (:class:`~..checker.search.Progress`), each under its
    title; :meth:`done` takes the line of a search away.
    """

    def __init__(self, console: Console) -> None:
        self._lines: dict[str, Progress] = {}
        self._live: Live | None = None
        if console.is_terminal:
            self._live = Live(console=console, transient=True, auto_refresh=False)

    def __enter__(self) -> LiveProgress:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def update(self, title: str, progress: Progress) -> None:
        """Take the counts of a search."""
        self._lines[title] = progress
        self._draw()

    def done(self, title: str) -> None:
        """The search is over."""
        self._lines.pop(title, None)
        self._draw()

    def _draw(self) -> None:
        if self._live is not None:
            lines = (Text(progress_line(*item)) for item in self._lines.items())
            self._live.update(Group(*lines), refresh=True)


def progress_line(title: str, progress: Progress) -> str:
    """The counts as one line."""
    if progress.doing:
        return f"{in_terminal(title)}: {progress.doing}, {progress.seconds:.0f} s"
    rate = progress.states / progress.seconds if progress.seconds > 0 else 0.0
    return (
        f"{in_terminal(title)}: {progress.states:,} states, {rate:,.0f}/s, "
        f"depth {progress.depth:,}, frontier {progress.frontier:,}, {progress.seconds:.0f} s"
    )
