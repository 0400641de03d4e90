"""From the problem to arrays, and back to a plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, floor

import numpy as np
import pandas as pd

from domain.plan import Assignment, Plan, VisitKey
from optimizer.arrays import (
    CANNOT,
    HOUR,
    MINUTE,
    NEVER,
    TICK,
    Arrays,
    Flags,
    Floats,
    Ints,
    Tour,
    TourArrays,
    Translated,
    VisitArrays,
    WayArrays,
)
from optimizer.balance import balance_of
from optimizer.crew import Crew, Shift
from optimizer.problem import Problem, way_to_do
from optimizer.visit import Moment, Place, Together, Visit

NEIGHBOURS = 100
"""Visits near another one that search looks at; a tour rarely holds a tenth as many."""
Span = tuple[float, float, float, float]
_ROUNDING = 1e-4
"""Ticks by which a time may miss a whole one because minutes of a table are no whole milliseconds."""


def arrays_of(problem: Problem) -> Translated:
    """Lay out a problem; shifts that are over before the crew is free are no tours, links are left out."""
    origin = _origin(problem)
    spans = dict(_spans(problem, origin))
    pinned = dict(_pinned(problem, origin, spans))
    kinds, durations = _kinds(problem)
    ways, nodes = _ways(problem, durations)
    tours = _tours(problem, spans, kinds, nodes, origin)
    visits = with_able(_visits(problem, origin, pinned), tours, ways)
    arrays = Arrays(visits, tours, ways, balance_of(problem, tuple(spans)))
    return Translated(arrays, problem, origin, tuple(spans), pinned)


def with_able(visits: VisitArrays, tours: TourArrays, ways: WayArrays) -> VisitArrays:
    """Visits with the tours that could do each of them were they empty."""
    able = _able(visits, tours, ways)
    return visits._replace(able=np.concatenate([*able, np.zeros(0, np.int64)]), able_from=_starts(able))


def plan_of(translated: Translated, routes: Sequence[Sequence[int]], begin: Floats) -> Plan:
    """The plan of routes.

    Parameters
    ----------
    routes : visits of each tour in order.
    begin : of each visit, ticks.
    """
    problem = translated.problem
    pinned = {problem.visits.index(problem.visit_of[one.key]) for one in problem.pinned}
    planned = (
        _assignment(problem, tour.crew, visit, translated.origin + begin[visit] * TICK)
        for tour, route in zip(translated.tours, routes, strict=True)
        for visit in route
        if visit not in pinned
    )
    return Plan.of([*planned, *problem.pinned])


def ticks(instant: pd.Timestamp, origin: pd.Timestamp) -> float:
    """Ticks from the origin, rounded up."""
    return float(ceil((instant - origin) / TICK - _ROUNDING))


def near_of(travel: Floats) -> Ints:
    """The visits nearest to each one, itself first; shape (visits, neighbours)."""
    both_ways = travel + travel.T
    np.fill_diagonal(both_ways, CANNOT)
    return np.argsort(both_ways, axis=1, kind="stable")[:, :NEIGHBOURS].astype(np.int64)


def _assignment(problem: Problem, crew: int, visit: int, starts_at: pd.Timestamp) -> Assignment:
    asked = problem.visits[visit]
    return Assignment(problem.crews[crew].name, asked.application, asked.number, asked.stage, starts_at)


def _origin(problem: Problem) -> pd.Timestamp:
    instants = [shift.begins_at for crew in problem.crews for shift in crew.shifts]
    return min([*instants, *(one.starts_at for one in problem.pinned)], default=pd.Timestamp(0, tz="UTC"))


def _spans(problem: Problem, origin: pd.Timestamp) -> Iterator[tuple[Tour, Span]]:
    """First departure, regular end, last return and longest time out of each tour."""
    for number, crew in enumerate(problem.crews):
        free = -NEVER if crew.free_at is None else ticks(crew.free_at, origin)
        for place, shift in enumerate(crew.shifts):
            following = [ticks(later.begins_at, origin) for later in crew.shifts[place + 1 : place + 2]]
            opens = max(free, ticks(shift.begins_at, origin))
            latest = min([_down(shift.ends_at + crew.overtime, origin), *following])
            longest = NEVER if shift.longest_out is None else float(floor(shift.longest_out / TICK))
            if place == 0 and crew.is_away:
                latest, longest = min(latest, opens + longest), NEVER
            if opens < latest:
                yield Tour(number, place), (opens, ticks(shift.ends_at, origin), latest, longest)


def _down(instant: pd.Timestamp, origin: pd.Timestamp) -> float:
    return float(floor((instant - origin) / TICK + _ROUNDING))


def _pinned(
    problem: Problem, origin: pd.Timestamp, spans: dict[Tour, Span]
) -> Iterator[tuple[int, tuple[int, float]]]:
    visit_at = {visit.key: row for row, visit in enumerate(problem.visits)}
    for one in problem.pinned:
        begin = float(round((one.starts_at - origin) / TICK))
        for row, (tour, (opens, _, latest, _)) in enumerate(spans.items()):
            if problem.crews[tour.crew].name == one.crew and opens <= begin < latest:
                yield visit_at[one.key], (row, begin)


def _kinds(problem: Problem) -> tuple[Ints, Floats]:
    """Which crews do the same visits in the same time, and how long that is; shape (kinds, visits)."""
    first: dict[object, int] = {}
    kinds = [
        first.setdefault((crew.skills, crew.flights, crew.experience), len(first)) for crew in problem.crews
    ]
    models = [problem.crews[kinds.index(kind)] for kind in range(len(first))]
    rows = [[_duration(visit, crew) for visit in problem.visits] for crew in models]
    return np.array(kinds, np.int64), np.array(rows, float).reshape(len(rows), len(problem.visits))


def _duration(visit: Visit, crew: Crew) -> float:
    mode = way_to_do(visit, crew)
    if mode is None:
        return CANNOT
    work = mode.duration * crew.experience
    lasts = crew.flights is None or work <= crew.flights.battery
    return float(ceil(work / TICK - _ROUNDING)) if lasts else CANNOT


def _ways(problem: Problem, durations: Floats) -> tuple[WayArrays, dict[Place, int]]:
    """Ways at each pace that a crew has, and the nodes of the places where tours begin or end."""
    crews, travel, prices = problem.crews, problem.travel, problem.prices
    row_of = travel.at
    ends = [place for crew in crews for place in crew.places]
    nodes = {place: len(problem.visits) + number for number, place in enumerate(dict.fromkeys(ends))}
    rows = [row_of[place] for place in (*(visit.place for visit in problem.visits), *nodes)]
    minutes, km = (table[np.ix_(rows, rows)] for table in (travel.minutes, travel.km))
    paces = np.array(_paces(problem)).reshape(-1, 1, 1)
    times = np.ceil(minutes * paces * MINUTE - _ROUNDING)
    fares = minutes * paces / 60 * prices.travel_hour + km * prices.travel_km
    count = len(problem.visits)
    return WayArrays(durations, times, fares, near_of(minutes[:count, :count])), nodes


def _paces(problem: Problem) -> list[float]:
    return list(dict.fromkeys(crew.pace for crew in problem.crews)) or [1.0]


def _tours(
    problem: Problem,
    spans: dict[Tour, Span],
    kinds: Ints,
    nodes: dict[Place, int],
    origin: pd.Timestamp,
) -> TourArrays:
    paces, crews = _paces(problem), [problem.crews[tour.crew] for tour in spans]
    opens, closes, latest, longest = np.array(list(spans.values()), float).reshape(-1, 4).T
    starts = [crew.begins_from(tour.shift) for tour, crew in zip(spans, crews, strict=True)]
    return TourArrays(
        np.array(opens),
        np.array(closes),
        np.array(latest),
        np.array(longest),
        start=_whole(nodes[place] for place in starts),
        end=_whole(nodes[crew.depot] for crew in crews),
        kind=_whole(kinds[tour.crew] for tour in spans),
        pace=_whole(paces.index(crew.pace) for crew in crews),
        price_overtime=_real(crew.price_overtime / HOUR for crew in crews),
        price_hours=_real(crew.price_hour / HOUR for crew in crews),
        price_used=_real(crew.price_shift for crew in crews),
        carries=_pieces([crew.stock for crew in crews], _items(problem)),
        battery=_real(NEVER if crew.flights is None else crew.flights.battery / TICK for crew in crews),
        recharge=_real(0 if crew.flights is None else ceil(crew.flights.recharge / TICK) for crew in crews),
        breaks=_breaks([problem.crews[tour.crew].shifts[tour.shift] for tour in spans], origin),
    )


def _whole(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)


def _real(values: Iterable[float]) -> Floats:
    return np.array(list(values), float)


def _items(problem: Problem) -> list[str]:
    return list(dict.fromkeys(item for visit in problem.visits for item in visit.materials))


def _pieces(counted: Sequence[Mapping[str, int]], items: Sequence[str]) -> Floats:
    rows = [[one.get(item, 0) for item in items] for one in counted]
    return np.array(rows, float).reshape(len(counted), len(items))


def _breaks(shifts: Sequence[Shift], origin: pd.Timestamp) -> Floats:
    most = max((len(shift.breaks) for shift in shifts), default=0)
    breaks = np.full((len(shifts), most, 3), (-NEVER, NEVER, 0.0))
    for row, shift in enumerate(shifts):
        for place, one in enumerate(shift.breaks):
            length = float(ceil(one.length / TICK))
            breaks[row, place] = ticks(one.earliest, origin), _down(one.latest, origin), length
    return breaks


def _visits(problem: Problem, origin: pd.Timestamp, pinned: Mapping[int, tuple[int, float]]) -> VisitArrays:
    told = {one.key: ticks(one.starts_at, origin) for one in problem.promised}
    times = np.array([_begins(visit, told.get(visit.key), origin) for visit in problem.visits]).reshape(-1, 2)
    for row, (_, begin) in pinned.items():
        times[row] = begin
    moved = _real(problem.prices.moved_promise if visit.key in told else 0 for visit in problem.visits)
    fixed = {one.key for one in problem.pinned}
    awaited = {*told, *_awaited(problem)}
    return VisitArrays(
        earliest=times[:, 0].copy(),
        latest=times[:, 1].copy(),
        due=_real(NEVER if one.due_at is None else ticks(one.due_at, origin) for one in problem.visits),
        at_end=_real(one.due_for is Moment.END for one in problem.visits),
        price_late=_real(one.price_late / HOUR for one in problem.visits),
        price_unplanned=_real(one.price_unplanned for one in problem.visits) + moved,
        promised=_real(told.get(one.key, 0.0) for one in problem.visits),
        price_moved=moved,
        takes=_pieces([one.materials for one in problem.visits], _items(problem)),
        fixed=np.array([one.key in fixed for one in problem.visits], bool),
        may_wait=np.array([one.key not in awaited for one in problem.visits], bool),
        able=np.zeros(0, np.int64),
        able_from=np.zeros(0, np.int64),
    )


def _awaited(problem: Problem) -> Iterator[VisitKey]:
    """Visits whose begins say when others may begin."""
    for link in problem.links:
        yield link.first
        if isinstance(link, Together):
            yield link.second


def _begins(visit: Visit, told: float | None, origin: pd.Timestamp) -> tuple[float, float]:
    """First and last begin; a promise is kept by not beginning before it."""
    first = -NEVER if visit.ready_at is None else ticks(visit.ready_at, origin)
    last = NEVER
    if visit.window is not None:
        first, last = max(first, ticks(visit.window[0], origin)), _down(visit.window[1], origin)
    return (max(first, told), last) if told is not None and told <= last else (first, last)


def _able(visits: VisitArrays, tours: TourArrays, ways: WayArrays) -> list[Ints]:
    """For each visit the tours that could do it were they empty."""
    can = np.array([_can(visits, tours, ways, tour) for tour in range(len(tours.opens))], bool)
    can = can.reshape(len(tours.opens), len(visits.earliest)) & ~visits.fixed
    return [np.flatnonzero(column).astype(np.int64) for column in can.T]


def _can(visits: VisitArrays, tours: TourArrays, ways: WayArrays, tour: int) -> Flags:
    work, count = ways.duration[tours.kind[tour]], len(visits.earliest)
    travel = ways.travel[tours.pace[tour]]
    begin = np.maximum(tours.opens[tour] + travel[tours.start[tour], :count], visits.earliest)
    back = begin + work + travel[:count, tours.end[tour]]
    carried = (visits.takes <= tours.carries[tour]).all(axis=1)
    out = travel[tours.start[tour], :count] + work + travel[:count, tours.end[tour]]
    in_time = (begin <= visits.latest) & (back <= tours.latest[tour]) & (out <= tours.longest_out[tour])
    can: Flags = (work >= 0) & in_time & carried
    return can


def _starts(lists: Sequence[Ints]) -> Ints:
    return np.cumsum([0, *(len(one) for one in lists)]).astype(np.int64)
