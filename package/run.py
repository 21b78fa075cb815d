"""Tasks run one after the other, or in worker processes; interruptible, results in order.

Ctrl-C asks every search to stop where it is: what was covered until then is a result (incomplete).
Workers do not see the keyboard; they look at a shared flag when they report progress, which works
the same on every platform.  A second Ctrl-C ends them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from queue import Empty
from types import FrameType
from typing import Any, Protocol

from miniport.checker.search import Progress
from miniport.reports.result import ScopeResult
from miniport.task import Task, cut_short, run_task

__all__ = ["Observer", "Outcome", "cores", "run_tasks"]

Outcome = ScopeResult | Exception
"""What became of a task; an exception is the model's, the user's or our fault."""

_INTERRUPTED = "interrupted (Ctrl-C) before its search began"
_DIED = (
    "its process ended without a result, most likely for want of memory: "
    "try --max-memory, or --jobs 1"
)


class Observer(Protocol):
    """Who wants to know how the tasks are doing."""

    def progress(self, task: Task, progress: Progress) -> None:
        """A search has come this far."""

    def finished(self, task: Task, outcome: Outcome) -> None:
        """A task is done."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_tasks(tasks: Sequence[Task], jobs: int, observer: Observer) -> list[Outcome]:
    """Run all tasks in up to ``jobs`` processes; the outcomes are in the order of the tasks."""
    with _keyboard() as stop:
        if jobs <= 1 or len(tasks) <= 1:
            return [_here(task, stop, observer) for task in tasks]
        return _in_workers(tasks, min(jobs, len(tasks)), stop, observer)


@contextmanager
def _keyboard() -> Iterator[threading.Event]:
    """Note Ctrl-C in an event, besides what it does anyway; only the main thread can."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _here(task: Task, stop: threading.Event, observer: Observer) -> Outcome:
    outcome: Outcome
    try:
        if stop.is_set():
            raise KeyboardInterrupt
        outcome = run_task(task, lambda progress: observer.progress(task, progress))
    except KeyboardInterrupt:
        stop.set()
        outcome = cut_short(task, _INTERRUPTED)
    except Exception as error:
        outcome = error
    observer.finished(task, outcome)
    return outcome


def _in_workers(
    tasks: Sequence[Task], jobs: int, stop: threading.Event, observer: Observer
) -> list[Outcome]:
    context = multiprocessing.get_context("spawn")
    flag, news = context.Event(), context.Queue()
    outcomes: dict[int, Outcome] = {}
    pool = ProcessPoolExecutor(jobs, context, _start_worker, (flag, news))
    try:
        futures = {pool.submit(_in_worker, number, t): number for number, t in enumerate(tasks)}
        while len(outcomes) < len(tasks):
            try:
                _collect(futures, tasks, outcomes, news, observer)
            except KeyboardInterrupt:
                if flag.is_set():
                    raise
                flag.set()
        return [outcomes[number] for number in range(len(tasks))]
    except BaseException:
        _kill(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        news.close()
        news.cancel_join_thread()


def _collect(
    futures: dict[Future[Outcome], int],
    tasks: Sequence[Task],
    outcomes: dict[int, Outcome],
    news: Any,
    observer: Observer,
) -> None:
    """Take what has arrived since the last time: finished tasks, and progress of the others."""
    waiting = [future for future, number in futures.items() if number not in outcomes]
    done, _ = wait(waiting, timeout=0.1, return_when=FIRST_COMPLETED)
    while True:
        try:
            number, progress = news.get_nowait()
        except Empty:
            break
        if number not in outcomes:
            observer.progress(tasks[number], progress)
    for future in sorted(done, key=futures.__getitem__):
        number = futures[future]
        outcomes[number] = _outcome(future, tasks[number])
        observer.finished(tasks[number], outcomes[number])


def _outcome(future: Future[Outcome], task: Task) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return cut_short(task, _DIED)
    except Exception as error:
        return error


def _kill(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.terminate()


_flag: Any = None
_news: Any = None


def _start_worker(flag: Any, news: Any) -> None:
    global _flag, _news
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _flag, _news = flag, news


def _in_worker(number: int, task: Task) -> Outcome:
    parent = multiprocessing.parent_process()

    def progress(counts: Progress) -> None:
        if _flag.is_set() or (parent is not None and not parent.is_alive()):
            raise KeyboardInterrupt
        _news.put((number, counts))

    try:
        if _flag.is_set():
            raise KeyboardInterrupt
        return run_task(task, progress)
    except KeyboardInterrupt:
        return cut_short(task, _INTERRUPTED)


