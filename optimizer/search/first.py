"""The first plan: what stays, what was planned before, then every visit where it costs least."""

from collections.abc import Iterable

import numpy as np

from domain.plan import Plan
from optimizer.arrays import Arrays, Translated
from optimizer.search.insertion import Memory, insert
from optimizer.search.luck import Luck
from optimizer.search.routes import NONE, Routes, copy_routes, empty_routes, link
from optimizer.search.schedule import schedule
from optimizer.translate import ticks


def routes_from(translated: Translated, start: Plan | None) -> Routes | None:
    """Routes of what is pinned and of an earlier plan as far as it still fits.

    Returns
    -------
    None where what is pinned contradicts the rules.
    """
    arrays, routes = translated.arrays, empty_routes(translated.arrays)
    pinned = sorted(translated.pinned, key=lambda visit: translated.pinned[visit][1])
    for visit in pinned:
        tour = translated.pinned[visit][0]
        if arrays.ways.duration[arrays.tours.kind[tour], visit] < 0:
            return None
        link(arrays, routes, visit, tour, int(routes.before[len(routes.tour) + tour]))
    if not all(schedule(arrays, routes, tour) for tour in range(len(routes.cost))):
        return None
    for visit, tour in _planned(translated, start) if start is not None else ():
        _put_if_it_fits(arrays, routes, visit, tour)
    return routes


def _planned(translated: Translated, start: Plan) -> Iterable[tuple[int, int]]:
    """Visits of an earlier plan that are still open, each with its tour."""
    visit_at = {visit.key: row for row, visit in enumerate(translated.problem.visits)}
    crew_at = {crew.name: row for row, crew in enumerate(translated.problem.crews)}
    opens = translated.arrays.tours.opens
    for one in start.assignments:
        visit = visit_at.get(one.key, NONE)
        begin = ticks(one.starts_at, translated.origin)
        tours = [row for row, tour in enumerate(translated.tours) if tour.crew == crew_at.get(one.crew)]
        begun = [row for row in tours if opens[row] <= begin + 1]
        if visit != NONE and begun and not translated.arrays.visits.fixed[visit]:
            yield visit, begun[-1]


def _put_if_it_fits(arrays: Arrays, routes: Routes, visit: int, tour: int) -> None:
    """Put a visit last; where it does not fit leave the tour as it was."""
    before = empty_routes(arrays)
    copy_routes(routes, before)
    visits = arrays.visits
    able = visits.able[visits.able_from[visit] : visits.able_from[visit + 1]]
    if tour not in able:
        return
    link(arrays, routes, visit, tour, int(routes.before[len(routes.tour) + tour]))
    carried = (routes.load[tour] <= arrays.tours.carries[tour]).all()
    if not (schedule(arrays, routes, tour) and carried):
        copy_routes(before, routes)


def fill(arrays: Arrays, routes: Routes, memory: Memory, luck: Luck) -> None:
    """Put in every visit that is in no tour and is worth it: dearest a minute of work first."""
    visits = arrays.visits
    work = np.where(arrays.ways.duration < 0, np.inf, arrays.ways.duration).min(axis=0, initial=np.inf)
    worth = visits.price_unplanned / np.maximum(work, 1.0)
    for visit in np.lexsort((visits.due, -worth)).tolist():
        if routes.tour[visit] == NONE and not visits.fixed[visit]:
            insert(arrays, routes, memory, luck, visit, 0.0)
