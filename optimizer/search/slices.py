"""Chains of search side by side: who searches what for how long.

Every part of a problem is searched in slices between which lanes wait for each other, and parts may choose
anew what to search. With `Work` a slice is a stated number of steps, whoever runs it; with `Seconds` it is
what remains, divided by the slices to come.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter
from typing import Protocol, TypeVar

from optimizer.budget import Budget, Work
from optimizer.search.turn import Turn

SLICES = 128
"""Slices at most; a short search has fewer, of at least these steps or seconds."""
LEAST_STEPS, LEAST_SECONDS = 250, 0.05
LANES_OF_WORK = 2
"""Lanes for which `Work` is dealt out, however many there are: the answer must not depend on them."""
TOO_LITTLE = 1e-6
"""CNY by which a plan must be better to be told of."""

SomeTurn = TypeVar("SomeTurn", bound=Turn)


class Searched(Protocol[SomeTurn]):
    """A part of a problem that lanes search."""

    def turns(self, number: int) -> Sequence[SomeTurn]:
        """What is to be searched in a slice, side by side."""
        ...

    def settle(self, turns: Sequence[SomeTurn]) -> None:
        """Take over what the turns of a slice have found."""
        ...


def lanes_dealt(budget: Budget, lanes: int) -> int:
    """Lanes that chains are dealt out to."""
    return LANES_OF_WORK if isinstance(budget, Work) else lanes


def slices(parts: Sequence[Searched[SomeTurn]], budget: Budget, lanes: int) -> Iterator[int]:
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
