"""Ruin and recreate with annealing: a step takes some visits out, puts them back and keeps what it likes."""

from math import exp, log
from typing import NamedTuple

import numpy as np

from optimizer.arrays import NEVER, Arrays, Floats, Ints
from optimizer.compiled import compiled, inlined
from optimizer.search.balance import imbalance, is_weighed
from optimizer.search.insertion import Memory, empty_memory, insert
from optimizer.search.luck import Luck, below, chance
from optimizer.search.routes import NONE, Routes, copy_routes, copy_tour, empty_routes
from optimizer.search.ruin import ruin
from optimizer.search.schedule import schedule, total_cost

BLINK = 0.01
"""Chance to overlook a tour."""
OPEN = 10
"""Most visits in no tour that a step tries again, beside those it took out."""


class Chain(NamedTuple):
    """Search from step to step.

    Attributes
    ----------
    routes : that a step changes.
    kept : routes of the step before.
    best : the best so far.
    memory, luck : of insertion and of chance.
    orders : in which visits are put back, smaller first; shape (orders, visits).
    out : room for the visits of a step.
    costs : of `kept` and of `best`; shape (2,).
    """

    routes: Routes
    kept: Routes
    best: Routes
    memory: Memory
    luck: Luck
    orders: Floats
    out: Ints
    costs: Floats


def chain_of(arrays: Arrays, routes: Routes, luck: Luck) -> Chain:
    """A chain that begins with routes."""
    kept, best = empty_routes(arrays), empty_routes(arrays)
    copy_routes(routes, kept)
    copy_routes(routes, best)
    costs = np.full(2, total_cost(arrays, routes))
    out = np.zeros(len(routes.tour), np.int64)
    return Chain(routes, kept, best, empty_memory(arrays), luck, orders_of(arrays), out, costs)


def go_on_from(arrays: Arrays, chain: Chain, routes: Routes) -> None:
    """Let a chain go on from other routes; its best stays."""
    copy_routes(routes, chain.routes)
    for tour in range(len(routes.cost)):
        schedule(arrays, chain.routes, tour)
    copy_routes(chain.routes, chain.kept)
    chain.costs[0] = total_cost(arrays, chain.kept)
    if chain.costs[0] < chain.costs[1]:
        copy_routes(chain.kept, chain.best)
        chain.costs[1] = chain.costs[0]


def orders_of(arrays: Arrays) -> Floats:
    """Orders in which to put visits back: by price a minute, deadline, distance either way, and work."""
    visits, ways = arrays.visits, arrays.ways
    count = len(visits.earliest)
    work = np.where(ways.duration < 0, NEVER, ways.duration).min(axis=0, initial=NEVER)
    far = ways.travel[0][arrays.tours.start, :count].min(axis=0, initial=NEVER)
    worth = visits.price_unplanned / np.maximum(work, 1.0)
    return np.array([-worth, np.minimum(visits.due, visits.latest), -far, far, -work])


@compiled
def anneal(arrays: Arrays, chain: Chain, steps: int, hot: float, cold: float) -> None:
    """Search so many steps, cooling from one temperature to the other, in CNY."""
    if len(chain.out) == 0:
        return
    for step in range(steps):
        temperature = hot * exp(log(cold / hot) * step / steps)
        count = _change(arrays, chain)
        cost = chain.costs[0] + _difference(arrays, chain, count)
        if cost < chain.costs[0] - temperature * log(1.0 - chance(chain.luck)):
            _follow(chain.routes, chain.kept, chain.out, count)
            chain.costs[0] = cost
        else:
            _follow(chain.kept, chain.routes, chain.out, count)
        if chain.costs[0] < chain.costs[1] - 1e-9:
            copy_routes(chain.kept, chain.best)
            chain.costs[1] = chain.costs[0]
    chain.costs[0] = total_cost(arrays, chain.kept)
    chain.costs[1] = total_cost(arrays, chain.best)


@inlined
def _change(arrays: Arrays, chain: Chain) -> int:
    """Take visits out and put them back; gives how many it looked at."""
    seed = below(chain.luck, len(chain.out))
    count = ruin(arrays, chain.routes, chain.luck, seed, chain.out)
    count = _try_again(arrays, chain, seed, count)
    _sort(chain, count)
    for number in range(count):
        insert(arrays, chain.routes, chain.memory, chain.luck, chain.out[number], BLINK)
    return count


@inlined
def _try_again(arrays: Arrays, chain: Chain, seed: int, count: int) -> int:
    """Add visits near by that were in no tour before."""
    most = min(count + OPEN, len(chain.out))
    for number in range(arrays.ways.near.shape[1]):
        visit = arrays.ways.near[seed, number]
        if count >= most:
            break
        if chain.kept.tour[visit] == NONE and not arrays.visits.fixed[visit]:
            chain.out[count] = visit
            count += 1
    return count


@inlined
def _sort(chain: Chain, count: int) -> None:
    """Put the visits of a step into one of the orders, or into a random one."""
    out, order = chain.out, below(chain.luck, len(chain.orders) + 1)
    for number in range(1, count):
        if order == len(chain.orders):
            other = below(chain.luck, number + 1)
            out[number], out[other] = out[other], out[number]
            continue
        place, visit = number, out[number]
        while place > 0 and chain.orders[order, out[place - 1]] > chain.orders[order, visit]:
            out[place] = out[place - 1]
            place -= 1
        out[place] = visit


@inlined
def _difference(arrays: Arrays, chain: Chain, count: int) -> float:
    """CNY by which a step changed the cost."""
    cost, kept, routes = 0.0, chain.kept, chain.routes
    if is_weighed(arrays):
        cost += imbalance(arrays, routes) - imbalance(arrays, kept)
    for tour in range(len(routes.cost)):
        if routes.stamp[tour] != kept.stamp[tour]:
            cost += routes.cost[tour] - kept.cost[tour]
    for number in range(count):
        visit = chain.out[number]
        open_now, open_before = routes.tour[visit] == NONE, kept.tour[visit] == NONE
        if open_now and not open_before:
            cost += arrays.visits.price_unplanned[visit]
        elif open_before and not open_now:
            cost -= arrays.visits.price_unplanned[visit]
    return cost


@inlined
def _follow(source: Routes, target: Routes, out: Ints, count: int) -> None:
    """Make two routes equal again that differ by a step."""
    for tour in range(len(source.cost)):
        if source.stamp[tour] != target.stamp[tour]:
            copy_tour(source, target, tour)
    for number in range(count):
        target.tour[out[number]] = source.tour[out[number]]
