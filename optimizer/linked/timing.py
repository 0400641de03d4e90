"""When visits begin where tours wait for each other.

Begins are the least that keep every way, window and link: each tour is walked with the begins that links
allow, and tours are walked again as long as one pushes another. Tours that wait for each other in a circle
push on without end and break a window or the end of a shift: no plan.
"""

from typing import NamedTuple

from optimizer.arrays import NEVER, Arrays, Floats, Ints
from optimizer.compiled import compiled, inlined
from optimizer.linked.ties import Ties
from optimizer.search.out import leaves_late, time_out
from optimizer.search.routes import NONE, Routes
from optimizer.search.schedule import price_of_return
from optimizer.search.times import home, leave, reach, way


class Timing(NamedTuple):
    """What links make of the begins.

    Attributes
    ----------
    release : begin that links and windows allow each visit; it is `visits.earliest` of the arrays.
    latest_by : ticks by which the latest visit of each tour is late.
    is_dirty : tours that are to be walked.
    price_worst : CNY for a tick by which the latest visit of all is late; one entry.
    """

    release: Floats
    latest_by: Floats
    is_dirty: Ints
    price_worst: Floats


@compiled
def settle_all(arrays: Arrays, ties: Ties, routes: Routes, timing: Timing) -> bool:
    """Work out all tours afresh; whether they keep their windows and come home in time."""
    for visit in range(len(routes.tour)):
        timing.release[visit] = ties.ready[visit]
    for tour in range(len(routes.cost)):
        timing.is_dirty[tour], routes.cost[tour] = 1, 0.0
    return settle(arrays, ties, routes, timing, NEVER)


@compiled
def settle(arrays: Arrays, ties: Ties, routes: Routes, timing: Timing, limit: float) -> bool:
    """Walk dirty tours until none pushes another; False where one is late, or all cost more than a limit."""
    tours, total = len(routes.cost), 0.0
    for tour in range(tours):
        total += routes.cost[tour]
    left, is_well, is_quiet = 8 * tours + 4 * len(ties.to), True, False
    while is_well and not is_quiet:
        is_quiet = True
        for tour in range(tours):
            if is_well and timing.is_dirty[tour]:
                is_quiet, left, timing.is_dirty[tour] = False, left - 1, 0
                total -= routes.cost[tour]
                is_well = _walk(arrays, ties, routes, timing, tour)
                total += routes.cost[tour]
                is_well = is_well and left > 0 and total <= limit
    for tour in range(tours):
        timing.is_dirty[tour] = 0
        longest = arrays.tours.longest_out[tour]
        is_used = routes.after[len(routes.tour) + tour] != len(routes.tour) + tour
        # Only now: a tour that another pushes sets out later and may be out for less.
        if is_well and is_used and longest < NEVER:
            is_well = time_out(arrays, routes, tour, NONE, NONE)[0] <= longest
    return is_well


@inlined
def expect(ties: Ties, routes: Routes, timing: Timing, visit: int) -> None:
    """Make a tour dirty into which a visit has come, and those that push the visit."""
    timing.release[visit] = ties.ready[visit]
    timing.is_dirty[routes.tour[visit]] = 1
    for entry in range(ties.firsts_from[visit], ties.firsts_from[visit + 1]):
        if routes.tour[ties.first[entry]] != NONE:
            timing.is_dirty[routes.tour[ties.first[entry]]] = 1
    for entry in range(ties.partners_from[visit], ties.partners_from[visit + 1]):
        if routes.tour[ties.partner[entry]] != NONE:
            timing.is_dirty[routes.tour[ties.partner[entry]]] = 1


@inlined
def _walk(arrays: Arrays, ties: Ties, routes: Routes, timing: Timing, tour: int) -> bool:
    """Begins and cost of a tour; tours that it pushes become dirty. Whether it is in time."""
    ring = len(routes.tour) + tour
    routes.cost[tour], timing.latest_by[tour], is_in_time = 0.0, 0.0, True
    if routes.after[ring] != ring:
        # Apart, because calls that hand the arrays on cost more than what they work out.
        if arrays.tours.breaks.shape[1] == 0 and arrays.tours.battery[tour] == NEVER:
            is_in_time = _begin_plainly(arrays, routes, timing, tour)
        else:
            is_in_time = _begin_with_breaks(arrays, routes, tour)
        if is_in_time:
            _push(arrays, ties, routes, timing, tour)
            _price(arrays, routes, timing, tour)
    return is_in_time


@inlined
def _begin_plainly(arrays: Arrays, routes: Routes, timing: Timing, tour: int) -> bool:
    """Begins of a tour without breaks and batteries, and its return; whether they are in time."""
    visits, tours, ring = arrays.visits, arrays.tours, len(routes.tour) + tour
    free, here, visit = tours.opens[tour], ring, routes.after[ring]
    is_in_time = True
    while visit != ring:
        travel, _ = way(arrays, routes, tour, here, visit)
        begin = max(free + travel, timing.release[visit])
        is_in_time = is_in_time and begin <= visits.latest[visit]
        routes.begin[visit] = begin
        free = begin + arrays.ways.duration[tours.kind[tour], visit]
        here, visit = visit, routes.after[visit]
    travel, _ = way(arrays, routes, tour, here, ring)
    routes.back[tour] = free + travel
    return is_in_time and routes.back[tour] <= tours.latest[tour]


@inlined
def _begin_with_breaks(arrays: Arrays, routes: Routes, tour: int) -> bool:
    """Begins of any tour, and its return; whether they are in time."""
    ring = len(routes.tour) + tour
    free, taken, left = leave(arrays, routes, tour, ring)
    here, visit, is_in_time = ring, routes.after[ring], True
    while visit != ring:
        travel, _ = way(arrays, routes, tour, here, visit)
        begin, taken, left = reach(arrays, tour, visit, travel, free, taken, left)
        is_in_time = is_in_time and begin <= arrays.visits.latest[visit]
        routes.begin[visit] = begin
        free = begin + arrays.ways.duration[arrays.tours.kind[tour], visit]
        here, visit = visit, routes.after[visit]
    travel, _ = way(arrays, routes, tour, here, ring)
    routes.back[tour] = home(arrays, tour, travel, free, taken)
    return is_in_time and routes.back[tour] <= arrays.tours.latest[tour]


@inlined
def _push(arrays: Arrays, ties: Ties, routes: Routes, timing: Timing, tour: int) -> None:
    """Let what is tied to the visits of a tour begin no earlier than they allow."""
    kind, ring = arrays.tours.kind[tour], len(routes.tour) + tour
    visit = routes.after[ring]
    while visit != ring:
        for arc in range(ties.arcs_from[visit], ties.arcs_from[visit + 1]):
            other = ties.to[arc]
            work = arrays.ways.duration[kind, visit] * ties.after_end[arc]
            least = routes.begin[visit] + work + ties.gap[arc]
            if routes.tour[other] != NONE and least > timing.release[other]:
                timing.release[other] = least
                if least > routes.begin[other]:
                    timing.is_dirty[routes.tour[other]] = 1
        visit = routes.after[visit]


@inlined
def _price(arrays: Arrays, routes: Routes, timing: Timing, tour: int) -> None:
    """Cost of a tour, and by how much its latest visit is late."""
    visits, tours, ring = arrays.visits, arrays.tours, len(routes.tour) + tour
    here, visit = ring, routes.after[ring]
    travel, _ = way(arrays, routes, tour, ring, visit)
    cost = tours.price_used[tour] - (routes.begin[visit] - travel) * tours.price_hours[tour]
    while visit != ring:
        _, fare = way(arrays, routes, tour, here, visit)
        begin = routes.begin[visit]
        work = arrays.ways.duration[tours.kind[tour], visit]
        late = max(0.0, begin + work * visits.at_end[visit] - visits.due[visit])
        timing.latest_by[tour] = max(timing.latest_by[tour], late)
        cost += fare + (late * visits.price_late[visit] if late > 0.0 else 0.0)
        if visits.price_moved[visit] > 0.0 and abs(begin - visits.promised[visit]) > 1.0:
            cost += visits.price_moved[visit]
        here, visit = visit, routes.after[visit]
    _, fare = way(arrays, routes, tour, here, ring)
    if leaves_late(arrays, tour):
        cost -= time_out(arrays, routes, tour, NONE, NONE)[1] * tours.price_hours[tour]
    routes.cost[tour] = cost + fare + price_of_return(arrays, tour, routes.back[tour])


@inlined
def cost_of_tours(routes: Routes, timing: Timing) -> float:
    """CNY of all tours, and for the latest visit of all."""
    cost: float = 0.0
    worst = 0.0
    for tour in range(len(routes.cost)):
        cost += routes.cost[tour]
        worst = max(worst, timing.latest_by[tour])
    all_told: float = cost + worst * timing.price_worst[0]
    return all_told


@compiled
def cost_of_all(arrays: Arrays, routes: Routes, timing: Timing) -> float:
    """CNY of all tours and of visits in none."""
    cost = cost_of_tours(routes, timing)
    for visit in range(len(routes.tour)):
        if routes.tour[visit] == NONE:
            cost += arrays.visits.price_unplanned[visit]
    return cost
