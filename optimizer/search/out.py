"""How long a crew is out: it sets out as late as costs nothing, so waiting before that does not count.

Only plain tours are put off. With breaks or batteries, when a visit begins decides what fits around it: such
a crew sets out for the earliest begin of its first visit.
"""

from optimizer.arrays import NEVER, Arrays, Floats
from optimizer.compiled import compiled, inlined
from optimizer.search.routes import Routes
from optimizer.search.times import home, leave, reach, sets_out, way


@compiled
def time_out(arrays: Arrays, routes: Routes, tour: int, visit: int, place: int) -> tuple[float, float]:
    """Ticks from leaving to being back, and those by which the first visit can be put off for that.

    Parameters
    ----------
    visit, place : one more visit behind an entry of the ring; `NONE` both for the tour as it is.
    """
    ring = len(routes.tour) + tour
    free, taken, left = leave(arrays, routes, tour, ring)
    here, there = ring, visit if place == ring else routes.after[ring]
    leaves, waited, later = 0.0, 0.0, NEVER if _is_plain(arrays, tour) else 0.0
    while there != ring:
        travel, _ = way(arrays, routes, tour, here, there)
        begin, taken, left = reach(arrays, tour, there, travel, free, taken, left)
        if here == ring:
            leaves = sets_out(arrays, tour, begin, travel, taken)
        else:
            waited += begin - free - travel
        later = min(later, waited + can_wait(arrays, tour, there, begin))
        free = begin + arrays.ways.duration[arrays.tours.kind[tour], there]
        here, there = there, visit if there == place else routes.after[there if there != visit else place]
    back = home(arrays, tour, way(arrays, routes, tour, here, ring)[0], free, taken)
    later = min(later, waited)
    return back - leaves - later, later


@inlined
def leaves_late(arrays: Arrays, tour: int) -> bool:
    """Whether the time out counts: it is bounded, or paid for."""
    counts: bool = arrays.tours.longest_out[tour] < NEVER or arrays.tours.price_hours[tour] > 0.0
    return counts


@compiled
def put_off(arrays: Arrays, routes: Routes, begin: Floats) -> None:
    """Begins of the visits of all tours whose time out counts, put off as far as costs nothing.

    Parameters
    ----------
    begin : of all visits as early as can be; those put off are overwritten.
    """
    for tour in range(len(routes.cost)):
        ring = len(routes.tour) + tour
        if leaves_late(arrays, tour) and _is_plain(arrays, tour):
            later, there = 0.0, ring
            visit = routes.before[ring]
            while visit != ring:
                if there != ring:
                    arrives = begin[visit] + arrays.ways.duration[arrays.tours.kind[tour], visit]
                    arrives += way(arrays, routes, tour, visit, there)[0]
                    waits = begin[there] - arrives
                    later = min(waits, can_wait(arrays, tour, visit, begin[visit]))
                    begin[visit] += later
                there, visit = visit, routes.before[visit]


@inlined
def can_wait(arrays: Arrays, tour: int, visit: int, begin: float) -> float:
    """Ticks by which a visit may begin later and still keep its window and be no later than it is due."""
    visits = arrays.visits
    if not visits.may_wait[visit]:
        return 0.0
    work = arrays.ways.duration[arrays.tours.kind[tour], visit]
    last: float = min(visits.latest[visit], visits.due[visit] - work * visits.at_end[visit])
    return max(0.0, last - begin)


@inlined
def _is_plain(arrays: Arrays, tour: int) -> bool:
    """Whether a tour has neither breaks nor batteries."""
    is_plain: bool = arrays.tours.battery[tour] == NEVER
    for number in range(arrays.tours.breaks.shape[1]):
        is_plain = is_plain and arrays.tours.breaks[tour, number, 2] == 0.0
    return is_plain
