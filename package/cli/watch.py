"""What a person, or the log of a build server, sees while the searches run."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console

from miniport.checker.search import Progress
from miniport.reports import LiveProgress, ScopeResult
from miniport.run import Outcome
from miniport.task import Task

__all__ = ["Watch"]


class Watch:
    """Live progress on a terminal, and one line per finished scope; on the error output."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = LiveProgress(console)

    def __enter__(self) -> Watch:
        self._live.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def progress(self, task: Task, progress: Progress) -> None:
        """A search has come this far."""
        self._live.update(task.title, progress)

    def finished(self, task: Task, outcome: Outcome) -> None:
        """A search is over."""
        self._live.done(task.title)
        if isinstance(outcome, ScopeResult):
            found = outcome.exploration
            text = (
                f"{task.title}: {outcome.words}, "
                f"{found.states:,} states, {found.seconds:.1f} s"
            )
        else:
            text = f"{task.title}: not checked"
        self._console.print(text, style="dim", markup=False, highlight=False, soft_wrap=True)
