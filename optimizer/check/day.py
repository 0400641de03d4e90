"""A crew's day, worked out from nothing but the begins of its visits.

A visit belongs to the last shift that had begun by then. A drone team sets out with full batteries on every
shift; it recharges before the first visit that does not fit into what is left, on top of the way. Breaks are
taken as early as they fit, in order, also on the way; one that may begin once the crew is home again, or ends
before it has to set out, is taken at the depot and costs nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from domain.plan import Assignment, Plan
from optimizer.crew import Break, Crew, Shift
from optimizer.problem import Problem, way_to_do
from optimizer.visit import NO_TIME, Place, Visit

SLACK = pd.Timedelta(milliseconds=1)
"""Less than this is rounding: minutes of a table of travel are no whole microseconds."""


class Stop(NamedTuple):
    """A visit that is done.

    Attributes
    ----------
    work : what it takes this crew; in the first mode where the crew can do it in none.
    """

    visit: Visit
    begins_at: pd.Timestamp
    work: pd.Timedelta

    @property
    def ends_at(self) -> pd.Timestamp:
        """When the crew is through with it."""
        return self.begins_at + self.work


@dataclass
class Leg:
    """The way to a stop, or home.

    Parameters
    ----------
    after : when the crew is free to set out.
    stop : where it goes; None for home.
    way, km : of travel.
    recharge : time to load batteries before the stop.
    breaks : taken on it.
    """

    after: pd.Timestamp
    stop: Stop | None
    way: pd.Timedelta
    km: float
    recharge: pd.Timedelta = NO_TIME
    breaks: list[Break] = field(default_factory=list)

    @property
    def least(self) -> pd.Timedelta:
        """Time it takes at least."""
        return self.way + self.recharge + sum((one.length for one in self.breaks), NO_TIME)


@dataclass(frozen=True)
class Day:
    """What a crew does on a shift.

    Parameters
    ----------
    stops : in order, at least one.
    legs : the way to each, and home.
    leaves_at, back_at : as late as the first stop lets it leave, and when it is home.
    missed : breaks for which there is no time.
    """

    crew: Crew
    shift: Shift
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    leaves_at: pd.Timestamp
    back_at: pd.Timestamp
    missed: tuple[Break, ...]

    @property
    def overtime(self) -> pd.Timedelta:
        """Time after the end of the shift."""
        return max(self.back_at - self.shift.ends_at, NO_TIME)

    @property
    def out_since(self) -> pd.Timestamp:
        """When it leaves its depot, or is free where it has left that before planning begins."""
        is_away = self.crew.is_away and self.shift is self.crew.shifts[0]
        return self.legs[0].after if is_away else self.leaves_at


def days_of(plan: Plan, problem: Problem) -> Iterator[Day]:
    """The days of all crews; visits and crews that are not known, or before any shift, are left out."""
    for name, assignments in plan.by_crew.items():
        if name in problem.crew_of:
            yield from _days(problem.crew_of[name], assignments, problem)


def _days(crew: Crew, assignments: Sequence[Assignment], problem: Problem) -> Iterator[Day]:
    known = (one for one in assignments if one.key in problem.visit_of)
    for number, of_shift in groupby(known, lambda one: shift_at(crew, one.starts_at)):
        if number is not None:
            yield _day(crew, number, list(of_shift), problem)


def shift_at(crew: Crew, instant: pd.Timestamp) -> int | None:
    """Place of the last shift that had begun by an instant; None before the first."""
    begun = [number for number, shift in enumerate(crew.shifts) if shift.begins_at <= instant + SLACK]
    return begun[-1] if begun else None


def stop_of(one: Assignment, crew: Crew, problem: Problem) -> Stop:
    """The stop of an assignment."""
    visit = problem.visit_of[one.key]
    mode = way_to_do(visit, crew) or visit.modes[0]
    return Stop(visit, one.starts_at, mode.duration * crew.experience)


def _day(crew: Crew, number: int, assignments: Sequence[Assignment], problem: Problem) -> Day:
    shift = crew.shifts[number]
    stops = tuple(stop_of(one, crew, problem) for one in assignments)
    legs = tuple(_legs(crew, number, stops, problem))
    _recharge(crew, legs)
    missed = tuple(_take_breaks(shift, legs))
    return Day(crew, shift, stops, legs, _leaves_at(legs[0]), legs[-1].after + legs[-1].least, missed)


def _legs(crew: Crew, number: int, stops: Sequence[Stop], problem: Problem) -> Iterator[Leg]:
    here, after = crew.begins_from(number), crew.shifts[number].begins_at
    if crew.free_at is not None:
        after = max(after, crew.free_at)
    for stop in stops:
        yield _leg(after, stop, here, stop.visit.place, crew, problem)
        here, after = stop.visit.place, stop.ends_at
    yield _leg(after, None, here, crew.depot, crew, problem)


def _leg(
    after: pd.Timestamp, stop: Stop | None, here: Place, there: Place, crew: Crew, problem: Problem
) -> Leg:
    travel = problem.travel
    row_of = travel.at
    cell = row_of[here], row_of[there]
    way = pd.Timedelta(minutes=float(travel.minutes[cell]) * crew.pace)
    return Leg(after, stop, way, float(travel.km[cell]))


def _recharge(crew: Crew, legs: Sequence[Leg]) -> None:
    if crew.flights is None:
        return
    left = crew.flights.battery
    for leg in legs:
        if leg.stop is not None:
            if leg.stop.work > left:
                leg.recharge, left = crew.flights.recharge, crew.flights.battery
            left -= leg.stop.work


def _take_breaks(shift: Shift, legs: Sequence[Leg]) -> Iterator[Break]:
    """Put each break into the first leg it fits into; those that fit into none come back."""
    place, free = 0, legs[0].after
    for one in shift.breaks:
        later = range(place, len(legs))
        place = next((n for n in later if _fits(one, legs[n], max(free, legs[n].after))), -1)
        if place < 0:
            yield one
            place = later.start
            continue
        leg = legs[place]
        free = max(free, leg.after, one.earliest) + one.length
        if leg.stop is not None or one.latest < leg.after + leg.least:
            leg.breaks.append(one)


def _fits(one: Break, leg: Leg, free: pd.Timestamp) -> bool:
    begins_at = max(free, one.earliest)
    if begins_at > one.latest:
        return False
    if leg.stop is None:
        return True
    until = leg.stop.begins_at + SLACK
    return begins_at + one.length <= until and leg.after + leg.least + one.length <= until


def _leaves_at(leg: Leg) -> pd.Timestamp:
    """As late as it can; a break that is over by then is taken before it leaves."""
    assert leg.stop is not None
    leaves_at = leg.stop.begins_at - leg.way - leg.recharge
    for one in reversed(leg.breaks):
        if max(leg.after, one.earliest) + one.length > leaves_at:
            leaves_at -= one.length
    return leaves_at
