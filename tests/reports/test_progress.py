"""Progress is live on a terminal and silent elsewhere."""

from __future__ import annotations

import io

from rich.console import Console

from miniport.checker.search import Progress
from miniport.reports import LiveProgress
from miniport.reports.progress import progress_line


def test_the_line() -> None:
    line = progress_line("nic, scope power", Progress(1000, 2500, 12, 77, 2.0))
    assert line == "nic, scope power: 1,000 states, 500/s, depth 12, frontier 77, 2 s"


def test_no_time_has_passed() -> None:
    assert "0/s" in progress_line("nic", Progress(1, 0, 0, 1, 0.0))


def _shown(**console: bool) -> str:
    output = Console(file=io.StringIO(), width=120, **console)
    with LiveProgress(output) as live:
        live.update("nic, scope power", Progress(1000, 2500, 12, 77, 2.0))
        live.update("nic, scope reset", Progress(50, 60, 3, 7, 2.0))
        live.done("nic, scope power")
    return output.file.getvalue()


def test_on_a_terminal() -> None:
    text = _shown(force_terminal=True)
    assert "nic, scope power: 1,000 states" in text
    assert "nic, scope reset: 50 states" in text


def test_silent_elsewhere() -> None:
    assert _shown() == ""
