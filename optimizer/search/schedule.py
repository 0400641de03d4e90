"""When the visits of a tour begin, and what the tour costs."""

from optimizer.arrays import Arrays
from optimizer.compiled import compiled, inlined
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
    Whether it keeps its windows and comes home in time.
    """
    routes.last_stamp[0] += 1
    routes.stamp[tour] = routes.last_stamp[0]
    ring = len(routes.tour) + tour
    if routes.after[ring] == ring:
        routes.cost[tour], routes.back[tour] = 0.0, arrays.tours.opens[tour]
        return True
    in_time = _forward(arrays, routes, tour, ring)
    _backward(arrays, routes, tour, ring)
    return in_time


@inlined
def _forward(arrays: Arrays, routes: Routes, tour: int, ring: int) -> bool:
    """Begins, return and cost."""
    free, taken, left = leave(arrays, routes, tour, ring)
    here, visit = ring, routes.after[ring]
    in_time, leaves = True, 0.0
    cost = arrays.tours.price_used[tour]
    while visit != ring:
        travel, fare = way(arrays, routes, tour, here, visit)
        begin, taken, left = reach(arrays, tour, visit, travel, free, taken, left)
        if here == ring:
            leaves = sets_out(arrays, tour, begin, travel, taken)
        routes.begin[visit], routes.taken[visit], routes.left[visit] = begin, taken, left
        in_time = in_time and begin <= arrays.visits.latest[visit]
        cost += fare + price_of_begin(arrays, tour, visit, begin)
        free = begin + arrays.ways.duration[arrays.tours.kind[tour], visit]
        here, visit = visit, routes.after[visit]
    travel, fare = way(arrays, routes, tour, here, ring)
    back = home(arrays, tour, travel, free, taken)
    cost += fare + price_of_return(arrays, tour, back) - leaves * arrays.tours.price_hours[tour]
    routes.back[tour], routes.cost[tour] = back, cost
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
    """CNY of all tours and of visits in none."""
    cost = 0.0
    for tour in range(len(routes.cost)):
        cost += routes.cost[tour]
    for visit in range(len(routes.tour)):
        if routes.tour[visit] < 0:
            cost += arrays.visits.price_unplanned[visit]
    return cost
