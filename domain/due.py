"""When a promise falls due, and how holds move it.

A clock that stands during a hold: the due instant is the first by which the amount has passed outside the
holds. For working days the clock ticks once a day, when the day's time is up; a tick inside a hold does not
count. So no promise falls due inside a hold that stops it, overlapping holds count once, and one more hold
never brings a due instant forward.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from domain.calendar import WorkingCalendar
from domain.holds import Holds
from domain.instants import UNKNOWN, InstantT, Micros, instants_like, micros_of, over_known
from domain.service_level import ServiceLevel
from domain.time_limit import TimeLimit, Unit
from domain.work_clock import WorkClock


def due_at(
    level: ServiceLevel, start: InstantT, calendar: WorkingCalendar, holds: Holds | None = None
) -> InstantT:
    """When a promise falls due.

    Parameters
    ----------
    start : when its clock started, one instant or a column; unknown where it has not.
    holds : of these starts; only those whose cause stops the clock of the level count, and only from the
        start on.

    Returns
    -------
    As the start; unknown where the start is, or where an open hold stopped the clock before it ran out.
    """
    clock = _clock_of(level.limit, calendar.clock)
    starts = micros_of(start)
    begun = np.atleast_1d(starts)
    due = over_known(clock.due, begun)
    if holds is not None:
        due = _held_up(clock, begun, due, holds.caused_by(level.limit.stops_for))
    return instants_like(start, due.reshape(starts.shape))


def extended_due(
    level: ServiceLevel, start: InstantT, due: InstantT, calendar: WorkingCalendar, holds: Holds
) -> InstantT:
    """Move recorded due instants by the holds that stop the clock of their level.

    Parameters
    ----------
    start, due : when each clock started and when its promise was said to fall due, columns of one length.
    holds : as in `due_at`.

    Returns
    -------
    As the due instants; unknown where they are, or where an open hold stopped the clock before it ran out.
    """
    clock = _clock_of(level.limit, calendar.clock)
    moved = _held_up(clock, micros_of(start), micros_of(due), holds.caused_by(level.limit.stops_for))
    return instants_like(due, moved)


class _Clock(Protocol):
    def due(self, start: Micros) -> Micros:
        """When the amount has passed since the start, no hold considered."""
        ...

    def later(self, due: Micros, start: Micros, held_from: Micros, held_to: Micros) -> Micros:
        """The due instant moved by what the clock would have counted during a hold that began before it."""
        ...


def _held_up(clock: _Clock, start: Micros, due: Micros, holds: Holds) -> Micros:
    due, counted = due.copy(), start.copy()
    for rows, started, ended in holds.rounds():
        held_from = np.maximum(started, counted[rows])
        stopped = held_from < due[rows]
        due[rows[stopped & (ended == UNKNOWN)]] = UNKNOWN
        moved = stopped & (held_from < ended)
        at = rows[moved]
        if at.size:
            due[at] = clock.later(due[at], start[at], held_from[moved], ended[moved])
        counted[rows] = np.maximum(counted[rows], ended)
    return due


def _clock_of(limit: TimeLimit, work: WorkClock) -> _Clock:
    match limit.unit:
        case Unit.WORKING_DAYS:
            return _WorkingDays(limit, work)
        case Unit.WORKING_HOURS:
            return _WorkingTime(limit, work)
        case _:
            return _Elapsed(limit)


@dataclass(frozen=True)
class _Elapsed:
    limit: TimeLimit

    def due(self, start: Micros) -> Micros:
        return start + self.limit.micros

    def later(self, due: Micros, start: Micros, held_from: Micros, held_to: Micros) -> Micros:
        return due + (held_to - held_from)


@dataclass(frozen=True)
class _WorkingTime:
    limit: TimeLimit
    work: WorkClock

    def due(self, start: Micros) -> Micros:
        return self.work.moved(start, np.full(start.shape, self.limit.micros))

    def later(self, due: Micros, start: Micros, held_from: Micros, held_to: Micros) -> Micros:
        return self.work.moved(due, self.work.worked(held_from, held_to))


@dataclass(frozen=True)
class _WorkingDays:
    limit: TimeLimit
    work: WorkClock

    def due(self, start: Micros) -> Micros:
        count = np.full(start.shape, int(self.limit.amount))
        return self.work.end_of_working_day(start, count, self.limit.first_day, self.limit.until)

    def later(self, due: Micros, start: Micros, held_from: Micros, held_to: Micros) -> Micros:
        first_end = self.work.end_of_working_day(
            start, np.ones_like(start), self.limit.first_day, self.limit.until
        )
        counted_from = np.maximum(held_from, first_end - 1)
        held = self.work.days_ended(counted_from, np.maximum(held_to, counted_from), self.limit.until)
        return self.work.days_later(due, held, self.limit.until)
