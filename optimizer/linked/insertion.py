"""Where a visit, or visits done together, fit best among tours that wait for each other."""

from typing import NamedTuple

from optimizer.arrays import NEVER, Arrays, Floats, Ints
from optimizer.compiled import compiled, inlined
from optimizer.linked.ties import Ties
from optimizer.linked.timing import Timing, cost_of_tours, expect, settle
from optimizer.search.luck import Luck, chance
from optimizer.search.routes import NONE, Routes, link, unlink
from optimizer.search.times import way

BEAM = 8
"""Places of the first of several partners for each of which places of the others are looked for."""


class Saved(NamedTuple):
    """Timing to go back to, of a plan without a first visit and of one with it; shape (2, ...)."""

    begin: Floats
    release: Floats
    cost: Floats
    latest_by: Floats


class Places(NamedTuple):
    """Places found: the best ones of the first visit, one of each other, and the best of all of them so far.

    Attributes
    ----------
    cost, tour, place : best first; the last entry is for a partner.
    trial_tour, trial_place, chosen_tour, chosen_place : of each visit.
    """

    cost: Floats
    tour: Ints
    place: Ints
    trial_tour: Ints
    trial_place: Ints
    chosen_tour: Ints
    chosen_place: Ints


class Room(NamedTuple):
    """Room for what ruin and recreate note; kernels make no arrays of their own.

    Attributes
    ----------
    is_hit : tours out of which a string was taken.
    string, stack : visits to take out.
    is_taken, is_tried : of each visit, and of each group.
    key, order : what visits are sorted by, and the visits in no tour, sorted.
    """

    is_hit: Ints
    string: Ints
    stack: Ints
    is_taken: Ints
    is_tried: Ints
    key: Floats
    order: Ints


class State(NamedTuple):
    """A plan that search changes, and room for trials."""

    routes: Routes
    timing: Timing
    saved: Saved
    places: Places
    room: Room


@compiled
def insert_group(arrays: Arrays, ties: Ties, state: State, lead: int, blink: float, luck: Luck) -> bool:
    """Put a visit and all its partners where they cost least.

    Parameters
    ----------
    lead : the visit whose place is looked for first.
    blink : share of places that are passed over.

    Returns
    -------
    Whether they are planned: where they fit, and for less than leaving them out costs.
    """
    low, high = ties.members_from[ties.group[lead]], ties.members_from[ties.group[lead] + 1]
    best = cost_of_tours(state.routes, state.timing)
    for entry in range(low, high):
        best += arrays.visits.price_unplanned[ties.member[entry]]
    found = _scan(arrays, ties, state, lead, best, 0, 1 if high - low == 1 else BEAM, blink, luck)
    if high - low == 1:
        return found > 0 and _put(
            arrays, ties, state, lead, state.places.tour[0], state.places.place[0], NEVER
        )
    is_found = False
    for number in range(found):
        cost = _with_partners(arrays, ties, state, lead, number, best, blink, luck)
        if cost < best:
            best, is_found = cost, True
    return is_found and _put_chosen(arrays, ties, state, lead)


@compiled
def _scan(
    arrays: Arrays,
    ties: Ties,
    state: State,
    visit: int,
    limit: float,
    slot: int,
    slots: int,
    blink: float,
    luck: Luck,
) -> int:
    """Fill slots with the best places of a visit that cost less than a limit; how many are found."""
    level = 0 if slot == 0 else 1
    before = cost_of_tours(state.routes, state.timing)
    _save(state, level)
    found = 0
    for entry in range(arrays.visits.able_from[visit], arrays.visits.able_from[visit + 1]):
        tour = arrays.visits.able[entry]
        if is_barred(arrays, ties, state.routes, visit, tour):
            continue
        place = len(state.routes.tour) + tour
        ring = place
        while True:
            worst = limit if found < slots else state.places.cost[slot + slots - 1]
            least = before + _detour(arrays, state.routes, tour, place, visit)
            if least < worst and (blink <= 0.0 or chance(luck) >= blink):
                cost = _trial(arrays, ties, state, visit, tour, place, level, worst)
                if cost < worst:
                    found = min(found + 1, slots)
                    _keep(state.places, slot, found, cost, tour, place)
            place = state.routes.after[place]
            if place == ring:
                break
    return found


@inlined
def is_barred(arrays: Arrays, ties: Ties, routes: Routes, visit: int, tour: int) -> bool:
    """Whether a tour is of the crew of a partner, or has not the stock."""
    for entry in range(ties.partners_from[visit], ties.partners_from[visit + 1]):
        other = routes.tour[ties.partner[entry]]
        if other != NONE and ties.crew[other] == ties.crew[tour]:
            return True
    for item in range(routes.load.shape[1]):
        if routes.load[tour, item] + arrays.visits.takes[visit, item] > arrays.tours.carries[tour, item]:
            return True
    return False


@inlined
def _detour(arrays: Arrays, routes: Routes, tour: int, place: int, visit: int) -> float:
    """CNY of the way to a visit, which it costs whatever else; infinite where it would begin too late."""
    behind = routes.after[place]
    travel, there = way(arrays, routes, tour, place, visit)
    _, back = way(arrays, routes, tour, visit, behind)
    spared = 0.0
    free = arrays.tours.opens[tour]
    if place < len(routes.tour):
        free = routes.begin[place] + arrays.ways.duration[arrays.tours.kind[tour], place]
    if place != behind:
        _, spared = way(arrays, routes, tour, place, behind)
    if free + travel > arrays.visits.latest[visit]:
        return NEVER
    return there + back - spared


@inlined
def _trial(
    arrays: Arrays, ties: Ties, state: State, visit: int, tour: int, place: int, level: int, limit: float
) -> float:
    """CNY of all tours with a visit at a place; infinite where something would be too late."""
    is_in_time = _put(arrays, ties, state, visit, tour, place, limit)
    cost = cost_of_tours(state.routes, state.timing) if is_in_time else NEVER
    unlink(arrays, state.routes, visit)
    _restore(state, level)
    return cost


@inlined
def _put(arrays: Arrays, ties: Ties, state: State, visit: int, tour: int, place: int, limit: float) -> bool:
    link(arrays, state.routes, visit, tour, place)
    expect(ties, state.routes, state.timing, visit)
    return settle(arrays, ties, state.routes, state.timing, limit)


@inlined
def _keep(places: Places, slot: int, found: int, cost: float, tour: int, place: int) -> None:
    """Put a place among those found before, best first; the last of a full list falls out."""
    number = slot + found - 1
    while number > slot and places.cost[number - 1] > cost:
        places.cost[number] = places.cost[number - 1]
        places.tour[number] = places.tour[number - 1]
        places.place[number] = places.place[number - 1]
        number -= 1
    places.cost[number], places.tour[number], places.place[number] = cost, tour, place


@compiled
def _with_partners(
    arrays: Arrays,
    ties: Ties,
    state: State,
    lead: int,
    number: int,
    limit: float,
    blink: float,
    luck: Luck,
) -> float:
    """CNY with a visit at one of its places and each partner at its best, noted if below a limit."""
    places, routes = state.places, state.routes
    low, high = ties.members_from[ties.group[lead]], ties.members_from[ties.group[lead] + 1]
    _save(state, 0)
    places.trial_tour[lead], places.trial_place[lead] = places.tour[number], places.place[number]
    is_whole = _put(arrays, ties, state, lead, places.tour[number], places.place[number], NEVER)
    for entry in range(low, high):
        other = ties.member[entry]
        if is_whole and other != lead:
            is_whole = _scan(arrays, ties, state, other, limit, BEAM, 1, blink, luck) > 0
            if is_whole:
                tour, place = places.tour[BEAM], places.place[BEAM]
                places.trial_tour[other], places.trial_place[other] = tour, place
                is_whole = _put(arrays, ties, state, other, tour, place, limit)
    cost = cost_of_tours(routes, state.timing) if is_whole else NEVER
    for entry in range(low, high):
        other = ties.member[entry]
        if routes.tour[other] != NONE:
            unlink(arrays, routes, other)
        if cost < limit:
            places.chosen_tour[other] = places.trial_tour[other]
            places.chosen_place[other] = places.trial_place[other]
    _restore(state, 0)
    return cost


@compiled
def _put_chosen(arrays: Arrays, ties: Ties, state: State, lead: int) -> bool:
    places, group = state.places, ties.group[lead]
    is_in_time = _put(arrays, ties, state, lead, places.chosen_tour[lead], places.chosen_place[lead], NEVER)
    for entry in range(ties.members_from[group], ties.members_from[group + 1]):
        other = ties.member[entry]
        if other != lead:
            tour, place = places.chosen_tour[other], places.chosen_place[other]
            is_in_time = _put(arrays, ties, state, other, tour, place, NEVER)
    return is_in_time


@inlined
def _save(state: State, level: int) -> None:
    for visit in range(len(state.routes.tour)):
        state.saved.begin[level, visit] = state.routes.begin[visit]
        state.saved.release[level, visit] = state.timing.release[visit]
    for tour in range(len(state.routes.cost)):
        state.saved.cost[level, tour] = state.routes.cost[tour]
        state.saved.latest_by[level, tour] = state.timing.latest_by[tour]


@inlined
def _restore(state: State, level: int) -> None:
    for visit in range(len(state.routes.tour)):
        state.routes.begin[visit] = state.saved.begin[level, visit]
        state.timing.release[visit] = state.saved.release[level, visit]
    for tour in range(len(state.routes.cost)):
        state.routes.cost[tour] = state.saved.cost[level, tour]
        state.timing.latest_by[tour] = state.saved.latest_by[level, tour]
