"""What it costs at least to come home: a bound by which labels are cut off, and one for the whole tour.

Breaks, batteries and stock are left out, times are rounded down and visits may come again, though not at once
(2-cycle elimination; Christofides, Mingozzi and Toth, 1981): all of it only makes ways home cheaper.
"""

from optimizer.arrays import NEVER, Arrays
from optimizer.compiled import compiled, inlined
from optimizer.exact.trip import NONE, Ahead, Trip
from optimizer.search.schedule import price_of_begin


@compiled
def look_ahead(arrays: Arrays, trip: Trip, ahead: Ahead, floor: float) -> None:
    """Work out the ways home of a tour, from late to early.

    Parameters
    ----------
    floor : CNY below which no way home can be; stands for what a step of no length leads to.
    """
    visits = len(trip.duals)
    for step in range(ahead.least.shape[1] - 1, -1, -1):
        for place in range(visits):
            if trip.can[place]:
                _way_home(arrays, trip, ahead, place, step)
        for place in range(visits):
            if trip.can[place]:
                _ways_on(arrays, trip, ahead, place, step, floor)
    _ways_on(arrays, trip, ahead, visits, 0, floor)


@inlined
def least_ahead(ahead: Ahead, visit: int, before: int, free: float) -> float:
    """CNY to come home at least, by a visit after which the crew is free and that before it."""
    step = int((free - ahead.opens) / ahead.width)
    is_back = ahead.next[visit, step] == before and before != NONE
    least: float = ahead.second[visit, step] if is_back else ahead.least[visit, step]
    return least


@inlined
def _way_home(arrays: Arrays, trip: Trip, ahead: Ahead, place: int, step: int) -> None:
    """Straight home from a visit."""
    tour, tours = trip.tour, arrays.tours
    travel = arrays.ways.travel[tours.pace[tour], place, tours.end[tour]]
    fare = arrays.ways.fare[tours.pace[tour], place, tours.end[tour]]
    back = ahead.opens + step * ahead.width + travel
    price = NEVER
    if back <= tours.latest[tour] + 1.0:
        over = max(back - tours.closes[tour], 0.0)
        price = fare + travel * tours.price_hours[tour] + over * tours.price_overtime[tour]
    ahead.least[place, step], ahead.second[place, step] = price, price
    ahead.next[place, step] = NONE


@inlined
def _ways_on(arrays: Arrays, trip: Trip, ahead: Ahead, place: int, step: int, floor: float) -> None:
    """By another visit first."""
    for visit in range(len(trip.duals)):
        if trip.can[visit] and visit != place:
            price = _way_by(arrays, trip, ahead, place, visit, step, floor)
            if price < ahead.least[place, step]:
                ahead.second[place, step] = ahead.least[place, step]
                ahead.least[place, step], ahead.next[place, step] = price, visit
            elif price < ahead.second[place, step]:
                ahead.second[place, step] = price


@inlined
def _way_by(
    arrays: Arrays, trip: Trip, ahead: Ahead, place: int, visit: int, step: int, floor: float
) -> float:
    """From a place, or from where the tour starts, by a visit and home."""
    tour, tours, visits = trip.tour, arrays.tours, arrays.visits
    here = tours.start[tour] if place == len(trip.duals) else place
    travel = arrays.ways.travel[tours.pace[tour], here, visit]
    work = arrays.ways.duration[tours.kind[tour], visit]
    begin = max(ahead.opens + step * ahead.width + travel, visits.earliest[visit])
    if begin > visits.latest[visit] + 1.0 or begin + work > tours.latest[tour]:
        return NEVER
    price: float = arrays.ways.fare[tours.pace[tour], here, visit]
    price += (travel + work) * tours.price_hours[tour]
    price += begun_at(arrays, tour, visit, begin) - trip.duals[visit]
    then = int((begin + work - ahead.opens) / ahead.width)
    if then <= step and place != len(trip.duals):
        return price + floor
    is_back = ahead.next[visit, then] == place
    price += ahead.second[visit, then] if is_back else ahead.least[visit, then]
    return price


@inlined
def begun_at(arrays: Arrays, tour: int, visit: int, begin: float) -> float:
    """CNY for a visit that begins then or later; a promise can still be kept until then by waiting."""
    price = price_of_begin(arrays, tour, visit, begin)
    if arrays.visits.price_moved[visit] > 0.0 and begin < arrays.visits.promised[visit] - 1.0:
        price -= arrays.visits.price_moved[visit]
    return price
