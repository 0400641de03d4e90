"""Ruin and recreate under annealing, for visits that are tied to each other."""

from math import log
from typing import NamedTuple

from optimizer.arrays import Arrays, Floats
from optimizer.compiled import compiled
from optimizer.linked.insertion import State
from optimizer.linked.recreate import recreate
from optimizer.linked.ruin import ruin
from optimizer.linked.swap import swap
from optimizer.linked.ties import Ties
from optimizer.linked.timing import cost_of_all, settle_all
from optimizer.search.luck import Luck, chance
from optimizer.search.routes import Routes, copy_routes

BLINK = 0.01
REMOVALS = 8.0
SWAPS = 0.1
"""Share of rounds in which two tours exchange their tails."""


class Memory(NamedTuple):
    """Plans that search goes back to.

    Attributes
    ----------
    current, best : routes.
    cost : CNY of both.
    """

    current: Routes
    best: Routes
    cost: Floats


@compiled
def construct(arrays: Arrays, ties: Ties, state: State, memory: Memory, luck: Luck) -> None:
    """The first plan: all visits inserted where they cost least."""
    settle_all(arrays, ties, state.routes, state.timing)
    recreate(arrays, ties, state, 0.0, luck)
    memory.cost[0] = memory.cost[1] = cost_of_all(arrays, state.routes, state.timing)
    copy_routes(state.routes, memory.current)
    copy_routes(state.routes, memory.best)


@compiled
def anneal(
    arrays: Arrays,
    ties: Ties,
    state: State,
    memory: Memory,
    rounds: int,
    heat: float,
    luck: Luck,
) -> None:
    """Some rounds.

    Parameters
    ----------
    heat : CNY by which a plan may be worse, about.
    """
    for _ in range(rounds):
        is_well = True
        if chance(luck) < SWAPS:
            is_well = swap(arrays, ties, state, luck)
        else:
            ruin(arrays, ties, state, REMOVALS, luck)
        is_well = is_well and settle_all(arrays, ties, state.routes, state.timing)
        if is_well:
            recreate(arrays, ties, state, BLINK, luck)
        cost = cost_of_all(arrays, state.routes, state.timing)
        if is_well and cost < memory.cost[0] - heat * log(1.0 - chance(luck)):
            memory.cost[0] = cost
            copy_routes(state.routes, memory.current)
            if cost < memory.cost[1]:
                memory.cost[1] = cost
                copy_routes(state.routes, memory.best)
        else:
            copy_routes(memory.current, state.routes)
