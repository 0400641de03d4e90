"""A chain's turn: what one lane searches for one slice."""

from dataclasses import dataclass
from time import perf_counter

from optimizer.arrays import Arrays
from optimizer.search.anneal import Chain, anneal

HOT, COLD = 1.6, 0.016
"""First and last temperature, in fares of the mean way between two visits."""
STEPS = 50
"""Steps between two looks at the clock."""


@dataclass
class Turn:
    """A chain on some visits and tours.

    Parameters
    ----------
    share : of the steps and of the time of all lanes.
    scale : CNY of a temperature of 1.
    steps : done in this turn.
    """

    arrays: Arrays
    chain: Chain
    share: float
    scale: float
    steps: int = 0

    def work(self, rounds: int, number: int, count: int) -> None:
        """Do its steps of so many rounds in one of `count` slices."""
        dealt = rounds * self.share
        steps = int(dealt * (number + 1) / count) - int(dealt * number / count)
        if steps > 0:
            self._anneal(steps, number, count)

    def spend(self, seconds: float, number: int, count: int) -> None:
        """Search for its share of so much time."""
        until = perf_counter() + seconds * self.share
        while perf_counter() < until:
            self._anneal(STEPS, number, count)

    def _anneal(self, steps: int, number: int, count: int) -> None:
        hot, cold = (self.scale * HOT * (COLD / HOT) ** (place / count) for place in (number, number + 1))
        anneal(self.arrays, self.chain, steps, hot, cold)
        self.steps += steps


def scale_of(arrays: Arrays) -> float:
    """CNY between two visits on average; 1 where ways cost nothing."""
    count = len(arrays.visits.earliest)
    return float(arrays.ways.fare[0, :count, :count].mean()) or 1.0
