"""Working time and working days on plain microseconds: a WorkingCalendar once instants are numbers."""

from enum import StrEnum

import numpy as np

from domain.horizon import Build, Horizon
from domain.instants import Micros, local_days
from domain.timeline import Timeline
from domain.timetable import Timetable, Until


class FirstDay(StrEnum):
    """Which day counts as the first working day."""

    SAME = "same"
    NEXT = "next"


class WorkClock:
    """Arithmetic over one calendar; all arguments and results are flat int64 arrays, not empty, all known.

    Parameters
    ----------
    name : of the calendar, for messages.
    zone : IANA time zone of its dates.
    build : writes the calendar out over a span of years.
    """

    def __init__(self, name: str, zone: str, build: Build) -> None:
        self.zone = zone
        self.horizon = Horizon(name, build)

    def worked(self, start: Micros, end: Micros) -> Micros:
        """Working time from start to end, negative backwards."""
        timeline = self._timeline(start, end)
        return timeline.worked_by(end) - timeline.worked_by(start)

    def moved(self, start: Micros, amount: Micros) -> Micros:
        """Instant by which the amount has been worked: the first for more than zero, the last for less."""
        return self.horizon.answer(start, lambda timetable: _moved(timetable.timeline, start, amount))

    def next_start(self, at: Micros) -> Micros:
        """First working instant at or after each one."""
        return self.horizon.answer(at, lambda timetable: timetable.timeline.next_start(at))

    def working(self, at: Micros) -> Micros:
        """1 where work is going on, else 0."""
        return self._timeline(at).is_working(at).astype(np.int64)

    def intervals(self, start: int, end: int) -> Micros:
        """Working intervals cut at both instants, shape (n, 2)."""
        return self._timeline(np.array([start, end])).within(start, end)

    def end_of_working_day(self, start: Micros, count: Micros, first_day: FirstDay, until: Until) -> Micros:
        """When the time of the count-th working day, from 1, is up."""

        def ask(timetable: Timetable) -> Micros | None:
            place = self._first_day(timetable, start, first_day, until) + count - 1
            return _at(timetable.ends(until), place)

        return self.horizon.answer(start, ask)

    def days_ended(self, start: Micros, end: Micros, until: Until) -> Micros:
        """Number of working days whose time was up after the start and not after the end."""
        ends = self.horizon.covering(np.concatenate([start, end])).ends(until)
        return np.asarray(np.searchsorted(ends, end, "right") - np.searchsorted(ends, start, "right"))

    def days_later(self, at: Micros, count: Micros, until: Until) -> Micros:
        """When the count-th working day to end after an instant has ended; the instant for a count of 0."""

        def ask(timetable: Timetable) -> Micros | None:
            ends = timetable.ends(until)
            later = _at(ends, np.searchsorted(ends, at, "right") - 1 + count)
            return None if later is None else np.where(count == 0, at, later)

        return self.horizon.answer(at, ask)

    def working_days(self, start: Micros, end: Micros) -> Micros:
        """Working days after the local date of the start, up to and with that of the end."""
        days = self.horizon.covering(np.concatenate([start, end])).days
        after_start, after_end = (
            np.searchsorted(days, local_days(at, self.zone), "right") for at in (start, end)
        )
        return np.asarray(after_end - after_start)

    def _timeline(self, *instants: Micros) -> Timeline:
        return self.horizon.covering(np.concatenate(instants)).timeline

    def _first_day(self, timetable: Timetable, start: Micros, first_day: FirstDay, until: Until) -> Micros:
        if first_day is FirstDay.SAME:
            return np.asarray(np.searchsorted(timetable.ends(until), start, "right"))
        return np.asarray(np.searchsorted(timetable.days, local_days(start, self.zone), "right"))


def _at(ends: Micros, place: Micros) -> Micros | None:
    return None if max(place.max(), 0) >= ends.size else ends[place]


def _moved(timeline: Timeline, start: Micros, amount: Micros) -> Micros | None:
    target = timeline.worked_by(start) + amount
    if not amount.any():
        return start
    if target.min() < 0 or target.max() > timeline.total:
        return None
    forward = timeline.reaching(target)
    moved = forward if (amount > 0).all() else np.where(amount > 0, forward, timeline.leaving(target))
    return np.where(amount == 0, start, moved)
