"""Chains of search side by side: who searches what for how long.

Every part of a problem is searched in slices between which lanes wait for each other, groups of a large part
are chosen anew, and the caller may stop. With `Work` a slice is a stated number of steps, whoever runs it;
with `Seconds` it is what remains, divided by the slices to come.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter

from optimizer.arrays import Arrays
from optimizer.budget import Budget, Work
from optimizer.search.groups import LARGEST
from optimizer.search.large import Large
from optimizer.search.parts import Part, lists_within, parts_of, spread
from optimizer.search.routes import Routes, lists_of
from optimizer.search.schedule import routes_of
from optimizer.search.small import Small
from optimizer.search.turn import Turn

SLICES = 64
"""Slices at most; a short search has fewer, of at least these steps or seconds."""
LEAST_STEPS, LEAST_SECONDS = 250, 0.01
LANES_OF_WORK = 2
"""Lanes for which `Work` is dealt out, however many there are: the answer must not depend on them."""
TOO_LITTLE = 1e-6
"""CNY by which a plan must be better to be told of."""

Better = Callable[[Routes, int], bool]
Searched = Small | Large


def search(
    arrays: Arrays, routes: Routes, budget: Budget, seed: int, lanes: int, better: Better
) -> tuple[Routes, int]:
    """Improve routes.

    Parameters
    ----------
    budget : steps, or time that is left.
    better : is told better routes and the steps so far, and stops the search by saying False.

    Returns
    -------
    The best routes and the steps done.
    """
    whole = lists_of(routes)
    dealt = LANES_OF_WORK if isinstance(budget, Work) else lanes
    parts = list(_searched(parts_of(arrays, routes), whole, seed, dealt))
    best, least, done = routes, sum(part.cost for part in parts), 0
    for steps in _slices(parts, budget, lanes) if parts else ():
        done += steps
        cost = sum(part.cost for part in parts)
        if cost < least - TOO_LITTLE:
            found = spread(whole, [part.part for part in parts], [part.best for part in parts])
            least, best = cost, routes_of(arrays, found)
            if not better(best, done):
                break
    return best, done


def _searched(
    parts: Sequence[Part], whole: Sequence[Sequence[int]], seed: int, lanes: int
) -> Iterator[Searched]:
    """How each part is searched."""
    visits = sum(len(part.visits) for part in parts)
    for number, part in enumerate(parts):
        routes = routes_of(part.arrays, lists_within(part, whole))
        share, key = len(part.visits) / visits, (seed, number)
        is_large = (routes.tour >= 0).sum() > LARGEST
        yield Large(part, routes, share, key) if is_large else Small(part, routes, share, lanes, key)


def _slices(parts: Sequence[Searched], budget: Budget, lanes: int) -> Iterator[int]:
    """Run slice after slice; gives the steps of each."""
    begun, count = perf_counter(), _how_many(budget)
    with ThreadPoolExecutor(lanes) as pool:
        for number in range(count):
            turns = [part.turns(number) for part in parts]
            every = sorted((turn for of_part in turns for turn in of_part), key=lambda turn: -turn.share)
            if isinstance(budget, Work):
                run = partial(Turn.work, rounds=budget.rounds, number=number, count=count)
            else:
                left = max(begun + budget.amount - perf_counter(), 0.0) / (count - number)
                run = partial(Turn.spend, seconds=left / _longest(every, lanes), number=number, count=count)
            list(pool.map(run, every))
            for part, of_part in zip(parts, turns, strict=True):
                part.settle(of_part)
            yield sum(turn.steps for turn in every)


def _how_many(budget: Budget) -> int:
    """Slices of a budget."""
    fit = budget.rounds / LEAST_STEPS if isinstance(budget, Work) else budget.amount / LEAST_SECONDS
    return max(1, min(SLICES, int(fit)))


def _longest(turns: Sequence[Turn], lanes: int) -> float:
    """Shares of the lane that is busy longest when each turn goes to the lane that is free first."""
    busy = [0.0] * lanes
    for turn in turns:
        busy[busy.index(min(busy))] += turn.share
    return max(busy)
