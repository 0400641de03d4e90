"""A plan that search for tied visits changes, made from the visits of each tour."""

import numpy as np

from optimizer.arrays import HOUR, Arrays, Translated
from optimizer.linked.insertion import BEAM, Places, Room, Saved, State
from optimizer.linked.ruin import take_out
from optimizer.linked.ties import Ties
from optimizer.linked.timing import Timing
from optimizer.problem import Prices
from optimizer.search.routes import NONE, Routed, copy_routes, empty_routes, link


def state_of(arrays: Arrays, ties: Ties, prices: Prices) -> tuple[Arrays, State]:
    """A plan of nothing, and arrays whose earliest begins are those that it allows."""
    visits, tours = len(arrays.visits.earliest), len(arrays.tours.opens)
    worst = prices.worst_late_hour / HOUR
    timing = Timing(ties.ready.copy(), np.zeros(tours), np.ones(tours, np.int64), np.array([worst]))
    released = arrays._replace(visits=arrays.visits._replace(earliest=timing.release))
    saved = Saved(*(np.zeros((2, size)) for size in (visits, visits, tours, tours)))
    beam = np.zeros(BEAM + 1, np.int64)
    places = Places(np.zeros(BEAM + 1), beam, beam.copy(), *(np.zeros(visits, np.int64) for _ in range(4)))
    string, stack, taken, tried, order = (np.zeros(visits, np.int64) for _ in range(5))
    room = Room(np.zeros(tours, np.int64), string, stack, taken, tried, np.zeros(visits), order)
    return released, State(empty_routes(released), timing, saved, places, room)


def put_all(arrays: Arrays, ties: Ties, state: State, wanted: Routed) -> None:
    """Make the routes those that are wanted, less what lacks what it is tied to."""
    copy_routes(empty_routes(arrays), state.routes)
    for tour, route in enumerate(wanted):
        place = len(state.routes.tour) + tour
        for visit in route:
            link(arrays, state.routes, visit, tour, place)
            place = visit
    for visit in range(len(ties.group)):
        if _lacks(arrays, ties, state, visit):
            take_out(arrays, ties, state, visit)


def _lacks(arrays: Arrays, ties: Ties, state: State, visit: int) -> bool:
    tour = state.routes.tour
    partners = ties.partner[ties.partners_from[visit] : ties.partners_from[visit + 1]]
    firsts = ties.first[ties.firsts_from[visit] : ties.firsts_from[visit + 1]]
    is_bound = arrays.visits.fixed[visit] or tour[visit] == NONE
    absent = [one for one in (*partners, *firsts) if tour[one] == NONE and not ties.is_void[one]]
    return not is_bound and bool(absent)


def pinned_routes(translated: Translated) -> Routed:
    """Visits that stay where they are."""
    ordered = sorted(translated.pinned.items(), key=lambda entry: entry[1])
    routes: list[list[int]] = [[] for _ in translated.tours]
    for visit, (tour, _) in ordered:
        routes[tour].append(visit)
    return routes
