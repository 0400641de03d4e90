"""A turn: what one lane searches for one slice."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from time import perf_counter

from optimizer.arrays import Arrays
from optimizer.search.anneal import Chain, anneal, go_on_from
from optimizer.search.routes import Lists, lists_of
from optimizer.search.schedule import routes_of

HOT, COLD = 1.6, 0.016
"""First and last temperature, in fares of the mean way between two visits."""
STEPS = 50
"""Steps between two looks at the clock."""


@dataclass
class Turn(ABC):
    """Search on some visits and tours.

    Parameters
    ----------
    share : of the steps and of the time of all lanes.

    Attributes
    ----------
    steps : done in this turn.
    """

    share: float
    steps: int = field(default=0, init=False)

    def work(self, rounds: int, number: int, count: int) -> None:
        """Do its steps of so many rounds in one of `count` slices."""
        dealt = rounds * self.share
        steps = int(dealt * (number + 1) / count) - int(dealt * number / count)
        if steps > 0:
            self._search(steps, number, count)

    def spend(self, seconds: float, number: int, count: int) -> None:
        """Search for its share of so much time."""
        until = perf_counter() + seconds * self.share
        while perf_counter() < until:
            self._search(STEPS, number, count)

    def _search(self, steps: int, number: int, count: int) -> None:
        self.anneal(steps, number, count)
        self.steps += steps

    @abstractmethod
    def anneal(self, steps: int, number: int, count: int) -> None:
        """Do some steps of one of `count` slices."""

    @property
    @abstractmethod
    def costs(self) -> tuple[float, float]:
        """CNY of where search is, and of the best so far."""

    @property
    @abstractmethod
    def now(self) -> Lists:
        """Visits of each tour where search is."""

    @property
    @abstractmethod
    def best(self) -> Lists:
        """Visits of each tour in the best routes so far."""

    @abstractmethod
    def go_on_from(self, lists: Lists) -> None:
        """Go on from other routes; the best stays."""


@dataclass
class ChainTurn(Turn):
    """A chain on some visits and tours.

    Parameters
    ----------
    scale : CNY of a temperature of 1.
    """

    arrays: Arrays
    chain: Chain
    scale: float

    def anneal(self, steps: int, number: int, count: int) -> None:
        """Cool from the temperature at which the slice begins to that of the next."""
        hot, cold = (self.scale * HOT * (COLD / HOT) ** (place / count) for place in (number, number + 1))
        anneal(self.arrays, self.chain, steps, hot, cold)

    @property
    def costs(self) -> tuple[float, float]:
        """CNY of where the chain is, and of its best."""
        return float(self.chain.costs[0]), float(self.chain.costs[1])

    @property
    def now(self) -> Lists:
        """Where the chain is."""
        return lists_of(self.chain.kept)

    @property
    def best(self) -> Lists:
        """Its best routes."""
        return lists_of(self.chain.best)

    def go_on_from(self, lists: Lists) -> None:
        """Go on from other routes; another chain's stamps mean something else, so tours are worked out."""
        go_on_from(self.arrays, self.chain, routes_of(self.arrays, lists))


def scale_of(arrays: Arrays) -> float:
    """CNY between two visits on average; 1 where ways cost nothing."""
    count = len(arrays.visits.earliest)
    return float(arrays.ways.fare[0, :count, :count].mean()) or 1.0
