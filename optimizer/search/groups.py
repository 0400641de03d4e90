"""Groups of neighbouring tours: halves of halves along lines drawn at random."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from optimizer.arrays import Arrays, Floats, Ints
from optimizer.search.routes import NONE

LARGEST = 120
"""Planned visits of a group at most, where more than one tour has them."""
SHORTER = 0.4
"""Least share of planned visits in one half: were halves always equal, a town along a road would be cut at
the same place each time."""


class Group(NamedTuple):
    """Rows of visits and tours."""

    visits: Ints
    tours: Ints


class Planned(NamedTuple):
    """Which tour each visit is in, or `NONE`, and how many visits each tour has."""

    tour_of: Ints
    visits: Ints


def groups_of(arrays: Arrays, lists: Sequence[Sequence[int]], chance: np.random.Generator) -> Iterator[Group]:
    """Divide visits and tours into groups about equally large; a tour stays with its visits.

    Parameters
    ----------
    lists : visits of each tour.
    chance : draws the lines.
    """
    count = np.array([len(route) for route in lists], np.int64)
    tour_of = np.full(len(arrays.visits.earliest), NONE, np.int64)
    tour_of[[visit for route in lists for visit in route]] = np.repeat(np.arange(len(lists)), count)
    everything = Group(np.arange(len(tour_of)), np.arange(len(lists)))
    yield from _divided(arrays, Planned(tour_of, count), everything, chance)


def _divided(arrays: Arrays, planned: Planned, group: Group, chance: np.random.Generator) -> Iterator[Group]:
    if planned.visits[group.tours].sum() <= LARGEST or len(group.tours) < 2:
        yield group
        return
    along = _along(arrays, group.visits, chance)
    middles, share = _middles(arrays, planned, group, along), chance.uniform(SHORTER, 1 - SHORTER)
    for half in _halves(group, planned, along, middles, share):
        yield from _divided(arrays, planned, half, chance)


def _along(arrays: Arrays, visits: Ints, chance: np.random.Generator) -> Floats:
    """Where nodes lie between a visit drawn at random and the one farthest from it."""
    travel = arrays.ways.travel[0]
    one = chance.choice(visits)
    other = visits[np.argmax(travel[one, visits])]
    along: Floats = travel[one] - travel[other]
    return along


def _middles(arrays: Arrays, planned: Planned, group: Group, along: Floats) -> Floats:
    """Where the visits of each tour lie in the mean; where it begins if it has none."""
    visits = group.visits[planned.tour_of[group.visits] != NONE]
    total = np.bincount(planned.tour_of[visits], along[visits], minlength=len(planned.visits))[group.tours]
    count = planned.visits[group.tours]
    return np.where(count > 0, total / np.maximum(count, 1), along[arrays.tours.start[group.tours]])


def _halves(
    group: Group, planned: Planned, along: Floats, middles: Floats, share: float
) -> tuple[Group, Group]:
    """Tours on one side, with a share of the planned visits, and on the other; others by where they lie."""
    order = np.argsort(middles, kind="stable")
    filled = np.cumsum(planned.visits[group.tours[order]])
    first = min(int(np.searchsorted(filled, filled[-1] * share)) + 1, len(order) - 1)
    is_near = np.zeros(len(planned.visits), bool)
    is_near[group.tours[order[:first]]] = True
    tour, border = planned.tour_of[group.visits], middles[order[first - 1 : first + 1]].mean()
    near = np.where(tour == NONE, along[group.visits] < border, is_near[tour])
    return (
        Group(group.visits[near], group.tours[is_near[group.tours]]),
        Group(group.visits[~near], group.tours[~is_near[group.tours]]),
    )
