"""Long work in the background: started by a page, watched by reruns, kept for a while after its end."""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from domain.errors import InputError
from simulation.pool import TaskError

POLL_SECONDS = 0.1
UNEXPECTED = "The work ended unexpectedly; the server's log tells more."

_log = logging.getLogger(__name__)


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


ENDED = frozenset({JobState.DONE, JobState.CANCELLED, JobState.FAILED})


@dataclass(frozen=True)
class Status:
    """A job as seen at one moment.

    Attributes
    ----------
    done, total : units of work finished and planned; total is 0 until the work has told it.
    partial : the latest intermediate result, kept when the job is cancelled or fails.
    result : what the work returned; None unless the state is done.
    error : one sentence for the reader; None unless the state is failed.
    """

    state: JobState = JobState.WAITING
    done: int = 0
    total: int = 0
    partial: Any = None
    result: Any = None
    error: str | None = None

    @property
    def fraction(self) -> float:
        """Share of the work done, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    @property
    def ended(self) -> bool:
        """Whether nothing more will change."""
        return self.state in ENDED


class Work(Protocol):
    """What a job runs: it reports through the job and asks it whether to stop."""

    def __call__(self, job: "Job", /) -> Any:
        """Do the work and return its result."""


@dataclass
class Job:
    """One piece of work in a thread of its own; written by that thread, read by any.

    Attributes
    ----------
    key : cannot be guessed, so that whoever has it may see the job and nobody else.
    about : what the work was started with, for whoever finds the job by its key.
    """

    key: str
    about: Any = None
    status: Status = field(default_factory=Status)
    ended_at: float | None = None
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next look at `cancelled`."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled.is_set()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is."""
        self.status = replace(self.status, done=done, total=total)

    def show(self, partial: Any) -> None:
        """Give an intermediate result to look at."""
        self.status = replace(self.status, partial=partial)


class Jobs:
    """All jobs of a server.

    Parameters
    ----------
    at_most : jobs remembered, running or ended.
    side_by_side : jobs that run at the same time; others wait for their turn.
    keep_seconds : how long an ended job is remembered.
    clock : seconds that only go forward.
    """

    def __init__(
        self,
        at_most: int = 20,
        side_by_side: int = 2,
        keep_seconds: float = 3600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._jobs: dict[str, Job] = {}
        self._at_most, self._keep_seconds, self._clock = at_most, keep_seconds, clock
        self._turn = threading.Semaphore(side_by_side)
        self._lock = threading.Lock()

    def start(self, work: Work, about: Any = None) -> Job:
        """Begin work in the background; `about` stays with the job.

        Raises
        ------
        InputError
            When as many jobs as are remembered have not ended.
        """
        with self._lock:
            self._make_room()
            if len(self._jobs) >= self._at_most:
                raise InputError(
                    f"All {self._at_most} places for jobs are taken; try again when one has ended."
                )
            job = Job(uuid.uuid4().hex, about)
            self._jobs[job.key] = job
        threading.Thread(target=self._run, args=(job, work), name=f"job-{job.key}", daemon=True).start()
        return job

    def get(self, key: str | None) -> Job | None:
        """Give the job of this key; None when it was never started or is forgotten."""
        with self._lock:
            self._forget_old()
            return self._jobs.get(key) if key is not None else None

    def _make_room(self) -> None:
        """Drop the job that ended first when all places are taken."""
        self._forget_old()
        ended = [(job.ended_at, key) for key, job in self._jobs.items() if job.ended_at is not None]
        if ended and len(self._jobs) >= self._at_most:
            del self._jobs[min(ended)[1]]

    def _forget_old(self) -> None:
        """Drop jobs that ended too long ago."""
        limit = self._clock() - self._keep_seconds
        for key, job in list(self._jobs.items()):
            if job.ended_at is not None and job.ended_at < limit:
                del self._jobs[key]

    def _run(self, job: Job, work: Work) -> None:
        if self._await_turn(job):
            try:
                job.status = replace(job.status, state=JobState.RUNNING)
                job.status = _outcome(job, work)
            finally:
                self._turn.release()
        else:
            job.status = replace(job.status, state=JobState.CANCELLED)
        job.ended_at = self._clock()

    def _await_turn(self, job: Job) -> bool:
        """Wait until another job may run; False when this one is cancelled before."""
        while not job.cancelled():
            if self._turn.acquire(timeout=POLL_SECONDS):
                return True
        return False


def _outcome(job: Job, work: Work) -> Status:
    """Run the work to its end, whichever it is; what is raised after a cancellation is its consequence."""
    try:
        result = work(job)
    except Exception as error:
        if job.cancelled():
            return replace(job.status, state=JobState.CANCELLED)
        return replace(job.status, state=JobState.FAILED, error=_sentence(error))
    if job.cancelled():
        return replace(job.status, state=JobState.CANCELLED)
    return replace(job.status, state=JobState.DONE, result=result)


def _sentence(error: Exception) -> str:
    if isinstance(error, InputError | TaskError):
        return str(error)
    _log.error("a background job failed", exc_info=error)
    return UNEXPECTED
