"""The problem that bounds are worked out for: whatever a plan may do, and a little more.

A bound must hold for plans that the solver would never make. So a crew may come back as late as its overtime
allows, though its next shift has begun, and be out for as long as it likes; a visit promised before may begin
earlier; links, the price of the visit that is latest of all and that of imbalance are left out, and of the
hours away those in which a crew waits.
Each of these only widens what is allowed or takes away what costs something. Times are whole milliseconds,
ways and work rounded up to them, as in every plan the solver makes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from optimizer.arrays import Arrays, Translated
from optimizer.search.first import routes_from
from optimizer.search.parts import Part, parts_of
from optimizer.search.routes import NONE
from optimizer.translate import arrays_of, ticks, with_able


class Relaxed(NamedTuple):
    """Parts that can be bounded each by itself.

    Attributes
    ----------
    parts : of the arrays of the problem relaxed.
    pinned : tour of each visit that is pinned to one, by its row in the whole problem; others `NONE`.
    rest : CNY of what is in no part: visits that nobody can do, and tours that are pinned altogether.
    """

    parts: Sequence[Part]
    pinned: Sequence[int]
    rest: float


def relaxed(translated: Translated, dear: float) -> Relaxed | None:
    """Relax a problem.

    Parameters
    ----------
    dear : CNY that no plan worth having costs; what is pinned is as dear to leave out.

    Returns
    -------
    None where what was done before planning begins counts in the cost of a tour: its way here is not known.
    """
    problem = translated.problem
    if len(translated.pinned) < len(problem.pinned):
        return None
    arrays = _widened(translated, dear)
    routes = routes_from(translated._replace(arrays=arrays), None)
    if routes is None:
        return None
    parts = parts_of(arrays, routes)
    searched = [part.tours for part in parts]
    alone = np.delete(routes.cost, np.concatenate(searched)) if searched else routes.cost
    nobody = (np.diff(arrays.visits.able_from) == 0) & (routes.tour == NONE)
    rest = float(alone.sum() + arrays.visits.price_unplanned[nobody].sum())
    return Relaxed(parts, routes.tour.tolist(), rest)


def _widened(translated: Translated, dear: float) -> Arrays:
    visits, tours, ways, balance = translated.arrays
    free = arrays_of(replace(translated.problem, promised=())).arrays.visits
    price = np.where(visits.fixed, dear, visits.price_unplanned)
    latest = np.array(list(_latest(translated)), float)
    tours = tours._replace(latest=np.maximum(latest, tours.latest))
    visits = visits._replace(earliest=free.earliest, price_unplanned=price)
    return Arrays(with_able(visits, tours, ways), tours, ways, balance._replace(price=np.zeros(1)))


def _latest(translated: Translated) -> Iterator[float]:
    """Last return of each tour, whatever comes after it."""
    for tour in translated.tours:
        crew = translated.problem.crews[tour.crew]
        yield ticks(crew.shifts[tour.shift].ends_at + crew.overtime, translated.origin)
