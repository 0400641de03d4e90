import os
import signal
import time
from collections.abc import Callable

import pytest

from domain.errors import InputError
from simulation.pool import StoppedError, TaskError, default_workers, finished_tasks

Stop = Callable[[], bool]


def square(task: int, stop: Stop) -> int:
    return task * task


def fail(task: str, stop: Stop) -> None:
    raise InputError("crews must be at least 0.") if task == "typo" else KeyError(task)


def die(task: int, stop: Stop) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wait_to_be_stopped(task: int, stop: Stop) -> None:
    for _ in range(6000):
        if stop():
            return
        time.sleep(0.01)


def never(task: int, stop: Stop) -> str:
    return "stopped" if stop() else "went on"


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_gets_its_result_whatever_the_number_of_workers(workers: int) -> None:
    assert dict(finished_tasks(square, range(9), workers)) == {n: n * n for n in range(9)}


def test_the_first_task_starts_first() -> None:
    assert next(finished_tasks(square, [7, 8, 9], workers=1)) == (7, 49)


def test_a_task_goes_on_while_nobody_stops_it() -> None:
    assert list(finished_tasks(never, [1], 1, stop=lambda: False)) == [(1, "went on")]


def test_stopping_raises_and_frees_the_workers_for_the_next_call() -> None:
    with pytest.raises(StoppedError):
        list(finished_tasks(wait_to_be_stopped, range(8), 2, stop=lambda: True))
    assert dict(finished_tasks(square, [3], 2)) == {3: 9}


def test_an_exception_in_a_worker_becomes_one_sentence() -> None:
    with pytest.raises(TaskError, match=r"^odd failed: KeyError: 'odd'$"):
        list(finished_tasks(fail, ["odd"], 2))


def test_bad_input_found_by_a_worker_stays_bad_input() -> None:
    with pytest.raises(InputError, match="crews must be at least 0"):
        list(finished_tasks(fail, ["typo"], 2))


def test_a_worker_that_dies_is_told_and_the_next_call_works() -> None:
    with pytest.raises(TaskError, match="5: its process was ended from outside"):
        list(finished_tasks(die, [5], 2))
    assert dict(finished_tasks(square, [3], 2)) == {3: 9}


def test_no_workers_are_refused() -> None:
    with pytest.raises(InputError, match="workers must be at least 1, got 0"):
        list(finished_tasks(square, [1], 0))


def test_this_machine_runs_at_least_one_worker() -> None:
    assert default_workers() >= 1
