"""The tandem as an event loop compiled by numba: about as fast as one core of this machine can do it."""

from typing import Any

import numpy as np
from numba import njit

from benchmarks.contestants.tandem import ARRIVALS_PER_HOUR, SERVERS, SERVICES_PER_HOUR, STATIONS, main

ARRIVAL = -1


def run(customers: int) -> int:
    """Simulate; nothing is recorded."""
    chance = np.random.default_rng(1)
    return int(_loop(chance, customers, STATIONS, SERVERS, ARRIVALS_PER_HOUR, SERVICES_PER_HOUR))


@njit
def _loop(chance: Any, customers: int, stations: int, servers: int, arrivals: float, services: float) -> int:
    """Events in a heap of (instant, station); who waits is only counted, for first come is first served."""
    at = np.empty(stations * servers + 2)
    station = np.empty(stations * servers + 2, np.int64)
    free = np.full(stations, servers)
    waiting = np.zeros(stations, np.int64)
    size = _push(at, station, 0, chance.exponential(1 / arrivals), ARRIVAL)
    born = done = 0
    while size:
        now, here = at[0], station[0]
        size = _pop(at, station, size)
        if here == ARRIVAL:
            born += 1
            if born < customers:
                size = _push(at, station, size, now + chance.exponential(1 / arrivals), ARRIVAL)
        else:
            done += 1
            if waiting[here]:
                waiting[here] -= 1
                size = _push(at, station, size, now + chance.exponential(1 / services), here)
            else:
                free[here] += 1
        there = here + 1
        if there < stations:
            if free[there]:
                free[there] -= 1
                size = _push(at, station, size, now + chance.exponential(1 / services), there)
            else:
                waiting[there] += 1
    return done


@njit
def _push(at: Any, station: Any, size: int, instant: float, where: int) -> int:
    place = size
    while place:
        above = (place - 1) // 2
        if at[above] <= instant:
            break
        at[place], station[place] = at[above], station[above]
        place = above
    at[place], station[place] = instant, where
    return size + 1


@njit
def _pop(at: Any, station: Any, size: int) -> int:
    size -= 1
    instant, where, place = at[size], station[size], 0
    while 2 * place + 1 < size:
        below = 2 * place + 1
        if below + 1 < size and at[below + 1] < at[below]:
            below += 1
        if at[below] >= instant:
            break
        at[place], station[place] = at[below], station[below]
        place = below
    at[place], station[place] = instant, where
    return size


if __name__ == "__main__":
    main(run)
