"""Parts of a problem that nothing ties to each other, such as those of different skills or regions."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from optimizer.arrays import Arrays, Ints, TourArrays, VisitArrays, WayArrays
from optimizer.search.routes import NONE, Routes, empty_routes, link, lists_of
from optimizer.search.schedule import schedule
from optimizer.translate import near_of


class Part(NamedTuple):
    """Some visits and all tours that may do them.

    Attributes
    ----------
    arrays : a problem of their own.
    visits, tours : their rows in the whole problem.
    """

    arrays: Arrays
    visits: Ints
    tours: Ints


def parts_of(arrays: Arrays, routes: Routes) -> list[Part]:
    """The parts in which there is something to decide, largest first."""
    labels = _labels(arrays, routes)
    count = len(routes.tour)
    sizes = np.bincount(labels[:count][_open(arrays)], minlength=labels.max(initial=-1) + 1)
    largest = np.argsort(-sizes, kind="stable")
    found = (
        (np.flatnonzero(labels[:count] == label), np.flatnonzero(labels[count:] == label))
        for label in largest
        if sizes[label]
    )
    return [_part(arrays, visits, tours) for visits, tours in found]


def routes_of_part(part: Part, routes: Routes) -> Routes:
    """What the whole routes hold of a part."""
    lists = lists_of(routes)
    place = {int(visit): row for row, visit in enumerate(part.visits)}
    return routes_of(part.arrays, [[place[visit] for visit in lists[tour]] for tour in part.tours])


def put_together(routes: Routes, arrays: Arrays, parts: Sequence[Part], found: Sequence[Routes]) -> Routes:
    """Whole routes in which each part is as found."""
    lists = lists_of(routes)
    for part, one in zip(parts, found, strict=True):
        for tour, route in zip(part.tours, lists_of(one), strict=True):
            lists[tour] = [int(part.visits[visit]) for visit in route]
    return routes_of(arrays, lists)


def routes_of(arrays: Arrays, lists: Sequence[Sequence[int]]) -> Routes:
    """Routes that hold these visits in this order."""
    routes = empty_routes(arrays)
    for tour, route in enumerate(lists):
        for visit in route:
            link(arrays, routes, visit, tour, int(routes.before[len(routes.tour) + tour]))
        schedule(arrays, routes, tour)
    return routes


def _open(arrays: Arrays) -> Ints:
    """Visits that some tour may do."""
    return np.flatnonzero(np.diff(arrays.visits.able_from))


def _labels(arrays: Arrays, routes: Routes) -> Ints:
    """The number of its part, for each visit and then for each tour."""
    count, tours = len(routes.tour), len(routes.cost)
    able = np.repeat(np.arange(count), np.diff(arrays.visits.able_from))
    planned = np.flatnonzero(routes.tour != NONE)
    rows = np.concatenate([able, planned])
    columns = np.concatenate([arrays.visits.able, routes.tour[planned]]) + count
    shape = (count + tours,) * 2
    ties = coo_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    labels: Ints = connected_components(ties, directed=False)[1].astype(np.int64)
    return labels


def _part(arrays: Arrays, visits: Ints, tours: Ints) -> Part:
    """Cut rows and columns out of the whole problem; parts of their own are quicker to reach in memory."""
    count = len(arrays.visits.earliest)
    nodes = np.concatenate([visits, np.arange(count, arrays.ways.travel.shape[1])])
    # Another layout in memory would be another type, for which all would be compiled again.
    travel, fare = (
        np.ascontiguousarray(table[:, nodes][:, :, nodes]) for table in (arrays.ways.travel, arrays.ways.fare)
    )
    near = np.ascontiguousarray(near_of(travel[0, : len(visits), : len(visits)].copy()))
    ways = WayArrays(np.ascontiguousarray(arrays.ways.duration[:, visits]), travel, fare, near)
    moved = len(visits) - count
    tour_rows = TourArrays._make(column[tours] for column in arrays.tours)
    tour_rows = tour_rows._replace(start=tour_rows.start + moved, end=tour_rows.end + moved)
    return Part(Arrays(_visits(arrays.visits, visits, tours), tour_rows, ways), visits, tours)


def _visits(whole: VisitArrays, visits: Ints, tours: Ints) -> VisitArrays:
    able = [whole.able[whole.able_from[visit] : whole.able_from[visit + 1]] for visit in visits]
    columns = {
        name: getattr(whole, name)[visits] for name in VisitArrays._fields if not name.startswith("able")
    }
    starts = np.cumsum([0, *(len(one) for one in able)]).astype(np.int64)
    return VisitArrays(**columns, able=np.searchsorted(tours, np.concatenate(able)), able_from=starts)
