"""Take visits out of a plan: neighbours in space, and with each one all that is tied to it."""

from optimizer.arrays import Arrays
from optimizer.compiled import compiled, inlined
from optimizer.linked.insertion import State
from optimizer.linked.ties import Ties
from optimizer.search.luck import Luck, chance
from optimizer.search.routes import NONE, Routes, unlink

LONGEST_STRING = 10
"""Most visits taken out of one tour."""


@compiled
def ruin(arrays: Arrays, ties: Ties, state: State, removals: float, luck: Luck) -> None:
    """Take strings of visits out of tours that come near a visit.

    Adjacent string removal after Christiaens and Vanden Berghe, Slack induction by string removals for
    vehicle routing problems, Transportation Science 54(2), 2020.

    Parameters
    ----------
    removals : visits taken out at a time, on average.
    """
    routes = state.routes
    seed = seed_of(routes, state, luck)
    if seed == NONE:
        return
    length = _longest(arrays, routes)
    strings = 1 + int(chance(luck) * (4.0 * removals / (1.0 + length)))
    is_hit = state.room.is_hit
    for tour in range(len(is_hit)):
        is_hit[tour] = 0
    for entry in range(arrays.ways.near.shape[1]):
        visit = arrays.ways.near[seed, entry]
        tour = routes.tour[visit]
        if tour == NONE or is_hit[tour]:
            continue
        if strings == 0:
            break
        is_hit[tour], strings = 1, strings - 1
        _take_string(arrays, ties, state, visit, 1 + int(chance(luck) * length), luck)


@inlined
def seed_of(routes: Routes, state: State, luck: Luck) -> int:
    """A visit by chance; now and then one of the tour with the latest visit."""
    count = len(routes.tour)
    tour = NONE
    if state.timing.price_worst[0] > 0.0 and chance(luck) < 0.2:
        tour = 0
        for other in range(len(routes.cost)):
            if state.timing.latest_by[other] > state.timing.latest_by[tour]:
                tour = other
    start = int(chance(luck) * count)
    for step in range(count):
        visit = (start + step) % count
        if tour == NONE or routes.tour[visit] == tour:
            return visit
    return NONE


@inlined
def _longest(arrays: Arrays, routes: Routes) -> float:
    """Most visits of a string: those of a mean tour in use."""
    planned, used = 0, 0
    for visit in range(len(routes.tour)):
        planned += routes.tour[visit] != NONE
    for tour in range(len(routes.cost)):
        used += routes.after[len(routes.tour) + tour] != len(routes.tour) + tour
    return min(float(LONGEST_STRING), planned / max(1, used))


@compiled
def _take_string(arrays: Arrays, ties: Ties, state: State, visit: int, length: int, luck: Luck) -> None:
    """Take out a visit and its neighbours in the tour, up to a length, some of them before it."""
    routes, string = state.routes, state.room.string
    count, first = len(routes.tour), visit
    for _ in range(int(chance(luck) * length)):
        if routes.before[first] < count:
            first = routes.before[first]
    size, here = 0, first
    while size < length and here < count:
        string[size], size, here = here, size + 1, routes.after[here]
    for number in range(size):
        take_out(arrays, ties, state, string[number])


@compiled
def take_out(arrays: Arrays, ties: Ties, state: State, visit: int) -> None:
    """Take out a visit, its partners, and all that follow any of them; nothing where one is pinned."""
    routes, stack, taken = state.routes, state.room.stack, state.room.is_taken
    for other in range(len(taken)):
        taken[other] = 0
    stack[0], taken[visit], size, total, is_free = visit, 1, 1, 0, True
    while total < size:
        one = stack[total]
        total += 1
        is_free = is_free and not arrays.visits.fixed[one]
        for arc in range(ties.arcs_from[one], ties.arcs_from[one + 1]):
            other = ties.to[arc]
            if not taken[other] and routes.tour[other] != NONE:
                taken[other] = 1
                stack[size] = other
                size += 1
    for number in range(total):
        if is_free and routes.tour[stack[number]] != NONE:
            unlink(arrays, routes, stack[number])
