"""Routes as linked lists of visits: what search changes."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from optimizer.arrays import NEVER, Arrays, Floats, Ints
from optimizer.compiled import compiled, inlined

Routed = Sequence[Sequence[int]]
"""Visits of each tour in order, to be read."""
Lists = list[list[int]]
"""The same, to be changed."""
NONE = -1
"""Tour of a visit that is in none."""


class Routes(NamedTuple):
    """Every tour is a ring: tour t's own entry in `after` and `before` is `visits + t`.

    Attributes
    ----------
    after, before : neighbours in the ring; shape (visits + tours,).
    tour : of each visit, or `NONE`.
    begin : of each visit, as early as can be, ticks.
    slack : begin up to which the rest of the tour keeps its windows and comes home, breaks and batteries
        not counted, ticks.
    taken, left : breaks taken and battery left when each visit is through.
    back, cost : return and CNY of each tour.
    busy : ticks of work and way of each tour.
    above : ticks by which the crew of each tour was busier than those alike when that was asked last.
    load : pieces taken from stock; shape (tours, items).
    stamp : a number that changes whenever the tour changes; the last one given is in `last_stamp`.
    """

    after: Ints
    before: Ints
    tour: Ints
    begin: Floats
    slack: Floats
    taken: Ints
    left: Floats
    back: Floats
    cost: Floats
    busy: Floats
    above: Floats
    load: Floats
    stamp: Ints
    last_stamp: Ints


def empty_routes(arrays: Arrays) -> Routes:
    """Routes without a visit."""
    visits, tours = len(arrays.visits.earliest), len(arrays.tours.opens)
    ring = np.arange(visits + tours, dtype=np.int64)
    return Routes(
        after=ring.copy(),
        before=ring.copy(),
        tour=np.full(visits, NONE, np.int64),
        begin=np.zeros(visits),
        slack=np.full(visits, NEVER),
        taken=np.zeros(visits, np.int64),
        left=np.zeros(visits),
        back=arrays.tours.opens.copy(),
        cost=np.zeros(tours),
        busy=np.zeros(tours),
        above=np.zeros(tours),
        load=np.zeros_like(arrays.tours.carries),
        stamp=np.arange(tours, dtype=np.int64),
        last_stamp=np.array([tours], np.int64),
    )


def lists_of(routes: Routes) -> list[list[int]]:
    """The visits of each tour in order."""
    return [_walked(routes, tour) for tour in range(len(routes.cost))]


def _walked(routes: Routes, tour: int) -> list[int]:
    ring = len(routes.tour) + tour
    found, here = [], int(routes.after[ring])
    while here != ring:
        found.append(here)
        here = int(routes.after[here])
    return found


@compiled
def link(arrays: Arrays, routes: Routes, visit: int, tour: int, place: int) -> None:
    """Put a visit behind another one, or behind the ring's own entry: in front of all."""
    behind = routes.after[place]
    routes.after[place], routes.after[visit] = visit, behind
    routes.before[behind], routes.before[visit] = visit, place
    routes.tour[visit] = tour
    for item in range(routes.load.shape[1]):
        routes.load[tour, item] += arrays.visits.takes[visit, item]


@inlined
def unlink(arrays: Arrays, routes: Routes, visit: int) -> None:
    """Take a visit out of its tour."""
    place, behind, tour = routes.before[visit], routes.after[visit], routes.tour[visit]
    routes.after[place], routes.before[behind] = behind, place
    routes.tour[visit] = NONE
    for item in range(routes.load.shape[1]):
        routes.load[tour, item] -= arrays.visits.takes[visit, item]


@compiled
def copy_routes(source: Routes, target: Routes) -> None:
    """Overwrite one with the other; the last stamp given stays: it is never given twice."""
    for tour in range(len(source.cost)):
        copy_tour(source, target, tour)
    for visit in range(len(source.tour)):
        target.tour[visit] = source.tour[visit]


@inlined
def copy_tour(source: Routes, target: Routes, tour: int) -> None:
    """Overwrite one tour, but not what its visits say of theirs."""
    ring = len(source.tour) + tour
    target.after[ring], target.before[ring] = source.after[ring], source.before[ring]
    target.back[tour], target.cost[tour] = source.back[tour], source.cost[tour]
    target.stamp[tour], target.busy[tour] = source.stamp[tour], source.busy[tour]
    for item in range(source.load.shape[1]):
        target.load[tour, item] = source.load[tour, item]
    here = source.after[ring]
    while here < len(source.tour):
        target.after[here], target.before[here] = source.after[here], source.before[here]
        target.begin[here], target.slack[here] = source.begin[here], source.slack[here]
        target.taken[here], target.left[here] = source.taken[here], source.left[here]
        here = source.after[here]
