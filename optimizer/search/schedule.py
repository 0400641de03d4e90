"""When the visits of a tour begin, and what the tour costs."""

from collections.abc import Sequence

import numpy as np

from optimizer.arrays import NEVER, Arrays, Ints
from optimizer.compiled import compiled, inlined
from optimizer.search.balance import imbalance, is_weighed
from optimizer.search.out import leaves_late, time_out
from optimizer.search.routes import NONE, Routes, empty_routes, link
from optimizer.search.times import home, leave, reach, sets_out, way


def routes_of(arrays: Arrays, lists: Sequence[Sequence[int]]) -> Routes:
    """Routes that hold these visits in this order."""
    routes = empty_routes(arrays)
    tours = np.repeat(np.arange(len(lists)), [len(route) for route in lists])
    _put(arrays, routes, np.array([visit for route in lists for visit in route], np.int64), tours)
    return routes


@compiled
def _put(arrays: Arrays, routes: Routes, visits: Ints, tours: Ints) -> None:
    """Put visits last in tours and work out all tours."""
    for number in range(len(visits)):
        ring = len(routes.tour) + tours[number]
        link(arrays, routes, visits[number], tours[number], routes.before[ring])
    for tour in range(len(routes.cost)):
        schedule(arrays, routes, tour)


@inlined
def price_of_begin(arrays: Arrays, tour: int, visit: int, begin: float) -> float:
    """CNY for beginning a visit at an instant: lateness, and a promise moved."""
    visits = arrays.visits
    work = arrays.ways.duration[arrays.tours.kind[tour], visit]
    late = begin + work * visits.at_end[visit] - visits.due[visit]
    price = late * visits.price_late[visit] if late > 0.0 else 0.0
    if visits.price_moved[visit] > 0.0 and abs(begin - visits.promised[visit]) > 1.0:
        price += visits.price_moved[visit]
    return price


@inlined
def price_of_return(arrays: Arrays, tour: int, back: float) -> float:
    """CNY for being back at an instant: overtime, and hours away as if the crew had left at tick 0."""
    over = back - arrays.tours.closes[tour]
    price: float = back * arrays.tours.price_hours[tour]
    return price + over * arrays.tours.price_overtime[tour] if over > 0.0 else price


@compiled
def schedule(arrays: Arrays, routes: Routes, tour: int) -> bool:
    """Work out a tour that has changed.

    Returns
    -------
    Whether it keeps its windows, comes home in time and is not out for too long; else it costs without end.
    """
    routes.last_stamp[0] += 1
    routes.stamp[tour] = routes.last_stamp[0]
    ring = len(routes.tour) + tour
    if routes.after[ring] == ring:
        routes.cost[tour], routes.back[tour], routes.busy[tour] = 0.0, arrays.tours.opens[tour], 0.0
        return True
    in_time = _forward(arrays, routes, tour, ring)
    if leaves_late(arrays, tour):
        out, later = time_out(arrays, routes, tour, NONE, NONE)
        routes.cost[tour] -= later * arrays.tours.price_hours[tour]
        in_time = in_time and out <= arrays.tours.longest_out[tour]
    if not in_time:
        routes.cost[tour] = NEVER
    _backward(arrays, routes, tour, ring)
    return in_time


@inlined
def _forward(arrays: Arrays, routes: Routes, tour: int, ring: int) -> bool:
    """Begins, return and cost."""
    free, taken, left = leave(arrays, routes, tour, ring)
    here, visit = ring, routes.after[ring]
    in_time, leaves, busy = True, 0.0, 0.0
    cost = arrays.tours.price_used[tour]
    while visit != ring:
        travel, fare = way(arrays, routes, tour, here, visit)
        begin, taken, left = reach(arrays, tour, visit, travel, free, taken, left)
        if here == ring:
            leaves = sets_out(arrays, tour, begin, travel, taken)
        routes.begin[visit], routes.taken[visit], routes.left[visit] = begin, taken, left
        in_time = in_time and begin <= arrays.visits.latest[visit]
        cost += fare + price_of_begin(arrays, tour, visit, begin)
        work = arrays.ways.duration[arrays.tours.kind[tour], visit]
        free, busy = begin + work, busy + travel + work
        here, visit = visit, routes.after[visit]
    travel, fare = way(arrays, routes, tour, here, ring)
    back = home(arrays, tour, travel, free, taken)
    cost += fare + price_of_return(arrays, tour, back) - leaves * arrays.tours.price_hours[tour]
    routes.back[tour], routes.cost[tour], routes.busy[tour] = back, cost, busy + travel
    return in_time and back <= arrays.tours.latest[tour]


@inlined
def _backward(arrays: Arrays, routes: Routes, tour: int, ring: int) -> None:
    """Slack of each visit."""
    slack, there, visit = arrays.tours.latest[tour], ring, routes.before[ring]
    while visit != ring:
        travel, _ = way(arrays, routes, tour, visit, there)
        work = arrays.ways.duration[arrays.tours.kind[tour], visit]
        slack = min(slack - travel - work, arrays.visits.latest[visit])
        routes.slack[visit] = slack
        there, visit = visit, routes.before[visit]


@compiled
def total_cost(arrays: Arrays, routes: Routes) -> float:
    """CNY of all tours, of visits in none, and of crews busier than others."""
    cost: float = imbalance(arrays, routes) if is_weighed(arrays) else 0.0
    for tour in range(len(routes.cost)):
        cost += routes.cost[tour]
    for visit in range(len(routes.tour)):
        if routes.tour[visit] < 0:
            cost += arrays.visits.price_unplanned[visit]
    return cost
