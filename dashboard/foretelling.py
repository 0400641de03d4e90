"""What is foretold of the logs that are open, and the jobs that work it out; each log is worked out once."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pandas as pd

from dashboard import asking
from dashboard.jobs import Job
from dashboard.shelf import OpenLog
from domain.eventlog import EventLog
from models.outlook import Outlook, outlook
from simulation.pool import StoppedError

_MOST = 8
"""Logs of which what is foretold is kept; others are worked out again when asked for."""


@dataclass(frozen=True, eq=False)
class Foretold:
    """What is foretold of a log, and when that was worked out."""

    log: EventLog
    outlook: Outlook
    made_at: pd.Timestamp


class _Kept:
    """What has been worked out, and the job of each log; of all readers of a server."""

    def __init__(self) -> None:
        self.foretold: OrderedDict[str, Foretold] = OrderedDict()
        self.jobs: dict[str, str] = {}
        self.lock = threading.Lock()

    def keep(self, key: str, found: Foretold) -> None:
        with self.lock:
            self.foretold[key] = found
            while len(self.foretold) > _MOST:
                self.foretold.popitem(last=False)


@cache
def kept() -> _Kept:
    """Give what this server has worked out."""
    return _Kept()


def ready(opened: OpenLog) -> Foretold | None:
    """Give what is foretold of a log; None while nobody has worked it out."""
    found = kept().foretold.get(opened.key)
    return found if found is not None and found.log is opened.log else None


def job(opened: OpenLog) -> Job | None:
    """Give the job that works it out; None where none was started or it is forgotten."""
    found = asking.jobs().get(kept().jobs.get(opened.key))
    return found if found is not None and found.about is opened.log else None


def start(opened: OpenLog) -> Job:
    """Begin to work it out in the background."""
    begun = asking.jobs().start(lambda job: _work(opened, job), about=opened.log)
    kept().jobs[opened.key] = begun.key
    return begun


def _work(opened: OpenLog, job: Job) -> None:
    def tell(done: int, total: int) -> None:
        job.progress(done, total)
        if job.cancelled():
            raise StoppedError

    found = outlook(opened.log, opened.terms, tell=tell)
    kept().keep(opened.key, Foretold(opened.log, found, pd.Timestamp(datetime.now(UTC))))
