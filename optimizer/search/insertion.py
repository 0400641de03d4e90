"""Where a visit fits best: exact costs of insertion, remembered until the tour changes."""

from typing import NamedTuple

import numpy as np

from optimizer.arrays import NEVER, Arrays, Floats, Ints
from optimizer.compiled import compiled, inlined
from optimizer.search.balance import imbalance, is_weighed, surcharge
from optimizer.search.luck import Luck, chance
from optimizer.search.out import time_out
from optimizer.search.routes import NONE, Routes, link
from optimizer.search.schedule import price_of_begin, price_of_return, schedule
from optimizer.search.times import home, leave, reach, sets_out, way


class Memory(NamedTuple):
    """What it costs to put a visit into a tour, as far as worked out; each of shape (visits, tours).

    Attributes
    ----------
    cost, place : the least CNY, infinite where it does not fit, and the entry of the ring it goes behind.
    stamp : of the tour for which this holds.
    """

    cost: Floats
    place: Ints
    stamp: Ints


def empty_memory(arrays: Arrays) -> Memory:
    """Nothing remembered."""
    shape = len(arrays.visits.earliest), len(arrays.tours.opens)
    return Memory(np.zeros(shape), np.zeros(shape, np.int64), np.full(shape, NONE, np.int64))


@compiled
def insert(arrays: Arrays, routes: Routes, memory: Memory, luck: Luck, visit: int, blink: float) -> None:
    """Put a visit where it costs least, unless leaving it out costs less.

    Parameters
    ----------
    blink : chance to overlook a tour, so that search does not always do the same.
    """
    weighed = is_weighed(arrays)
    if weighed:
        imbalance(arrays, routes)
    least, found = arrays.visits.price_unplanned[visit], NONE
    for number in range(arrays.visits.able_from[visit], arrays.visits.able_from[visit + 1]):
        tour = arrays.visits.able[number]
        if memory.stamp[visit, tour] != routes.stamp[tour]:
            recall(arrays, routes, memory, visit, tour)
        cost = memory.cost[visit, tour]
        if weighed:
            cost += surcharge(arrays, routes, tour, visit)
        if cost < least and not (blink > 0.0 and chance(luck) < blink):
            least, found = cost, tour
    if found != NONE:
        link(arrays, routes, visit, found, memory.place[visit, found])
        schedule(arrays, routes, found)


@inlined
def recall(arrays: Arrays, routes: Routes, memory: Memory, visit: int, tour: int) -> None:
    """Work out the best place in a tour and remember it."""
    cost, place = best_place(arrays, routes, tour, visit)
    memory.cost[visit, tour], memory.place[visit, tour] = cost, place
    memory.stamp[visit, tour] = routes.stamp[tour]


@inlined
def best_place(arrays: Arrays, routes: Routes, tour: int, visit: int) -> tuple[float, int]:
    """Least CNY of a visit in a tour, and the entry it goes behind; infinite where it does not fit."""
    least, found = NEVER, NONE
    for item in range(routes.load.shape[1]):
        if routes.load[tour, item] + arrays.visits.takes[visit, item] > arrays.tours.carries[tour, item]:
            return least, found
    ring = len(routes.tour) + tour
    place = ring
    while True:
        free = leave(arrays, routes, tour, place)[0]
        if free > arrays.visits.latest[visit]:
            break
        cost = cost_behind(arrays, routes, tour, visit, place, least)
        if cost < least and not _is_out_too_long(arrays, routes, tour, visit, place):
            least, found = cost, place
        place = routes.after[place]
        if place == ring:
            break
    return least, found


@inlined
def _is_out_too_long(arrays: Arrays, routes: Routes, tour: int, visit: int, place: int) -> bool:
    longest: float = arrays.tours.longest_out[tour]
    return longest < NEVER and time_out(arrays, routes, tour, visit, place)[0] > longest


@inlined
def cost_behind(arrays: Arrays, routes: Routes, tour: int, visit: int, place: int, most: float) -> float:
    """CNY of putting a visit behind an entry; infinite where it does not fit or costs at least `most`."""
    ring, behind = len(routes.tour) + tour, routes.after[place]
    travel, fare = way(arrays, routes, tour, place, visit)
    travel_on, fare_on = way(arrays, routes, tour, visit, behind)
    cost = fare + fare_on - way(arrays, routes, tour, place, behind)[1]
    if place == behind:
        cost = fare + fare_on + arrays.tours.price_used[tour]
    if cost >= most:
        return NEVER
    free, taken, left = leave(arrays, routes, tour, place)
    begin, taken, left = reach(arrays, tour, visit, travel, free, taken, left)
    free = begin + arrays.ways.duration[arrays.tours.kind[tour], visit]
    last = arrays.tours.latest[tour] if behind == ring else routes.slack[behind]
    if begin > arrays.visits.latest[visit] or free + travel_on > last:
        return NEVER
    cost += price_of_begin(arrays, tour, visit, begin)
    if place == ring:
        cost += _price_of_leaving(arrays, routes, tour, behind, sets_out(arrays, tour, begin, travel, taken))
    state = free, taken, left
    return cost + _price_of_delay(arrays, routes, tour, visit, behind, state, most - cost)


@inlined
def _price_of_leaving(arrays: Arrays, routes: Routes, tour: int, first: int, leaves: float) -> float:
    """Hours away that a new first visit adds in front."""
    price: float = arrays.tours.price_hours[tour]
    if first >= len(routes.tour):
        return -leaves * price
    travel = way(arrays, routes, tour, len(routes.tour) + tour, first)[0]
    left_before = sets_out(arrays, tour, routes.begin[first], travel, routes.taken[first])
    hours: float = (left_before - leaves) * price
    return hours


@inlined
def _price_of_delay(
    arrays: Arrays,
    routes: Routes,
    tour: int,
    here: int,
    there: int,
    state: tuple[float, int, float],
    most: float,
) -> float:
    """CNY by which the rest of a tour becomes dearer: `here` is new, `state` what holds after it."""
    ring, price = len(routes.tour) + tour, 0.0
    free, taken, left = state
    while there != ring:
        travel, _ = way(arrays, routes, tour, here, there)
        begin, taken, left = reach(arrays, tour, there, travel, free, taken, left)
        before = routes.begin[there]
        if begin == before and taken == routes.taken[there] and left == routes.left[there]:
            return price
        if begin > arrays.visits.latest[there]:
            return NEVER
        price += price_of_begin(arrays, tour, there, begin) - price_of_begin(arrays, tour, there, before)
        if price >= most:
            return NEVER
        free = begin + arrays.ways.duration[arrays.tours.kind[tour], there]
        here, there = there, routes.after[there]
    back = home(arrays, tour, way(arrays, routes, tour, here, ring)[0], free, taken)
    if back > arrays.tours.latest[tour]:
        return NEVER
    earlier = 0.0 if routes.after[ring] == ring else price_of_return(arrays, tour, routes.back[tour])
    return price + price_of_return(arrays, tour, back) - earlier
