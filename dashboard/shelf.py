"""The logs a server holds open, as many as fit in memory; none that somebody looks at is put away."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.frames import CORE
from domain.terms import Terms

AT_MOST, AT_MOST_BYTES = 32, 2 * 2**30
IN_USE_SECONDS = 15 * 60.0
"""A reader may think so long over a page before the log behind it counts as no longer looked at."""
FIRST = "first"
"""Key of the log every reader meets first."""


@dataclass(frozen=True)
class OpenLog:
    """A log that is open, with the terms it is judged by and what the reader calls it.

    Attributes
    ----------
    warm_up_days : days at the log's beginning in which an empty simulated system fills.
    """

    log: EventLog
    terms: Terms
    label: str
    key: str = ""
    warm_up_days: int = 0


class Shelf:
    """Open logs by key. A key cannot be guessed, so whoever has a link may see the log and nobody else.

    Parameters
    ----------
    at_most, at_most_bytes : logs held, and what their frames take together.
    in_use_seconds : how long a log counts as looked at after it was given.
    clock : seconds that only go forward.
    """

    def __init__(
        self,
        at_most: int = AT_MOST,
        at_most_bytes: int = AT_MOST_BYTES,
        in_use_seconds: float = IN_USE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._at_most, self._at_most_bytes = at_most, at_most_bytes
        self._in_use_seconds, self._clock = in_use_seconds, clock
        self._logs: OrderedDict[str, OpenLog] = OrderedDict()
        self._used: dict[str, float] = {}
        self._lock = threading.Lock()

    def put(self, opened: OpenLog) -> str:
        """Keep a log and give its key; one without a key gets a new one.

        Raises
        ------
        InputError
            When there is no room, for all logs held are looked at.
        """
        key = opened.key or secrets.token_urlsafe(9)
        with self._lock:
            self._make_room(opened)
            self._logs[key] = replace(opened, key=key)
            self._touch(key)
        return key

    def get(self, key: object) -> OpenLog | None:
        """Give the log of this key to look at; None when it never was or is gone."""
        with self._lock:
            if not isinstance(key, str) or key not in self._logs:
                return None
            self._touch(key)
            return self._logs[key]

    def label(self, key: str) -> str | None:
        """Say what a log is called, which is not to look at it; None when it is gone."""
        opened = self._logs.get(key)
        return opened.label if opened else None

    def __contains__(self, key: object) -> bool:
        return key in self._logs

    def _touch(self, key: str) -> None:
        self._used[key] = self._clock()
        self._logs.move_to_end(key)

    def _make_room(self, coming: OpenLog) -> None:
        """Put logs away that nobody looks at, the one not used for longest first."""
        limit = self._clock() - self._in_use_seconds
        for key in [key for key in self._logs if key != FIRST and self._used[key] <= limit]:
            if self._fits(coming):
                return
            del self._logs[key], self._used[key]
        if coming.key != FIRST and not self._fits(coming):
            raise InputError(
                f"The server must have room for another log, but the {len(self._logs)} that are open are all "
                "in use; try again later."
            )

    def _fits(self, coming: OpenLog) -> bool:
        others = [opened for key, opened in self._logs.items() if key not in (FIRST, coming.key)]
        needed = sum(_bytes(opened.log) for opened in (*others, coming))
        return len(others) < self._at_most and needed <= self._at_most_bytes


def _bytes(log: EventLog) -> int:
    return sum(int(log.frame(name).memory_usage().sum()) for name in CORE)


@cache
def shelf() -> Shelf:
    """Give the one shelf of this server."""
    return Shelf()
