"""Run tasks on several processes, give results as they finish, stop within a second."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from loky import get_reusable_executor

from domain.errors import InputError, must

Task = TypeVar("Task")
Result = TypeVar("Result")
Stop = Callable[[], bool]

POLL_SECONDS = 0.2
IDLE_SECONDS = 300
NICENESS = 10


class StoppedError(Exception):
    """The work was stopped on request before its end."""


class TaskError(RuntimeError):
    """A task did not end well; the message is one sentence for the reader."""


def default_workers() -> int:
    """Give the number of processes that this machine runs side by side."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def finished_tasks(
    function: Callable[[Task, Stop], Result],
    tasks: Iterable[Task],
    workers: int,
    stop: Stop | None = None,
) -> Iterator[tuple[Task, Result]]:
    """Call the function for every task in worker processes and give each result when it is there.

    Processes are kept for the next call. They are loky's and not the standard library's because those re-run
    the program's main script in every child, which under Streamlit is a whole page.

    Parameters
    ----------
    function : importable; gets a task and a callable that tells whether to stop early.
    tasks : picklable, started in this order, a few at a time, so that two callers share the processes fairly.
    workers : number of processes, at least 1.
    stop : asked five times a second.

    Raises
    ------
    StoppedError
        When `stop` said so.
    TaskError
        When a task raised or its process died; the message names the task. InputError passes as it is.
    """
    must(workers >= 1, f"The number of workers must be at least 1, got {workers}.")
    with _permission() as going_on:
        waiting, running = iter(tasks), dict[Future[Result], Task]()
        try:
            while _start(function, waiting, running, workers, going_on) or running:
                done, _ = wait(running, POLL_SECONDS, FIRST_COMPLETED)
                if stop is not None and stop():
                    raise StoppedError
                for future in done:
                    task = running.pop(future)
                    yield task, _result(future, task)
        finally:
            for future in running:
                future.cancel()


@dataclass(frozen=True)
class Revoked:
    """Tells a worker in another process whether its caller has given up: the caller's file is gone."""

    path: Path

    def __call__(self) -> bool:
        """Whether to stop."""
        return not self.path.exists()


@contextmanager
def _permission() -> Iterator[Revoked]:
    """A file that stands as long as the results are wanted."""
    with tempfile.NamedTemporaryFile(prefix="switchboard-study-") as file:
        yield Revoked(Path(file.name))


def _start(
    function: Callable[[Task, Stop], Result],
    waiting: Iterator[Task],
    running: dict[Future[Result], Task],
    workers: int,
    going_on: Revoked,
) -> bool:
    """Hand out tasks until each process has one and one lies ready; whether any was handed out."""
    before = len(running)
    while len(running) <= workers:
        task = next(waiting, None)
        if task is None:
            break
        running[_processes(workers).submit(function, task, going_on)] = task
    return len(running) > before


def _processes(workers: int) -> Executor:
    """Kept processes, which give way to the page that shows their progress."""
    executor: Executor = get_reusable_executor(
        max_workers=workers, timeout=IDLE_SECONDS, initializer=os.nice, initargs=(NICENESS,)
    )
    return executor


def _result(future: "Future[Result]", task: object) -> Result:
    try:
        return future.result()
    except InputError:
        raise
    except BrokenProcessPool as error:
        raise TaskError(
            f"{task}: its process was ended from outside, perhaps for want of memory; try fewer workers."
        ) from error
    except Exception as error:
        raise TaskError(f"{task} failed: {type(error).__name__}: {error}") from error
