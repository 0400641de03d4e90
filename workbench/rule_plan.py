"""The plan a dispatcher would make by hand: the earliest deadline first, by the crew that is there first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from domain.plan import Assignment, Plan, VisitKey
from optimizer import Break, Crew, Place, Problem, Visit, way_to_do

NO_TIME = pd.Timedelta(0)
NEVER = pd.Timestamp.max.tz_localize("UTC")


def rule_plan(problem: Problem) -> Plan:
    """Give one visit after the other, the first due first, to whoever is there first, behind what they have.

    What is pinned comes before all else. Visits that are tied to others the rule leaves out: it does not look
    ahead. Overtime is taken only where no shift has room.
    """
    pinned = {one.key: one for one in problem.pinned}
    spots = {crew.name: _first(crew) for crew in problem.crews}
    assignments: list[Assignment] = []
    for visit in sorted(_untied(problem), key=lambda visit: _rank(visit, pinned)):
        offers = list(_offers(visit, spots, pinned.get(visit.key), problem))
        if offers:
            name, spot, begins_at = min(offers, key=lambda offer: (offer[2], offer[0]))
            spots[name] = spot
            assignments.append(Assignment(name, *visit.key, visit.stage, begins_at))
    return Plan.of(assignments)


@dataclass(frozen=True)
class Spot:
    """Where a crew is when it has done what it has so far.

    Parameters
    ----------
    shift : number of the shift.
    free_at : when it is free.
    breaks : of the shift, still to be taken.
    battery : flying time left; None for crews that do not fly.
    """

    crew: Crew
    shift: int
    place: Place
    free_at: pd.Timestamp
    breaks: tuple[Break, ...]
    battery: pd.Timedelta | None


Offer = tuple[str, Spot, pd.Timestamp]
"""Who, where that leaves the crew, and when the visit begins."""


def _untied(problem: Problem) -> list[Visit]:
    tied = {key for link in problem.links for key in vars(link).values() if isinstance(key, tuple)}
    return [visit for visit in problem.visits if visit.key not in tied]


def _rank(visit: Visit, pinned: dict[VisitKey, Assignment]) -> tuple[bool, pd.Timestamp, int, VisitKey]:
    if visit.key in pinned:
        return False, pinned[visit.key].starts_at, 0, visit.key
    return True, visit.due_at or NEVER, visit.priority, visit.key


def _first(crew: Crew) -> Spot | None:
    """Before its first visit; None where it is never on duty."""
    return _begin(crew, 0) if crew.shifts else None


def _begin(crew: Crew, shift: int) -> Spot:
    begins_at = crew.shifts[shift].begins_at
    free_at = begins_at if crew.free_at is None else max(begins_at, crew.free_at)
    battery = None if crew.flights is None else crew.flights.battery
    return Spot(crew, shift, crew.begins_from(shift), free_at, crew.shifts[shift].breaks, battery)


def _offers(
    visit: Visit, spots: dict[str, Spot | None], pin: Assignment | None, problem: Problem
) -> Iterator[Offer]:
    for name, spot in spots.items():
        if spot is None or way_to_do(visit, spot.crew) is None or (pin and pin.crew != name):
            continue
        later = [spot, *(_begin(spot.crew, n) for n in range(spot.shift + 1, len(spot.crew.shifts)))]
        found = (_visited(one, visit, pin, over, problem) for over in (False, True) for one in later)
        offer = next((one for one in found if one), None)
        if offer is not None:
            yield offer


def _visited(spot: Spot, visit: Visit, pin: Assignment | None, over: bool, problem: Problem) -> Offer | None:
    """The offer of a crew on one shift; None where it cannot keep its window or come home in time."""
    mode, crew = way_to_do(visit, spot.crew), spot.crew
    assert mode is not None
    work = mode.duration * crew.experience
    spot, ready_at = _charged(spot, work, spot.free_at + _way(spot.place, visit.place, crew, problem))
    opens, closes = (pin.starts_at, pin.starts_at) if pin else visit.window or (ready_at, NEVER)
    earliest = max(ready_at, opens, visit.ready_at or ready_at)
    spot, begins_at = _rested(spot, ready_at, earliest, work)
    ends_at = begins_at + work
    shift = crew.shifts[spot.shift]
    back_at = _home(ends_at, ends_at + _way(visit.place, crew.depot, crew, problem), spot.breaks)
    if begins_at > closes or back_at > shift.ends_at + (crew.overtime if over else NO_TIME):
        return None
    left = None if spot.battery is None else spot.battery - work
    return crew.name, replace(spot, place=visit.place, free_at=ends_at, battery=left), begins_at


def _charged(spot: Spot, work: pd.Timedelta, ready_at: pd.Timestamp) -> tuple[Spot, pd.Timestamp]:
    flights = spot.crew.flights
    if flights is None or spot.battery is None or work <= spot.battery:
        return spot, ready_at
    return replace(spot, battery=flights.battery), ready_at + flights.recharge


def _rested(
    spot: Spot, ready_at: pd.Timestamp, begins_at: pd.Timestamp, work: pd.Timedelta
) -> tuple[Spot, pd.Timestamp]:
    """Take the breaks that cannot wait until the visit is done, or cost nothing before it."""
    for one in spot.breaks:
        rests_at = max(spot.free_at, one.earliest)
        rested_at = max(ready_at, rests_at) + one.length
        if begins_at + work <= one.latest and rested_at > begins_at:
            break
        ready_at, begins_at = rested_at, max(rested_at, begins_at)
        spot = replace(spot, free_at=rests_at + one.length, breaks=spot.breaks[1:])
    return spot, begins_at


def _home(free_at: pd.Timestamp, back_at: pd.Timestamp, breaks: Sequence[Break]) -> pd.Timestamp:
    for one in breaks:
        if one.latest < back_at:
            back_at = max(back_at, one.earliest) + one.length
    return back_at


def _way(here: Place, there: Place, crew: Crew, problem: Problem) -> pd.Timedelta:
    at = problem.travel.at
    return pd.Timedelta(minutes=float(problem.travel.minutes[at[here], at[there]]) * crew.pace)
