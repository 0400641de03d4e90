"""Parts of a problem as problems of their own, such as those of different skills or regions."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from optimizer.arrays import Arrays, Ints, TourArrays, VisitArrays, WayArrays
from optimizer.search.routes import NONE, Routes
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


def parts_of(arrays: Arrays, routes: Routes, tied: tuple[Ints, Ints] | None = None) -> list[Part]:
    """The parts in which there is something to decide, largest first.

    Parameters
    ----------
    tied : pairs of what belongs together whatever the routes: rows of visits, and those of tours after them.
    """
    if is_one(arrays):
        whole = cut(arrays, np.arange(len(routes.tour)), np.arange(len(routes.cost)))
        return [whole] if len(_open(arrays)) else []
    labels = _labels(arrays, routes, tied or (np.zeros(0, np.int64), np.zeros(0, np.int64)))
    count = len(routes.tour)
    sizes = np.bincount(labels[:count][_open(arrays)], minlength=labels.max(initial=-1) + 1)
    largest = np.argsort(-sizes, kind="stable")
    found = (
        (np.flatnonzero(labels[:count] == label), np.flatnonzero(labels[count:] == label))
        for label in largest
        if sizes[label]
    )
    return [cut(arrays, visits, tours) for visits, tours in found]


def is_one(arrays: Arrays) -> bool:
    """Whether a price on being busier than others ties all crews, so that nothing can be searched apart."""
    return bool(arrays.balance.price[0] > 0)


def cut(arrays: Arrays, visits: Ints, tours: Ints) -> Part:
    """Cut rows and columns out of a problem; parts of their own are quicker to reach in memory."""
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
    return Part(Arrays(_visits(arrays, visits, tours), tour_rows, ways, arrays.balance), visits, tours)


def lists_within(part: Part, lists: Sequence[Sequence[int]]) -> list[list[int]]:
    """Visits of each tour of a part by their rows in it.

    Parameters
    ----------
    lists : visits of each tour of the whole.
    """
    place = {visit: row for row, visit in enumerate(part.visits.tolist())}
    return [[place[visit] for visit in lists[tour]] for tour in part.tours.tolist()]


def spread(
    lists: Sequence[list[int]], parts: Sequence[Part], found: Sequence[Sequence[Sequence[int]]]
) -> list[list[int]]:
    """Visits of each tour of the whole, in which each part is as found."""
    whole = list(lists)
    for part, within in zip(parts, found, strict=True):
        visits = part.visits.tolist()
        for tour, route in zip(part.tours.tolist(), within, strict=True):
            whole[tour] = [visits[visit] for visit in route]
    return whole


def _open(arrays: Arrays) -> Ints:
    """Visits that some tour may do."""
    return np.flatnonzero(np.diff(arrays.visits.able_from))


def _labels(arrays: Arrays, routes: Routes, tied: tuple[Ints, Ints]) -> Ints:
    """The number of its part, for each visit and then for each tour."""
    count, tours = len(routes.tour), len(routes.cost)
    able = np.repeat(np.arange(count), np.diff(arrays.visits.able_from))
    planned = np.flatnonzero(routes.tour != NONE)
    rows = np.concatenate([able, planned, tied[0]])
    columns = np.concatenate([arrays.visits.able + count, routes.tour[planned] + count, tied[1]])
    shape = (count + tours,) * 2
    ties = coo_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    labels: Ints = connected_components(ties, directed=False)[1].astype(np.int64)
    return labels


def _visits(arrays: Arrays, visits: Ints, tours: Ints) -> VisitArrays:
    """Rows of visits that only these tours may do."""
    whole = arrays.visits
    columns = {
        name: getattr(whole, name)[visits] for name in VisitArrays._fields if not name.startswith("able")
    }
    row_of = np.full(len(arrays.tours.opens), NONE, np.int64)
    row_of[tours] = np.arange(len(tours))
    counts = np.diff(whole.able_from)[visits]
    able = row_of[whole.able[ranges(whole.able_from[visits], counts)]]
    by_visit = np.repeat(np.arange(len(visits)), counts)[able != NONE]
    starts = np.searchsorted(by_visit, np.arange(len(visits) + 1)).astype(np.int64)
    return VisitArrays(**columns, able=able[able != NONE], able_from=starts)


def ranges(first: Ints, counts: Ints) -> Ints:
    """All whole numbers of ranges one after another."""
    ends = np.cumsum(counts)
    return np.repeat(first - ends + counts, counts) + np.arange(counts.sum())
