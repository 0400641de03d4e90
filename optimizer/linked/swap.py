"""Let two tours go on with each other's visits: a step that strings taken out of tours hardly ever make.

The exchange of tails is 2-opt* after Potvin and Rousseau, An exchange heuristic for routeing problems with
time windows, Journal of the Operational Research Society 46(12), 1995.
"""

from optimizer.arrays import Arrays
from optimizer.compiled import compiled, inlined
from optimizer.linked.insertion import State, is_barred
from optimizer.linked.ruin import seed_of, take_out
from optimizer.linked.ties import Ties
from optimizer.search.luck import Luck, chance
from optimizer.search.routes import NONE, link, unlink


@compiled
def swap(arrays: Arrays, ties: Ties, state: State, luck: Luck) -> bool:
    """Exchange what follows two visits near each other; what a crew cannot take over is taken out.

    Returns
    -------
    Whether nothing that is pinned lacks what it is tied to.
    """
    routes = state.routes
    seed = seed_of(routes, state, luck)
    other, wanted = NONE, int(chance(luck) * arrays.ways.near.shape[1] / 4.0)
    for entry in range(arrays.ways.near.shape[1]):
        near = arrays.ways.near[seed, entry] if seed != NONE else NONE
        if near != NONE and routes.tour[near] not in (NONE, routes.tour[seed]):
            other, wanted = near, wanted - 1
            if wanted < 0:
                break
    if other == NONE or routes.tour[seed] == NONE:
        return True
    one, two = routes.tour[seed], routes.tour[other]
    middle = _cut(arrays, state, seed, 0)
    size = _cut(arrays, state, other, middle)
    for number in range(size):
        _append(arrays, ties, state, state.room.string[number], two if number < middle else one)
    return _take_out_rest(arrays, ties, state, size)


@inlined
def _cut(arrays: Arrays, state: State, visit: int, size: int) -> int:
    """Take a visit and all behind it out of its tour, up to a pinned one; how many there are in all."""
    routes, string = state.routes, state.room.string
    here = visit
    while here < len(routes.tour) and not arrays.visits.fixed[here]:
        behind = routes.after[here]
        unlink(arrays, routes, here)
        string[size], size, here = here, size + 1, behind
    return size


@inlined
def _append(arrays: Arrays, ties: Ties, state: State, visit: int, tour: int) -> None:
    """Put a visit last into a tour that may do it."""
    is_able = False
    for entry in range(arrays.visits.able_from[visit], arrays.visits.able_from[visit + 1]):
        is_able = is_able or arrays.visits.able[entry] == tour
    if is_able and not is_barred(arrays, ties, state.routes, visit, tour):
        link(arrays, state.routes, visit, tour, state.routes.before[len(state.routes.tour) + tour])


@inlined
def _take_out_rest(arrays: Arrays, ties: Ties, state: State, size: int) -> bool:
    """Take out what is tied to the visits of the string that are in no tour now."""
    is_well, tour = True, state.routes.tour
    for number in range(size):
        visit = state.room.string[number]
        if tour[visit] == NONE:
            take_out(arrays, ties, state, visit)
            for arc in range(ties.arcs_from[visit], ties.arcs_from[visit + 1]):
                is_well = is_well and tour[ties.to[arc]] == NONE
    return is_well
