"""When a crew that goes from visit to visit is where, with breaks and batteries."""

from optimizer.arrays import Arrays
from optimizer.compiled import inlined
from optimizer.search.routes import Routes


@inlined
def way(arrays: Arrays, routes: Routes, tour: int, here: int, there: int) -> tuple[float, float]:
    """Time and fare between entries of a tour's ring; its own entry is where it starts, or where it ends."""
    visits, tours = len(routes.tour), arrays.tours
    one = tours.start[tour] if here >= visits else here
    other = tours.end[tour] if there >= visits else there
    pace = tours.pace[tour]
    return arrays.ways.travel[pace, one, other], arrays.ways.fare[pace, one, other]


@inlined
def leave(arrays: Arrays, routes: Routes, tour: int, here: int) -> tuple[float, int, float]:
    """When the crew is free behind an entry of the ring, breaks taken by then and battery left."""
    if here >= len(routes.tour):
        return arrays.tours.opens[tour], 0, arrays.tours.battery[tour]
    work = arrays.ways.duration[arrays.tours.kind[tour], here]
    return routes.begin[here] + work, routes.taken[here], routes.left[here]


@inlined
def reach(
    arrays: Arrays, tour: int, visit: int, travel: float, free: float, taken: int, left: float
) -> tuple[float, int, float]:
    """Begin of a visit after a way, breaks taken by then and battery left when it is through.

    A crew recharges as soon as a visit does not fit into what is left. It takes a break where it would wait
    anyway, or where the break could not begin any more once the visit is done.
    """
    work = arrays.ways.duration[arrays.tours.kind[tour], visit]
    ready = free + travel
    if work > left:
        ready, left = ready + arrays.tours.recharge[tour], arrays.tours.battery[tour]
    begin = max(ready, arrays.visits.earliest[visit])
    while taken < arrays.tours.breaks.shape[1]:
        earliest = arrays.tours.breaks[tour, taken, 0]
        latest, length = arrays.tours.breaks[tour, taken, 1], arrays.tours.breaks[tour, taken, 2]
        rests = max(free, earliest)
        rested = max(ready, rests) + length
        if rests <= latest and (begin + work > latest or rested <= begin):
            free, ready = rests + length, rested
            begin = max(ready, begin)
        elif rests <= latest:
            break
        taken += 1
    return begin, taken, left - work


@inlined
def home(arrays: Arrays, tour: int, travel: float, free: float, taken: int) -> float:
    """When the crew is back; breaks that may begin by then it takes at home."""
    back = free + travel
    for number in range(taken, arrays.tours.breaks.shape[1]):
        earliest = arrays.tours.breaks[tour, number, 0]
        latest, length = arrays.tours.breaks[tour, number, 1], arrays.tours.breaks[tour, number, 2]
        if max(free, earliest) <= latest < back:
            back = max(back, earliest) + length
            free = max(free, earliest) + length
    return back


@inlined
def sets_out(arrays: Arrays, tour: int, begin: float, travel: float, taken: int) -> float:
    """When a crew leaves for its first visit: as late as it can; a break not over by then is on the way.

    Parameters
    ----------
    taken : breaks taken before the visit begins.
    """
    leaves = begin - travel
    for number in range(taken - 1, -1, -1):
        earliest, length = arrays.tours.breaks[tour, number, 0], arrays.tours.breaks[tour, number, 2]
        if max(arrays.tours.opens[tour], earliest) + length > leaves:
            leaves -= length
    return leaves
