"""Taking visits out: strings of neighbouring tours.

Christiaens and Vanden Berghe, Slack induction by string removals for vehicle routing problems,
Transportation Science 54 (2020).
"""

from optimizer.arrays import Arrays, Ints
from optimizer.compiled import inlined
from optimizer.search.luck import Luck, below, chance
from optimizer.search.routes import NONE, Routes, unlink
from optimizer.search.schedule import schedule

LONGEST = 10
"""Most visits taken out of one tour."""
OUT = 8
"""Visits taken out on average."""
SPLIT = 0.5
"""Chance to let one visit in the middle of a string stay."""


@inlined
def ruin(arrays: Arrays, routes: Routes, luck: Luck, seed: int, out: Ints) -> int:
    """Take strings out of the tours around a visit.

    Parameters
    ----------
    seed : the visit.
    out : is filled with the visits taken out.

    Returns
    -------
    How many there are.
    """
    count, planned = 0, _planned(arrays, routes, seed)
    longest = max(1.0, min(float(LONGEST), planned))
    strings = int(1.0 + chance(luck) * (4.0 * OUT / (1.0 + longest) - 1.0))
    first_new = routes.last_stamp[0]
    for number in range(arrays.ways.near.shape[1]):
        if strings <= 0:
            break
        visit = arrays.ways.near[seed, number]
        tour = routes.tour[visit]
        if tour != NONE and routes.stamp[tour] <= first_new and not arrays.visits.fixed[visit]:
            length = int(1.0 + chance(luck) * longest)
            count = _take_string(arrays, routes, luck, visit, length, out, count)
            schedule(arrays, routes, tour)
            strings -= 1
    return count


@inlined
def _planned(arrays: Arrays, routes: Routes, seed: int) -> float:
    """Visits on a tour, on average of the tours around."""
    tours, visits = 0, 0
    for number in range(min(arrays.ways.near.shape[1], 10)):
        tour = routes.tour[arrays.ways.near[seed, number]]
        if tour != NONE:
            ring = len(routes.tour) + tour
            here = routes.after[ring]
            tours += 1
            while here != ring:
                visits += 1
                here = routes.after[here]
    return visits / tours if tours else 1.0


@inlined
def _take_string(
    arrays: Arrays, routes: Routes, luck: Luck, visit: int, length: int, out: Ints, count: int
) -> int:
    """Take out so many visits around one; those that stay are passed over."""
    here, back = visit, below(luck, length)
    while back > 0 and routes.before[here] < len(routes.tour):
        here, back = routes.before[here], back - 1
    stays = below(luck, length) if length > 1 and chance(luck) < SPLIT else NONE
    for number in range(length):
        if here >= len(routes.tour):
            break
        following = routes.after[here]
        if number != stays and not arrays.visits.fixed[here]:
            unlink(arrays, routes, here)
            out[count] = here
            count += 1
        here = following
    return count
