"""The logs a server holds open, few enough to fit in memory; the one not used for longest goes first."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cache

from domain.eventlog import EventLog
from domain.terms import Terms

AT_MOST = 8
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
    """Open logs by key. A key cannot be guessed, so whoever has a link may see the log and nobody else."""

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._at_most = at_most
        self._logs: OrderedDict[str, OpenLog] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, opened: OpenLog) -> str:
        """Keep a log and give its key; one without a key gets a new one."""
        key = opened.key or secrets.token_urlsafe(9)
        with self._lock:
            self._logs[key] = replace(opened, key=key)
            self._logs.move_to_end(key)
            self._make_room()
        return key

    def get(self, key: object) -> OpenLog | None:
        """Give the log of this key; None when it never was or is gone."""
        with self._lock:
            if not isinstance(key, str) or key not in self._logs:
                return None
            self._logs.move_to_end(key)
            return self._logs[key]

    def _make_room(self) -> None:
        removable = [key for key in self._logs if key != FIRST]
        while len(self._logs) > self._at_most and len(removable) > 1:
            del self._logs[removable.pop(0)]


@cache
def shelf() -> Shelf:
    """Give the one shelf of this server."""
    return Shelf()
