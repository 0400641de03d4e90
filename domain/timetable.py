"""One calendar written out over a span of years: its working intervals and its working days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from domain.instants import DAY, MINUTE, Micros, utc_micros
from domain.shift import Shift, ShiftPattern
from domain.timeline import Timeline, covered, without

_EPOCH = date(1970, 1, 1)
_OFF = -1
_Kinds = tuple[tuple[Shift, ...], ...]


class Until(StrEnum):
    """When on the last working day the time is up."""

    END_OF_DAY = "end_of_day"
    END_OF_SHIFT = "end_of_shift"


@dataclass(frozen=True, eq=False)
class Timetable:
    """Working time between two instants.

    Parameters
    ----------
    timeline : the working intervals, absences taken out.
    days : shape (n,); days since 1970-01-01 of the local dates on which a shift starts, absences not
        considered.
    midnights : shape (n,); 24:00 local of each such day, microseconds since 1970 UTC.
    closes : shape (n,); end of the last shift of that day or of one before it, whichever is later.
    """

    timeline: Timeline
    days: Micros
    midnights: Micros
    closes: Micros

    def ends(self, until: Until) -> Micros:
        """When the time of each working day is up, never decreasing."""
        return self.midnights if until is Until.END_OF_DAY else self.closes


def write_out(
    pattern: ShiftPattern,
    exceptions: Mapping[date, bool],
    zone: str,
    absences: tuple[Micros, Micros],
    years: tuple[int, int],
) -> Timetable:
    """Lay a shift pattern out over whole local years.

    Parameters
    ----------
    exceptions : date -> on or off, against the pattern; a day that is on and has no shifts gets
        `pattern.make_up`.
    absences : starts and ends, microseconds since 1970 UTC, in any order.
    years : first and last, inclusive; the shift of the night before the first day is included.
    """
    first, after = (_ordinal(date(year, 1, 1)) for year in (years[0], years[1] + 1))
    days = np.arange(first - 1, after)
    kinds = _kinds(pattern, exceptions, days)
    kinds_of_day = (*pattern.days, pattern.make_up)
    limits = utc_micros(np.array([first * DAY, after * DAY]), zone)
    worked = _within(limits, *_intervals(kinds_of_day, days, kinds, zone))
    on = (kinds != _OFF) & (days >= first)
    return Timetable(
        Timeline.of(*without(*worked, *absences)),
        days[on],
        midnights=utc_micros((days[on] + 1) * DAY, zone),
        closes=_closes(kinds_of_day, days[on], kinds[on], zone),
    )


def _kinds(pattern: ShiftPattern, exceptions: Mapping[date, bool], days: Micros) -> Micros:
    """Which day of the pattern each date works like: place in the cycle, its length for make-up, or _OFF."""
    works = np.array([bool(shifts) for shifts in pattern.days])
    first = pattern.position(_EPOCH + timedelta(days=int(days[0])))
    place = (days - days[0] + first) % len(pattern.days)
    kinds = np.where(works[place], place, _OFF)
    kinds[np.isin(days, _dated(exceptions, False))] = _OFF
    if pattern.make_up:
        kinds[np.isin(days, _dated(exceptions, True)) & (kinds == _OFF)] = len(pattern.days)
    return kinds


def _dated(exceptions: Mapping[date, bool], on: bool) -> Micros:
    return np.array([_ordinal(day) for day, value in exceptions.items() if value is on], dtype=np.int64)


def _intervals(kinds_of_day: _Kinds, days: Micros, kinds: Micros, zone: str) -> tuple[Micros, Micros]:
    """Sorted, disjoint working intervals of the days, in UTC."""
    starts, ends = covered(*_local_shifts(kinds_of_day, days, kinds))
    return covered(utc_micros(starts, zone), utc_micros(ends, zone))


def _within(limits: Micros, starts: Micros, ends: Micros) -> tuple[Micros, Micros]:
    starts, ends = np.clip(starts, *limits), np.clip(ends, *limits)
    kept = ends > starts
    return starts[kept], ends[kept]


def _closes(kinds_of_day: _Kinds, days: Micros, kinds: Micros, zone: str) -> Micros:
    """End of the last shift so far of each day, in UTC."""
    last = np.array([max((shift.end_minutes for shift in shifts), default=0) for shifts in kinds_of_day])
    return utc_micros(np.maximum.accumulate(days * DAY + last[kinds] * MINUTE), zone)


def _local_shifts(kinds_of_day: _Kinds, days: Micros, kinds: Micros) -> tuple[Micros, Micros]:
    """Starts and ends of all shifts in local wall-clock microseconds, unsorted."""
    starts, ends = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for kind, shifts in enumerate(kinds_of_day):
        midnights = days[kinds == kind] * DAY
        for shift in shifts:
            starts.append(midnights + shift.start_minutes * MINUTE)
            ends.append(midnights + shift.end_minutes * MINUTE)
    return np.concatenate(starts), np.concatenate(ends)


def _ordinal(day: date) -> int:
    return (day - _EPOCH).days
