"""Holds while the run goes on: they move the promises whose clocks stand during them.

The log's figures move deadlines by its holds afterwards (`domain.due`); a test holds both together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import pandas as pd

from domain.calendar import WorkingCalendar
from domain.due import extended_due
from domain.holds import Holds
from domain.instants import MINUTE, micros_of
from domain.service_level import ServiceLevel
from domain.time_limit import Unit
from scenarios.horizon import Horizon
from simulation.application import Application

Later = Callable[[float, float, float, float], float]
"""Due instant, start of the clock, start and end of a hold -> the due instant moved, all in minutes."""


@dataclass(frozen=True)
class Stop:
    """A promise whose clock stands during the holds of a cause.

    A dispatcher does not know how long a hold will last, so the promise is moved when the hold ends;
    what waits for the application is then ranked anew.

    Parameters
    ----------
    promise : number of the promise.
    later : moves its due instant.
    applies : to which customers of the track, by row.
    """

    promise: int
    later: Later
    applies: Sequence[bool]

    def begin(self, application: Application, now: float) -> None:
        """Stop the clock, unless another hold has stopped it already."""
        if self.applies[application.row]:
            holds, since = application.stopped.get(self.promise, (0, now))
            application.stopped[self.promise] = (holds + 1, since)

    def end(self, application: Application, now: float) -> None:
        """Let the clock go on, unless another hold still stops it."""
        if not self.applies[application.row]:
            return
        holds, since = application.stopped.pop(self.promise)
        if holds > 1:
            application.stopped[self.promise] = (holds - 1, since)
        else:
            self._move(application, since, now)

    def _move(self, application: Application, since: float, now: float) -> None:
        due = application.dues.get(self.promise, inf)
        if due < inf:
            start = application.set_minutes[self.promise]
            held_from = max(since, start)
            if held_from < due:
                application.dues[self.promise] = self.later(due, start, held_from, now)


Stops = Mapping[str, tuple[Stop, ...]]
"""Cause of a hold -> the promises whose clocks it stops."""


def stops_of(
    levels: Sequence[ServiceLevel], described: pd.DataFrame, calendar: WorkingCalendar, horizon: Horizon
) -> Stops:
    """What each cause of a hold stops for the customers of a track; see `simulation.promises.marks_of`."""
    stops: dict[str, tuple[Stop, ...]] = {}
    for promise, level in enumerate(levels):
        stop = Stop(promise, later_of(level, calendar, horizon), level.applies_to.mask(described).tolist())
        for cause in level.limit.stops_for:
            stops[cause] = (*stops.get(cause, ()), stop)
    return stops


def later_of(level: ServiceLevel, calendar: WorkingCalendar, horizon: Horizon) -> Later:
    """How a hold that stops the clock of a promise moves its due instant."""
    match level.limit.unit:
        case Unit.WORKING_DAYS:
            return _by_day(level, calendar, horizon)
        case Unit.WORKING_HOURS:
            view = calendar.minutes_view(horizon.covered.start)
            return lambda due, _, begin, end: view.add(due, view.worked_by(end) - view.worked_by(begin))
        case _:
            return lambda due, _, begin, end: due + (end - begin)


def _by_day(level: ServiceLevel, calendar: WorkingCalendar, horizon: Horizon) -> Later:
    """Working days are few and their rule has many sides, so the calendar itself is asked."""
    origin = horizon.covered.start

    def at(minutes: float) -> pd.DatetimeIndex:
        return pd.DatetimeIndex([origin + pd.Timedelta(minutes=minutes)]).as_unit("us")

    def later(due: float, start: float, begin: float, end: float) -> float:
        hold = Holds.of([(at(begin)[0], at(end)[0], level.limit.stops_for[0])])
        moved = extended_due(level, at(start), at(due), calendar, hold)
        return float((micros_of(moved[0]) - micros_of(origin)) / MINUTE)

    return later
