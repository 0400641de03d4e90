import threading
import time
from collections.abc import Callable

import pytest

from dashboard.jobs import UNEXPECTED, Job, Jobs, JobState, Status
from domain.errors import InputError


def settle(job: Job) -> Status:
    """Wait for the end of a job; a test that hangs fails here."""
    limit = time.monotonic() + 20
    while not (job.status.ended and job.ended_at is not None) and time.monotonic() < limit:
        time.sleep(0.005)
    return job.status


def until_cancelled(job: Job) -> str:
    while not job.cancelled():
        time.sleep(0.005)
    return "seen"


def failing(error: Exception) -> Callable[[Job], None]:
    def work(job: Job) -> None:
        job.show("half")
        raise error

    return work


def test_a_job_ends_with_the_result_of_its_work() -> None:
    status = settle(Jobs().start(lambda job: 6 * 7))
    assert (status.state, status.result, status.error) == (JobState.DONE, 42, None)


def test_a_running_job_shows_its_progress_and_its_latest_intermediate_result() -> None:
    shown, go_on = threading.Event(), threading.Event()

    def work(job: Job) -> None:
        job.progress(1, 4)
        job.show("a quarter")
        shown.set()
        go_on.wait(20)

    job = Jobs().start(work)
    shown.wait(20)
    assert (job.status.state, job.status.fraction, job.status.partial) == (
        JobState.RUNNING,
        0.25,
        "a quarter",
    )
    go_on.set()
    assert settle(job).state is JobState.DONE


def test_progress_is_nothing_until_the_work_tells_its_total() -> None:
    assert Status().fraction == 0.0


def test_a_cancelled_job_keeps_what_it_had_shown_and_gives_no_result() -> None:
    def work(job: Job) -> str:
        job.show("half")
        return until_cancelled(job)

    job = Jobs().start(work)
    job.cancel()
    status = settle(job)
    assert (status.state, status.result) == (JobState.CANCELLED, None)


def test_what_is_raised_after_a_cancellation_is_no_failure() -> None:
    def work(job: Job) -> None:
        until_cancelled(job)
        raise KeyError

    job = Jobs().start(work)
    job.cancel()
    assert settle(job).state is JobState.CANCELLED


def test_bad_input_found_by_the_work_is_told_in_its_own_words() -> None:
    status = settle(Jobs().start(failing(InputError("days must be at least 1, got 0."))))
    assert (status.state, status.error) == (JobState.FAILED, "days must be at least 1, got 0.")
    assert status.partial == "half"


def test_an_unexpected_error_is_told_without_its_insides_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    status = settle(Jobs().start(failing(KeyError("secret"))))
    assert (status.state, status.error) == (JobState.FAILED, UNEXPECTED)
    assert "secret" in caplog.text


def test_a_job_waits_for_its_turn() -> None:
    jobs = Jobs(side_by_side=1)
    first, second = jobs.start(until_cancelled), jobs.start(lambda job: "after")
    while first.status.state is JobState.WAITING:
        time.sleep(0.005)
    assert second.status.state is JobState.WAITING
    first.cancel()
    assert settle(second).result == "after"


def test_a_waiting_job_can_be_cancelled() -> None:
    jobs = Jobs(side_by_side=1)
    first, second = jobs.start(until_cancelled), jobs.start(until_cancelled)
    while first.status.state is JobState.WAITING:
        time.sleep(0.005)
    second.cancel()
    assert settle(second).state is JobState.CANCELLED
    assert first.status.state is JobState.RUNNING
    first.cancel()
    settle(first)


def test_an_ended_job_is_forgotten_after_its_time() -> None:
    now = [0.0]
    jobs = Jobs(keep_seconds=60, clock=lambda: now[0])
    job = jobs.start(lambda job: 1)
    settle(job)
    now[0] = 60.0
    assert jobs.get(job.key) is job
    now[0] = 60.1
    assert jobs.get(job.key) is None


def test_the_job_that_ended_first_makes_room_for_a_new_one() -> None:
    ticks = iter(range(1000))
    jobs = Jobs(at_most=2, clock=lambda: float(next(ticks)))
    first, second = (jobs.start(lambda job: 1) for _ in range(2))
    settle(first), settle(second)
    oldest, newest = sorted((first, second), key=lambda job: job.ended_at or 0.0)
    third = jobs.start(lambda job: 3)
    assert [jobs.get(job.key) is job for job in (oldest, newest, third)] == [False, True, True]


def test_jobs_are_refused_when_all_places_are_taken_by_running_ones() -> None:
    jobs = Jobs(at_most=1)
    running = jobs.start(until_cancelled)
    with pytest.raises(InputError, match="All 1 places for jobs are taken"):
        jobs.start(until_cancelled)
    running.cancel()
    settle(running)


@pytest.mark.parametrize("key", [None, "never-started"])
def test_an_unknown_key_has_no_job(key: str | None) -> None:
    assert Jobs().get(key) is None
