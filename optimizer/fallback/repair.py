"""Routes that keep every rule, from routes of a model that does not know them all."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from optimizer.arrays import NEVER, Arrays, Ints, Translated
from optimizer.linked import is_tied
from optimizer.linked.insertion import State, insert_group
from optimizer.linked.ruin import take_out
from optimizer.linked.state import state_of
from optimizer.linked.ties import Ties, ties_of
from optimizer.linked.timing import cost_of_all, settle, settle_all
from optimizer.search.insertion import empty_memory, insert
from optimizer.search.luck import luck_of
from optimizer.search.routes import NONE, Routed, Routes, copy_routes, link


class Repaired(NamedTuple):
    """Routes that keep every rule.

    Attributes
    ----------
    cost : CNY of what search weighs.
    """

    routes: Routes
    cost: float


class _Plan(NamedTuple):
    """A plan under repair."""

    arrays: Arrays
    ties: Ties
    state: State


def repaired(translated: Translated, held: Routes, wanted: Routed, is_over: Callable[[], bool]) -> Repaired:
    """Put in what is wanted as far as it keeps the rules, then what is left out where it costs least.

    Parameters
    ----------
    held : routes of what is pinned.
    wanted : visits of each tour; pinned ones are passed over.
    is_over : asked before each visit that is left out; True leaves out the rest.
    """
    ties = ties_of(translated)
    arrays, state = state_of(translated.arrays, ties, translated.problem.prices)
    copy_routes(held, state.routes)
    settle_all(arrays, ties, state.routes, state.timing)
    plan = _Plan(arrays, ties, state)
    _put_wanted(plan, wanted)
    _fill(plan, _inserting_groups(plan) if is_tied(translated.problem) else _inserting(plan), is_over)
    return Repaired(state.routes, cost_of_all(arrays, state.routes, state.timing))


def _put_wanted(plan: _Plan, wanted: Routed) -> None:
    """Again and again, as what follows another waits until that one is planned."""
    group, routes = plan.ties.group, plan.state.routes
    rank, tours = (np.full(len(routes.tour), NONE) for _ in range(2))
    for tour, route in enumerate(wanted):
        rank[list(route)], tours[list(route)] = np.arange(len(route)), tour
    waiting = list(dict.fromkeys(int(group[visit]) for route in wanted for visit in route))
    while ready := [one for one in waiting if _is_open(plan, one)]:
        for one in ready:
            _put_group(plan, one, rank, tours)
        waiting = [one for one in waiting if one not in set(ready)]


def _put_group(plan: _Plan, group: int, rank: Ints, tours: Ints) -> None:
    """Put all members where they are wanted, or none where that breaks a rule."""
    (arrays, ties, state), members = plan, _members(plan, group)
    crews = [int(ties.crew[tours[visit]]) for visit in members]
    if NONE in tours[members] or len(set(crews)) < len(crews):
        return
    for visit in members:
        tour = int(tours[visit])
        link(arrays, state.routes, visit, tour, _place(state.routes, tour, visit, rank))
        _expect(plan, visit)
    loads = state.routes.load[tours[members]] <= arrays.tours.carries[tours[members]]
    if not (loads.all() and settle(arrays, ties, state.routes, state.timing, NEVER)):
        take_out(arrays, ties, state, members[0])
        settle_all(arrays, ties, state.routes, state.timing)


def _place(routes: Routes, tour: int, visit: int, rank: Ints) -> int:
    """The entry of a tour's ring behind which a visit goes: the last one that it is not to come before."""
    place = ring = len(routes.tour) + tour
    while (behind := int(routes.after[place])) != ring and rank[behind] < rank[visit]:
        place = behind
    return place


def _expect(plan: _Plan, visit: int) -> None:
    """Have the tours worked out that a visit is in, or that push it."""
    ties, routes, timing = plan.ties, plan.state.routes, plan.state.timing
    timing.release[visit] = ties.ready[visit]
    partners = ties.partner[ties.partners_from[visit] : ties.partners_from[visit + 1]]
    for other in (visit, *_firsts(ties, visit), *partners):
        if routes.tour[other] != NONE:
            timing.is_dirty[routes.tour[other]] = 1


def _fill(plan: _Plan, put: Callable[[int], object], is_over: Callable[[], bool]) -> None:
    """Put in what is in no tour, dearest first."""
    prices, tour = plan.arrays.visits.price_unplanned, plan.state.routes.tour
    for visit in np.argsort(-prices, kind="stable").tolist():
        if is_over():
            return
        if tour[visit] == NONE and _is_open(plan, int(plan.ties.group[visit])):
            put(visit)


def _inserting(plan: _Plan) -> Callable[[int], object]:
    memory, luck = empty_memory(plan.arrays), luck_of(0)
    return lambda visit: insert(plan.arrays, plan.state.routes, memory, luck, visit, 0.0)


def _inserting_groups(plan: _Plan) -> Callable[[int], object]:
    luck = luck_of(0)
    return lambda visit: insert_group(plan.arrays, plan.ties, plan.state, visit, 0.0, luck)


def _is_open(plan: _Plan, group: int) -> bool:
    """Whether a group is in no tour and all that it follows is planned, or of the group."""
    ties, tour = plan.ties, plan.state.routes.tour
    members = _members(plan, group)
    firsts = [one for visit in members for one in _firsts(ties, visit) if ties.group[one] != group]
    is_bound = plan.arrays.visits.fixed | (ties.is_void > 0) | (tour != NONE)
    return not is_bound[members].any() and all(tour[one] != NONE or bool(ties.is_void[one]) for one in firsts)


def _firsts(ties: Ties, visit: int) -> list[int]:
    found: list[int] = ties.first[ties.firsts_from[visit] : ties.firsts_from[visit + 1]].tolist()
    return found


def _members(plan: _Plan, group: int) -> list[int]:
    ties = plan.ties
    found: list[int] = ties.member[ties.members_from[group] : ties.members_from[group + 1]].tolist()
    return found
