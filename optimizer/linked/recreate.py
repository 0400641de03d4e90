"""Put visits back that are in no tour, in an order drawn by chance."""

from optimizer.arrays import NEVER, Arrays
from optimizer.compiled import compiled, inlined
from optimizer.linked.insertion import State, insert_group
from optimizer.linked.ties import Ties
from optimizer.search.luck import Luck, chance
from optimizer.search.routes import NONE, Routes

ORDERS = 4
"""By chance, by due instant, farthest first, dearest first."""


@compiled
def recreate(arrays: Arrays, ties: Ties, state: State, blink: float, luck: Luck) -> None:
    """Insert all that fits: again and again, as what follows another waits until that one is planned."""
    room = state.room
    size = _sort(arrays, state, int(chance(luck) * ORDERS), luck)
    for group in range(len(room.is_tried)):
        room.is_tried[group] = 0
    is_going_on = True
    while is_going_on:
        is_going_on = False
        for number in range(size):
            lead = room.order[number]
            group = ties.group[lead]
            if room.is_tried[group] == 0 and _is_open(ties, state.routes, group):
                room.is_tried[group] = 1
                is_going_on = insert_group(arrays, ties, state, lead, blink, luck) or is_going_on


@inlined
def _sort(arrays: Arrays, state: State, order: int, luck: Luck) -> int:
    """Put the visits in no tour in order, lowest key first; how many there are."""
    routes, room, size = state.routes, state.room, 0
    for visit in range(len(routes.tour)):
        if routes.tour[visit] == NONE:
            room.key[visit] = _key(arrays, visit, order, luck)
            place = size
            while place > 0 and room.key[room.order[place - 1]] > room.key[visit]:
                room.order[place] = room.order[place - 1]
                place -= 1
            room.order[place], size = visit, size + 1
    return size


@inlined
def _key(arrays: Arrays, visit: int, order: int, luck: Luck) -> float:
    """What a visit is sorted by in an order."""
    key = chance(luck)
    if order == 1:
        key = min(arrays.visits.due[visit], arrays.visits.latest[visit])
    elif order == 2:
        key = NEVER
        for place in range(len(arrays.visits.due), arrays.ways.travel.shape[1]):
            key = min(key, -arrays.ways.travel[0, visit, place])
    elif order == 3:
        key = -arrays.visits.price_unplanned[visit]
    return key


@inlined
def _is_open(ties: Ties, routes: Routes, group: int) -> bool:
    """Whether visits of a group are in no tour and all that they follow are planned, or of the group."""
    is_open = True
    for entry in range(ties.members_from[group], ties.members_from[group + 1]):
        visit = ties.member[entry]
        is_open = is_open and routes.tour[visit] == NONE and ties.is_void[visit] == 0
        for number in range(ties.firsts_from[visit], ties.firsts_from[visit + 1]):
            first = ties.first[number]
            is_there = routes.tour[first] != NONE or ties.is_void[first] != 0
            is_open = is_open and (is_there or ties.group[first] == group)
    return is_open
