"""The one place that knows working time: between, add, next start, intervals and working days."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache, partial
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from domain.errors import must
from domain.holiday import LAST_INSTANT, announced_years, must_be_country, public_exceptions
from domain.instants import (
    MINUTE,
    UNKNOWN,
    Durations,
    InstantArray,
    Instants,
    InstantT,
    duration_micros,
    durations_of,
    instants_like,
    micros_of,
    micros_of_spans,
    must_be_zone,
    over_known,
)
from domain.minutes_view import MinutesView
from domain.shift import ShiftPattern
from domain.timetable import Timetable, Until, write_out
from domain.work_clock import FirstDay, WorkClock


@dataclass(frozen=True)
class WorkingCalendar:
    """When work is done: shifts in a time zone, less holidays and absences, plus make-up days.

    Instants go in and come out in UTC; they may be single datetimes with a zone or columns (datetime64 array,
    DatetimeIndex, Series), and a column comes back as the same kind. Unknown (NaT) stays unknown. All sums
    are exact to the microsecond. On the day the clock goes forward the hour that does not exist is not
    worked; on the day it goes back a shift across the doubled hour works it twice, and a shift edge inside
    it means its first occurrence.

    Parameters
    ----------
    name : for messages.
    zone : IANA time zone in which shifts and dates are read, such as "Asia/Shanghai".
    pattern : the shifts, before holidays.
    country : ISO code whose public holidays are off and make-up days on, or None to work through holidays.
    overrides : (date, on) exceptions that win over the country's.
    absences : (start, end) stretches without work, such as leave or a breakdown; they take away time, not
        working days.

    Raises
    ------
    InputError : unknown zone or country, or an absence that ends before it starts.
    """

    name: str
    zone: str
    pattern: ShiftPattern
    country: str | None = None
    overrides: tuple[tuple[date, bool], ...] = ()
    absences: tuple[tuple[datetime, datetime], ...] = ()

    def __post_init__(self) -> None:
        must_be_zone(self.zone, f"Calendar {self.name!r}: time zone")
        if self.country is not None:
            must_be_country(self.country)
        for start, end in self.absences:
            must(
                bool(micros_of(start) <= micros_of(end)),
                f"Calendar {self.name!r}: an absence must end after it starts, got {start} to {end}.",
            )

    @classmethod
    def always(cls, zone: str = "UTC") -> "WorkingCalendar":
        """Round the clock, every day."""
        return cls("24x7", zone, ShiftPattern.always())

    def without(self, absences: Sequence[tuple[datetime, datetime]]) -> "WorkingCalendar":
        """The same calendar less these (start, end) stretches."""
        return replace(self, absences=(*self.absences, *absences))

    def announced(self, year: int) -> bool:
        """Whether the make-up working days of a year are known; the holidays themselves hold either way."""
        known = announced_years(self.country) if self.country else None
        return known is None or year in known

    @overload
    def is_working(self, at: datetime) -> bool: ...
    @overload
    def is_working(self, at: InstantArray) -> NDArray[np.bool_]: ...
    def is_working(self, at: Instants) -> bool | NDArray[np.bool_]:
        """Whether work is going on: true at the start of a shift, false at its end and where unknown."""
        working = over_known(self.clock.working, micros_of(at)) == 1
        return bool(working) if isinstance(at, datetime) else working

    @overload
    def working_time(self, start: datetime, end: datetime) -> timedelta: ...
    @overload
    def working_time(self, start: Instants, end: InstantArray) -> NDArray[np.timedelta64]: ...
    @overload
    def working_time(self, start: InstantArray, end: Instants) -> NDArray[np.timedelta64]: ...
    def working_time(self, start: Instants, end: Instants) -> timedelta | NDArray[np.timedelta64]:
        """Working time from start to end; negative where the end lies before the start."""
        spans = np.broadcast_arrays(micros_of(start), micros_of(end))
        return durations_of(over_known(self.clock.worked, *spans))

    def add(self, start: InstantT, amount: Durations) -> InstantT:
        """The instant by which this much has been worked since the start.

        A positive amount ends at the first such instant (the end of a shift, not the start of the next), a
        negative one goes back to the last such instant (the start of a shift); zero is the start itself,
        working or not. So working_time(t, add(t, d)) == d.

        Parameters
        ----------
        amount : one duration, or one for each start.

        Raises
        ------
        InputError : there is not that much working time between 1950 and 2100.
        """
        at = micros_of(start)
        amounts = np.broadcast_to(duration_micros(amount), at.shape)
        return instants_like(start, over_known(self.clock.moved, at, amounts))

    def next_start(self, at: InstantT) -> InstantT:
        """The first instant at or after each one at which work is going on: itself inside a shift."""
        return instants_like(at, over_known(self.clock.next_start, micros_of(at)))

    def intervals(self, start: datetime, end: datetime) -> NDArray[np.datetime64]:
        """Working intervals between two instants, cut at both, as datetime64 (UTC) of shape (n, 2)."""
        return self.clock.intervals(int(micros_of(start)), int(micros_of(end))).view("M8[us]")

    def add_working_days(
        self,
        start: InstantT,
        count: int | NDArray[np.int64],
        first_day: FirstDay | str = FirstDay.NEXT,
        until: Until | str = Until.END_OF_DAY,
    ) -> InstantT:
        """The end of the count-th working day.

        Parameters
        ----------
        count : at least 1; one number, or one for each start.
        first_day : "next": counting begins on the first working day after the local date of the start;
            "same": on the first working day whose time is not yet up at the start.
        until : "end_of_day" is 24:00 local, "end_of_shift" the end of the last shift that starts on that day.
        """
        must(
            bool(np.all(np.asarray(count) >= 1)), f"A count of working days must be at least 1, got {count}."
        )
        ask = partial(self.clock.end_of_working_day, first_day=FirstDay(first_day), until=Until(until))
        at = micros_of(start)
        return instants_like(
            start, over_known(ask, at, np.broadcast_to(np.asarray(count, np.int64), at.shape))
        )

    @overload
    def working_days_between(self, start: datetime, end: datetime) -> int: ...
    @overload
    def working_days_between(self, start: Instants, end: InstantArray) -> NDArray[np.int64]: ...
    @overload
    def working_days_between(self, start: InstantArray, end: Instants) -> NDArray[np.int64]: ...
    def working_days_between(self, start: Instants, end: Instants) -> int | NDArray[np.int64]:
        """Working days after the local date of the start, up to and with that of the end; negative backwards.

        Raises
        ------
        InputError : an instant is unknown.
        """
        starts, ends = np.broadcast_arrays(micros_of(start), micros_of(end))
        counts = over_known(self.clock.working_days, starts, ends)
        must(
            not (counts == UNKNOWN).any(), "Working days can be counted between known instants only, got NaT."
        )
        return int(counts) if counts.ndim == 0 else counts

    def minutes_view(self, epoch: datetime) -> MinutesView:
        """The same shifts in float minutes since the epoch, for a simulation."""
        origin = int(micros_of(epoch))

        def minutes(start_minutes: float, end_minutes: float) -> NDArray[np.float64]:
            span = (origin + round(at * MINUTE) for at in (start_minutes, end_minutes))
            return (self.clock.intervals(*span) - origin) / MINUTE

        return MinutesView(minutes, limit_minutes=(LAST_INSTANT - origin) / MINUTE)

    @cached_property
    def clock(self) -> WorkClock:
        """The same calendar on plain microseconds; kept with the calendar, not part of its value."""
        return WorkClock(self.name, self.zone, self._write_out)

    def __getstate__(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def _write_out(self, first_year: int, last_year: int) -> Timetable:
        return _written_out(self, first_year, last_year)


@lru_cache(maxsize=32)
def _written_out(calendar: WorkingCalendar, first_year: int, last_year: int) -> Timetable:
    """Once for all calendars that are equal: every run of a scenario makes its own."""
    known = public_exceptions(calendar.country, first_year, last_year) if calendar.country else {}
    exceptions = {**known, **dict(calendar.overrides)}
    absences = micros_of_spans(calendar.absences)
    return write_out(calendar.pattern, exceptions, calendar.zone, absences, (first_year, last_year))
