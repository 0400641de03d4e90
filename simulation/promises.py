"""Promises while the run goes on: what a dispatcher who goes by deadlines has to know.

The log's own deadlines are written from its visits afterwards (`simulation.deadlines`); a test holds both
together.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from domain.calendar import WorkingCalendar
from domain.due import due_at
from domain.instants import DAY, MINUTE, Micros, local_days, micros_of, utc_micros
from domain.moment import STAGE, Moment
from domain.service_level import ServiceLevel
from domain.time_limit import Unit
from domain.timetable import Until
from domain.work_clock import FirstDay
from scenarios.horizon import Horizon
from simulation.application import Application

if TYPE_CHECKING:
    from simulation.service import Service

Due = Callable[[float], float]


class Note(Protocol):
    """What is noted of a moment in the life of an application, about a promise by its number."""

    @property
    def promise(self) -> int:
        """Number of the promise."""

    def note(self, service: "Service", application: Application, now: float) -> None:
        """Note that it has come."""


@dataclass(frozen=True)
class Mark:
    """A moment from which a promise runs, or by which it is kept.

    Parameters
    ----------
    promise : number of the promise.
    due : when it falls due if the moment is now; None for the moment that keeps it.
    renewed : made anew at every visit.
    applies : to which customers of the track, by row.
    """

    promise: int
    due: Due | None
    renewed: bool
    applies: Sequence[bool]

    def note(self, service: "Service", application: Application, now: float) -> None:
        """Make or keep the promise to an application."""
        if not self.applies[application.row]:
            return
        dues = application.dues
        if self.due is None:
            if self.promise in dues:
                dues[self.promise] = inf
        elif self.renewed or self.promise not in dues:
            dues[self.promise] = self.due(now)
            application.set_minutes[self.promise] = now


Marks = Mapping[tuple[str, str], tuple[Note, ...]]
"""Moment, as (subject, happening), -> what is noted then, in this order."""


def marks_of(
    levels: Sequence[ServiceLevel],
    described: pd.DataFrame,
    calendar: WorkingCalendar,
    horizon: Horizon,
    grievance: Callable[[int, str], Note] | None = None,
) -> Marks:
    """What each moment means for the customers of a track.

    Parameters
    ----------
    described : attributes of the customers, in their order.
    grievance : gives who complains of a promise, by its number and name; None where nobody does.
    """
    marks: dict[tuple[str, str], tuple[Note, ...]] = {}
    for promise, level in enumerate(levels):
        applies = level.applies_to.mask(described).tolist()
        start, end = level.limit.start, level.limit.end
        if any(applies) and not (start.of_contact or end.of_contact):
            renewed = start.subject == STAGE
            made = Mark(promise, due_of(level, calendar, horizon), renewed, applies)
            watched = [grievance(promise, level.name)] if grievance else []
            _add(marks, start, made, *watched)
            _add(marks, end, Mark(promise, None, renewed, applies))
    return marks


def _add(marks: dict[tuple[str, str], tuple[Note, ...]], moment: Moment, *notes: Note) -> None:
    key = (moment.subject, moment.happening)
    marks[key] = (*marks.get(key, ()), *notes)


def due_of(level: ServiceLevel, calendar: WorkingCalendar, horizon: Horizon) -> Due:
    """When a promise falls due, in minutes of the run, if its clock starts at a minute of the run."""
    limit, start = level.limit, horizon.covered.start
    match limit.unit:
        case Unit.WORKING_DAYS:
            return _by_day(level, calendar, horizon)
        case Unit.WORKING_HOURS:
            view, minutes = calendar.minutes_view(start), limit.micros / MINUTE
            return lambda now: view.add(now, minutes)
        case _:
            minutes = limit.micros / MINUTE
            return lambda now: now + minutes


def _by_day(level: ServiceLevel, calendar: WorkingCalendar, horizon: Horizon) -> Due:
    """Working days are counted from a date or the end of its shifts: one due instant after each will do."""
    covered, zone = horizon.covered, horizon.time_zone
    origin = int(micros_of(covered.start))
    first, last = local_days(np.array([origin, int(micros_of(covered.end))]), zone)
    midnights = utc_micros(np.arange(first, last + 1) * DAY, zone)
    edges = (
        _with_ends_of_shifts(midnights, calendar) if level.limit.until is Until.END_OF_SHIFT else midnights
    )
    due = micros_of(due_at(level, pd.DatetimeIndex(edges.view("M8[us]"), tz="UTC"), calendar))
    edge_minutes, due_minutes = (((at - origin) / MINUTE).tolist() for at in (edges, due))
    return lambda now: due_minutes[bisect_right(edge_minutes, now) - 1]


def _with_ends_of_shifts(midnights: Micros, calendar: WorkingCalendar) -> Micros:
    """A night and a day shift may both end on one date, so two ends are asked for after each midnight."""
    ends = [
        calendar.clock.end_of_working_day(
            midnights, np.full_like(midnights, count), FirstDay.SAME, Until.END_OF_SHIFT
        )
        for count in (1, 2)
    ]
    return np.unique(np.concatenate([midnights, *ends]))
