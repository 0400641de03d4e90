"""Where a plan stands at an instant: what is begun, where crews are, what is left to plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from domain.plan import Assignment, Plan, VisitKey
from optimizer.check.day import SLACK, Day, Leg, days_of
from optimizer.crew import Crew, Shift
from optimizer.problem import Problem
from optimizer.replan.happening import part_of
from optimizer.visit import Follows, Link, Place, Together, Visit


@dataclass(frozen=True)
class Standing:
    """A plan at an instant.

    Parameters
    ----------
    begun : visits that are done, at work, or that a crew is on its way to: they stay with it.
    ends : when each of them ends.
    problem : what is left to plan from now on.
    """

    begun: tuple[Assignment, ...]
    ends: Mapping[VisitKey, pd.Timestamp]
    problem: Problem


def standing(
    plan: Plan,
    problem: Problem,
    now: pd.Timestamp,
    overruns: Mapping[VisitKey, pd.Timestamp],
    given_up: Sequence[VisitKey] = (),
) -> Standing:
    """Take what is begun out of a problem, and put crews where they are.

    Parameters
    ----------
    overruns : new ends of visits that have been begun.
    given_up : visits that their crews are to leave although they are on their way.
    """
    legs = [(day, leg) for day in days_of(plan, problem) for leg in day.legs]
    begun = [
        (day, leg)
        for day, leg in legs
        if leg.stop is not None and _leaves_at(leg) < now and leg.stop.visit.key not in given_up
    ]
    ends = {key: overruns.get(key, end) for key, end in _ends(begun)}
    ends = {key: max(end, now) if key in overruns else end for key, end in ends.items()}
    left = tuple(
        _tied(replace(visit, ready_at=_latest(visit.ready_at, now)), problem.links, ends, begun)
        for visit in problem.visits
        if visit.key not in ends
    )
    kept = replace(
        problem,
        visits=left,
        crews=tuple(_from_now(crew, now, begun, ends) for crew in problem.crews),
        links=tuple(link for link in problem.links if not {*_both(link)} & ends.keys()),
        pinned=tuple(one for one in problem.pinned if one.key not in ends),
        promised=tuple(one for one in problem.promised if one.key not in ends),
    )
    return Standing(tuple(one for one in plan.assignments if one.key in ends), ends, kept)


Begun = Sequence[tuple[Day, Leg]]


def _leaves_at(leg: Leg) -> pd.Timestamp:
    """When a crew sets out to a stop at the latest."""
    assert leg.stop is not None
    return leg.stop.begins_at - leg.way - leg.recharge


def _ends(begun: Begun) -> Iterator[tuple[VisitKey, pd.Timestamp]]:
    for _, leg in begun:
        assert leg.stop is not None
        yield leg.stop.visit.key, leg.stop.ends_at


def _latest(one: pd.Timestamp | None, other: pd.Timestamp) -> pd.Timestamp:
    return other if one is None else max(one, other)


def _both(link: Link) -> tuple[VisitKey, VisitKey]:
    return (link.first, link.then) if isinstance(link, Follows) else (link.first, link.second)


def _tied(visit: Visit, links: Sequence[Link], ends: Mapping[VisitKey, pd.Timestamp], begun: Begun) -> Visit:
    """A visit whose partner has begun: what ties it is now an instant."""
    begins = {leg.stop.visit.key: leg.stop.begins_at for _, leg in begun if leg.stop is not None}
    for link in links:
        match link:
            case Follows() if link.then == visit.key and link.first in ends:
                visit = replace(visit, ready_at=_latest(visit.ready_at, ends[link.first] + link.gap))
            case Together() if link.second == visit.key and link.first in begins:
                first = begins[link.first]
                visit = replace(visit, window=(first + link.least, first + link.most))
            case Together() if link.first == visit.key and link.second in begins:
                second = begins[link.second]
                visit = replace(visit, window=(second - link.most, second - link.least))
    return visit


def _from_now(crew: Crew, now: pd.Timestamp, begun: Begun, ends: Mapping[VisitKey, pd.Timestamp]) -> Crew:
    """The crew with what is left of its shifts, where it is or will be when it is through."""
    shifts = tuple(_rest(crew.shifts, now))
    mine = [(day, leg) for day, leg in begun if day.crew.name == crew.name]
    if not mine or not shifts:
        return replace(crew, shifts=shifts, free_at=_latest(crew.free_at, now))
    day, leg = mine[-1]
    assert leg.stop is not None
    today = day.shift.ends_at == shifts[0].ends_at
    free_at = _latest(crew.free_at, max(now, ends[leg.stop.visit.key]))
    position = _place(day, leg, now, ends) if today else None
    if position not in (None, crew.depot):
        shifts = (_less_out(shifts[0], free_at - day.out_since), *shifts[1:])
    return replace(
        crew,
        shifts=shifts,
        free_at=free_at,
        position=position,
        stock=_left(crew, [leg.stop.visit for of, leg in mine if leg.stop is not None and of is day], today),
    )


def _rest(shifts: Sequence[Shift], now: pd.Timestamp) -> Iterator[Shift]:
    for shift in shifts:
        if now < shift.ends_at:
            yield part_of(shift, max(shift.begins_at, now), shift.ends_at)


def _less_out(shift: Shift, out: pd.Timedelta) -> Shift:
    """A shift on which the crew has been out for some time when it is free."""
    longest = shift.longest_out
    return shift if longest is None else replace(shift, longest_out=max(longest - out, SLACK))


def _place(day: Day, leg: Leg, now: pd.Timestamp, ends: Mapping[VisitKey, pd.Timestamp]) -> Place:
    """Where the crew's last begun visit is; the depot where it must be home from it by now."""
    assert leg.stop is not None
    last = leg is day.legs[-2]
    home = last and ends[leg.stop.visit.key] + day.legs[-1].least <= now
    return day.crew.depot if home else leg.stop.visit.place


def _left(crew: Crew, visits: Sequence[Visit], today: bool) -> Mapping[str, int]:
    """Stock less what was used today. It is that of all its shifts, so later days are planned with less."""
    if not today:
        return crew.stock
    used = {item: sum(visit.materials.get(item, 0) for visit in visits) for item in crew.stock}
    return {item: max(pieces - used[item], 0) for item, pieces in crew.stock.items()}
