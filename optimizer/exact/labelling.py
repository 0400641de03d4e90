"""Routes by dynamic programming: labels that grow by a visit, of which those that others beat are dropped.

Feillet, Dejax, Gendreau and Gueguen, An exact algorithm for the elementary shortest path problem with
resource constraints, Networks 44 (2004); labels are cut off by bounds on the way home as in Righini and
Salani, New dynamic programming algorithms for the resource constrained elementary shortest path problem,
Networks 51 (2008).
"""

from optimizer.arrays import NEVER, Arrays
from optimizer.compiled import compiled, inlined
from optimizer.exact.ahead import begun_at, least_ahead
from optimizer.exact.trip import NONE, ROOT, Ahead, Labels, Neighbours, Trip

LOOSE, NG, SETS = 0, 1, 2
"""A label beats one that stands where it does, whatever they have seen: quick, but not exact; one that has
seen no less; or only one that has seen the very same: then the best route of every set of visits is found."""


@compiled
def grow(
    arrays: Arrays,
    trip: Trip,
    near: Neighbours,
    ahead: Ahead,
    labels: Labels,
    rule: int,
    most: float,
    room: int,
) -> int:
    """Grow all labels of a tour that may come home at less than `most` CNY, duals deducted.

    Parameters
    ----------
    rule : `LOOSE`, `NG` or `SETS`.
    room : labels at most.

    Returns
    -------
    How many there are; as many as there is room for where the room did not suffice.
    """
    for key in range(len(labels.first)):
        labels.first[key] = NONE
    _set_out(arrays, trip, labels)
    place, count = ROOT, 1
    while place < count < room:
        for visit in range(len(trip.duals)):
            if labels.beaten[place] == 0 and count < room and trip.can[visit]:
                count = _grow(arrays, trip, near, ahead, labels, rule, most, room, place, visit, count)
        place += 1
    return count


@inlined
def _set_out(arrays: Arrays, trip: Trip, labels: Labels) -> None:
    """The label that has not left; breaks that could not even begin any more are none."""
    labels.visit[ROOT], labels.parent[ROOT], labels.seen[ROOT], labels.beaten[ROOT] = NONE, NONE, 0, 0
    labels.free[ROOT], labels.cost[ROOT] = arrays.tours.opens[trip.tour], trip.base
    labels.left[ROOT], labels.taken[ROOT] = arrays.tours.battery[trip.tour], 0
    labels.total[ROOT] = NEVER
    for item in range(labels.load.shape[1]):
        labels.load[ROOT, item] = 0.0


@inlined
def _grow(
    arrays: Arrays,
    trip: Trip,
    near: Neighbours,
    ahead: Ahead,
    labels: Labels,
    rule: int,
    most: float,
    room: int,
    place: int,
    visit: int,
    count: int,
) -> int:
    """Let a label go on to a visit, once for each number of breaks it may take on the way."""
    here = labels.visit[place]
    if here != NONE:
        bit = near.place[here, visit]
        if here == visit or (bit != NONE and (labels.seen[place] >> bit) & 1):
            return count
    if not _carries(arrays, trip, labels, place, visit, count):
        return count
    labels.visit[count], labels.parent[count] = visit, place
    labels.seen[count] = _remembered(near, labels.seen[place], here, visit)
    for taken in range(labels.taken[place], arrays.tours.breaks.shape[1] + 1):
        if count < room and _goes(arrays, trip, labels, place, count, taken):
            before = labels.visit[place]
            least = labels.cost[count] + least_ahead(ahead, visit, before, labels.free[count])
            if least < most and _stays(labels, rule, count):
                labels.total[count] = _home(arrays, trip, labels, count)
                count += 1
                if count < room:
                    _copy(labels, count - 1, count)
    return count


@inlined
def _carries(arrays: Arrays, trip: Trip, labels: Labels, place: int, visit: int, new: int) -> bool:
    """Whether the stock suffices for one more visit; works out what is taken."""
    for item in range(labels.load.shape[1]):
        taken = labels.load[place, item] + arrays.visits.takes[visit, item]
        if taken > arrays.tours.carries[trip.tour, item]:
            return False
        labels.load[new, item] = taken
    return True


@inlined
def _copy(labels: Labels, source: int, target: int) -> None:
    """What does not depend on breaks."""
    labels.visit[target], labels.parent[target] = labels.visit[source], labels.parent[source]
    labels.seen[target] = labels.seen[source]
    for item in range(labels.load.shape[1]):
        labels.load[target, item] = labels.load[source, item]


@inlined
def _remembered(near: Neighbours, seen: int, here: int, visit: int) -> int:
    """What is remembered at a visit of what was remembered at the one before; the visit itself is."""
    kept: int = 1 << near.place[visit, visit]
    place = 0
    while seen >> place:
        if (seen >> place) & 1:
            bit = near.place[visit, near.near[here, place]]
            if bit != NONE:
                kept |= 1 << bit
        place += 1
    return kept


@inlined
def _goes(arrays: Arrays, trip: Trip, labels: Labels, place: int, new: int, taken: int) -> bool:
    """Whether a crew gets to a visit in time with so many breaks behind it; works out the new label."""
    tour, tours, visit, here = trip.tour, arrays.tours, labels.visit[new], labels.visit[place]
    start = tours.start[tour] if here == NONE else here
    way = arrays.ways.travel[tours.pace[tour], start, visit]
    work, left = arrays.ways.duration[tours.kind[tour], visit], labels.left[place]
    if work > left:
        way, left = way + tours.recharge[tour], tours.battery[tour]
    free, rests = labels.free[place], 0.0
    for number in range(labels.taken[place], taken):
        free = _rested(arrays, tour, number, free)
        rests += _length(arrays, tour, number)
    begin = max(max(free, labels.free[place] + way + rests), arrays.visits.earliest[visit])
    away = way + work + (rests if here != NONE else 0.0)
    labels.free[new], labels.left[new], labels.taken[new] = begin + work, left - work, taken
    labels.cost[new] = labels.cost[place] + arrays.ways.fare[tours.pace[tour], start, visit]
    labels.cost[new] += (
        begun_at(arrays, tour, visit, begin) - trip.duals[visit] + away * tours.price_hours[tour]
    )
    can_rest = taken == tours.breaks.shape[1] or _rested(arrays, tour, taken, begin + work) < NEVER
    in_time = begin <= arrays.visits.latest[visit] and begin + work <= tours.latest[tour]
    return in_time and can_rest


@inlined
def _rested(arrays: Arrays, tour: int, number: int, free: float) -> float:
    """When a crew is through with a break that it takes as soon as it is free; never where that is too late.

    Where even a crew that does nothing could not take it in time, it is left out.
    """
    earliest, latest = arrays.tours.breaks[tour, number, 0], arrays.tours.breaks[tour, number, 1]
    if max(arrays.tours.opens[tour], earliest) > latest:
        return free
    begin = max(free, earliest)
    rested: float = begin + arrays.tours.breaks[tour, number, 2] if begin <= latest else NEVER
    return rested


@inlined
def _length(arrays: Arrays, tour: int, number: int) -> float:
    """How long a break is that a crew could take in time; none otherwise."""
    earliest, latest = arrays.tours.breaks[tour, number, 0], arrays.tours.breaks[tour, number, 1]
    length: float = arrays.tours.breaks[tour, number, 2]
    return length if max(arrays.tours.opens[tour], earliest) <= latest else 0.0


@inlined
def _home(arrays: Arrays, trip: Trip, labels: Labels, place: int) -> float:
    """CNY less duals once the crew is home; breaks that may begin then are taken there."""
    tour, tours, here = trip.tour, arrays.tours, labels.visit[place]
    travel = arrays.ways.travel[tours.pace[tour], here, tours.end[tour]]
    away, free = travel, labels.free[place]
    for number in range(labels.taken[place], tours.breaks.shape[1]):
        free = _rested(arrays, tour, number, free)
        if tours.breaks[tour, number, 1] < labels.free[place] + away:
            away += _length(arrays, tour, number)
    back = labels.free[place] + away
    if back > tours.latest[tour] or free == NEVER:
        return NEVER
    over = max(back - tours.closes[tour], 0.0)
    price: float = labels.cost[place] + arrays.ways.fare[tours.pace[tour], here, tours.end[tour]]
    price += away * tours.price_hours[tour] + over * tours.price_overtime[tour]
    return price


@inlined
def _stays(labels: Labels, rule: int, new: int) -> bool:
    """Whether no label beats a new one; those that it beats are dropped."""
    key = _key(labels, rule, new)
    before, other = NONE, labels.first[key]
    while other != NONE:
        if _beats(labels, rule, other, new):
            return False
        following = labels.following[other]
        if _beats(labels, rule, new, other):
            labels.beaten[other] = 1
            if before == NONE:
                labels.first[key] = following
            else:
                labels.following[before] = following
        else:
            before = other
        other = following
    labels.following[new], labels.first[key] = labels.first[key], new
    labels.beaten[new] = 0
    return True


@inlined
def _key(labels: Labels, rule: int, place: int) -> int:
    """The list in which those are that a label could beat."""
    visit: int = labels.visit[place]
    if rule != SETS:
        return visit
    key: int = (labels.seen[place] * 31 + visit) % len(labels.first)
    return key


@inlined
def _beats(labels: Labels, rule: int, one: int, other: int) -> bool:
    """Whether one label can do all that another can, at no more.

    With the same battery left only: where it lasts longer, what is recharged later may cost time that
    another crew would have waited anyway.
    """
    if labels.free[one] > labels.free[other] or labels.cost[one] > labels.cost[other]:
        return False
    if labels.visit[one] != labels.visit[other] or labels.left[one] != labels.left[other]:
        return False
    if labels.taken[one] < labels.taken[other]:
        return False
    if rule == NG and labels.seen[one] & ~labels.seen[other]:
        return False
    if rule == SETS and labels.seen[one] != labels.seen[other]:
        return False
    takes_no_more = True
    for item in range(labels.load.shape[1]):
        takes_no_more = takes_no_more and labels.load[one, item] <= labels.load[other, item]
    return takes_no_more
