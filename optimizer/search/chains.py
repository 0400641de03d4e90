"""Chains of search side by side: who searches what for how long.

Every part of a problem is searched by one or more chains, in slices between which all meet: now and then the
worse chain of a part goes on from where the better one is, and the caller may stop. With `Work` a slice is a
stated number of steps, whoever runs it; with `Seconds` it is what remains, divided by the slices to come.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from math import ceil
from time import perf_counter

from optimizer.arrays import Arrays
from optimizer.budget import Budget, Work
from optimizer.search.anneal import Chain, anneal, chain_of, go_on_from
from optimizer.search.luck import luck_of
from optimizer.search.parts import Part, parts_of, put_together, routes_of, routes_of_part
from optimizer.search.routes import Routes, lists_of

SLICES = 64
"""Slices at most; a short search has fewer, of at least these steps or seconds."""
LEAST_STEPS, LEAST_SECONDS = 250, 0.01
MEET = 8
"""Slices after which the chains of a part compare where they are."""
LANES_OF_WORK = 2
"""Lanes for which `Work` is dealt out, however many there are: the answer must not depend on them."""
HOT, COLD = 1.6, 0.016
"""First and last temperature, in fares of the mean way between two visits."""
TOO_LITTLE = 1e-6
"""CNY by which a plan must be better to be told of."""
STEPS = 50
"""Steps between two looks at the clock."""

Better = Callable[[Routes, int], bool]


@dataclass
class Task:
    """A chain on a part.

    Parameters
    ----------
    number : of the part.
    share : of the steps and of the time of all lanes.
    scale : CNY of a temperature of 1.
    steps : done so far.
    """

    number: int
    part: Part
    chain: Chain
    share: float
    scale: float
    steps: int = 0


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
    parts = parts_of(arrays, routes)
    tasks = list(_tasks(parts, routes, seed, LANES_OF_WORK if isinstance(budget, Work) else lanes))
    best, least = routes, sum(float(alike[0].chain.costs[1]) for alike in _alike(tasks))
    for _ in _slices(tasks, budget, lanes) if tasks else ():
        chains = [_best(alike) for alike in _alike(tasks)]
        cost = sum(float(chain.costs[1]) for chain in chains)
        if cost < least - TOO_LITTLE:
            least, best = cost, put_together(routes, arrays, parts, [chain.best for chain in chains])
            if not better(best, _done(tasks)):
                break
    return best, _done(tasks)


def _tasks(parts: Sequence[Part], routes: Routes, seed: int, lanes: int) -> Iterator[Task]:
    """As many chains for each part as it would keep lanes busy."""
    visits = sum(len(part.visits) for part in parts)
    for number, part in enumerate(parts):
        size = len(part.visits) / visits
        chains = max(1, ceil(size * lanes - 0.5))
        for place in range(chains):
            chain = chain_of(part.arrays, routes_of_part(part, routes), luck_of(seed, number, place))
            yield Task(number, part, chain, size / chains, _mean_fare(part.arrays))


def _mean_fare(arrays: Arrays) -> float:
    """CNY between two visits on average; 1 where ways cost nothing."""
    count = len(arrays.visits.earliest)
    return float(arrays.ways.fare[0, :count, :count].mean()) or 1.0


def _slices(tasks: Sequence[Task], budget: Budget, lanes: int) -> Iterator[int]:
    """Run slice after slice; comes back after each."""
    begun, largest_first = perf_counter(), sorted(tasks, key=lambda task: -task.share)
    count = _how_many(budget)
    with ThreadPoolExecutor(lanes) as pool:
        for number in range(count):
            if isinstance(budget, Work):
                run = partial(_work, rounds=budget.rounds, number=number, count=count)
            else:
                left = max(begun + budget.amount - perf_counter(), 0.0) / (count - number)
                run = partial(_spend, seconds=left / _longest(tasks, lanes), number=number, count=count)
            list(pool.map(run, largest_first))
            if number % MEET == MEET - 1:
                for alike in _alike(tasks):
                    _meet(alike)
            yield number


def _how_many(budget: Budget) -> int:
    """Slices of a budget."""
    fit = budget.rounds / LEAST_STEPS if isinstance(budget, Work) else budget.amount / LEAST_SECONDS
    return max(1, min(SLICES, int(fit)))


def _longest(tasks: Sequence[Task], lanes: int) -> float:
    """Shares of the lane that is busy longest when each task goes to the lane that is free first."""
    busy = [0.0] * lanes
    for share in sorted((task.share for task in tasks), reverse=True):
        busy[busy.index(min(busy))] += share
    return max(busy)


def _work(task: Task, rounds: int, number: int, count: int) -> None:
    """Do the steps of a slice."""
    dealt = rounds * task.share
    steps = int(dealt * (number + 1) / count) - int(dealt * number / count)
    if steps > 0:
        _anneal(task, steps, number, count)


def _spend(task: Task, seconds: float, number: int, count: int) -> None:
    """Search for the time of a slice."""
    until = perf_counter() + seconds * task.share
    while perf_counter() < until:
        _anneal(task, STEPS, number, count)


def _anneal(task: Task, steps: int, number: int, count: int) -> None:
    hot, cold = (task.scale * HOT * (COLD / HOT) ** (place / count) for place in (number, number + 1))
    anneal(task.part.arrays, task.chain, steps, hot, cold)
    task.steps += steps


def _meet(alike: Sequence[Task]) -> None:
    """Let the chains of a part all go on from the best of them."""
    ahead = min(alike, key=lambda task: float(task.chain.costs[0]))
    for task in alike:
        if task.chain.costs[0] > ahead.chain.costs[0]:
            # Another chain's stamps mean something else here: its tours are worked out anew.
            routes = routes_of(task.part.arrays, lists_of(ahead.chain.kept))
            go_on_from(task.part.arrays, task.chain, routes)


def _alike(tasks: Sequence[Task]) -> list[list[Task]]:
    """The tasks of each part."""
    return [list(found) for _, found in groupby(tasks, key=lambda task: task.number)]


def _best(alike: Sequence[Task]) -> Chain:
    return min((task.chain for task in alike), key=lambda chain: float(chain.costs[1]))


def _done(tasks: Sequence[Task]) -> int:
    return sum(task.steps for task in tasks)
