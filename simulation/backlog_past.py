"""What is known of the visits of open applications, as plain values in minutes of the run."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import isnan
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from simulation.backlog import Opening

Row = TypeVar("Row")


class PastVisit(NamedTuple):
    """A visit that had been enabled; NaN and None are unknown.

    Attributes
    ----------
    number : its row in the log, which is its code in the run.
    """

    number: int
    stage: str
    outcome: str | None
    enabled: float
    started: float
    completed: float

    @property
    def done(self) -> bool:
        """Whether it is completed."""
        return not isnan(self.completed)


class Stretch(NamedTuple):
    """A stretch of travel or work at a visit; its end is NaN while it goes on."""

    resource: str | None
    kind: str
    start: float
    end: float

    @property
    def goes_on(self) -> bool:
        """Whether it has no end yet."""
        return isnan(self.end)


class PastHold(NamedTuple):
    """A hold of a visit; its end is NaN while it lasts."""

    cause: str | None
    start: float
    end: float


class Booking(NamedTuple):
    """An appointment for a visit; settled is NaN while it stands."""

    outcome: str
    booked: float
    opens: float
    closes: float
    settled: float


class Promised(NamedTuple):
    """A promise to an application; met is NaN while it is not."""

    level: str
    set: float
    due: float
    met: float


class Past(NamedTuple):
    """All of it: visits and promises by application, the rest by visit, in order of time.

    Attributes
    ----------
    raised : visits that coordinators have decided on.
    """

    visits: Mapping[int, list[PastVisit]]
    promises: Mapping[int, list[Promised]]
    stretches: Mapping[int, list[Stretch]]
    holds: Mapping[int, list[PastHold]]
    bookings: Mapping[int, list[Booking]]
    raised: frozenset[int]


def past_of(opening: Opening) -> Past:
    """What is known of the applications with which a run begins."""
    log = opening.log
    visits = log.visits.assign(number=log.visits.index, enabled_at=_first_known(log.visits))
    windows = ("booked_at", "window_start", "window_end", "settled_at")
    read = _Reader(opening)
    return Past(
        read(visits, "application", PastVisit, ("number", "stage", "outcome"), VISIT),
        read(log.deadlines, "application", Promised, ("service_level",), ("set_at", "due_at", "met_at")),
        read(log.segments, "visit", Stretch, ("resource", "kind"), ("started_at", "ended_at")),
        read(log.holds, "visit", PastHold, ("cause",), ("started_at", "ended_at")),
        read(log.appointments, "visit", Booking, ("outcome",), windows),
        frozenset(log.contacts["visit"][log.contacts["handled_at"].notna()].tolist()),
    )


VISIT = ("enabled_at", "started_at", "completed_at")


def _first_known(visits: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """An imported log may not tell when a visit was enabled."""
    return visits["enabled_at"].fillna(visits["started_at"]).fillna(visits["completed_at"])


class _Reader:
    """Reads rows of a frame by whom they belong to."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    def __call__(
        self,
        frame: pd.DataFrame,
        owner: str,
        make: Callable[..., Row],
        names: Sequence[str],
        instants: Sequence[str],
    ) -> Mapping[int, list[Row]]:
        named = [_plain(frame[name]) for name in names]
        timed = [self.opening.minutes(frame[name]).tolist() for name in instants]
        found: defaultdict[int, list[Row]] = defaultdict(list)
        for key, *values in zip(frame[owner].tolist(), *named, *timed, strict=True):
            found[key].append(make(*values))
        return found


def _plain(column: "pd.Series[Any]") -> list[Any]:
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values
