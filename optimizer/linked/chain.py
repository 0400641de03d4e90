"""A chain of search for tied visits."""

import numpy as np

from optimizer.arrays import Arrays
from optimizer.linked.anneal import Memory, anneal, construct
from optimizer.linked.state import put_all, state_of
from optimizer.linked.ties import Ties
from optimizer.linked.timing import cost_of_all, settle_all
from optimizer.problem import Prices
from optimizer.search.luck import Luck
from optimizer.search.routes import Lists, Routed, copy_routes, empty_routes, lists_of
from optimizer.search.turn import Turn

HOT, COLD = 4.0, 0.1
"""Mean ways to a near visit by which a plan may be worse at the beginning and at the end."""
_NEAR = 10


class TiedTurn(Turn):
    """A chain that keeps its plans from turn to turn.

    Parameters
    ----------
    start : visits of each tour, pinned ones included; what breaks a link is left out.
    """

    def __init__(
        self, share: float, arrays: Arrays, ties: Ties, prices: Prices, start: Routed, luck: Luck
    ) -> None:
        super().__init__(share)
        self.ties, self.luck = ties, luck
        self.arrays, self.state = state_of(arrays, ties, prices)
        self.memory = Memory(empty_routes(self.arrays), empty_routes(self.arrays), np.zeros(2))
        self._way = _mean_way(self.arrays)
        self.is_well = self._put(start)
        copy_routes(self.state.routes, self.memory.best)
        self.memory.cost[1] = self.memory.cost[0]

    def construct(self) -> None:
        """Put in whatever is in no tour."""
        construct(self.arrays, self.ties, self.state, self.memory, self.luck)

    def anneal(self, steps: int, number: int, count: int) -> None:
        """Search as hot as it is when the slice begins."""
        heat = self._way * HOT * (COLD / HOT) ** (number / count)
        anneal(self.arrays, self.ties, self.state, self.memory, steps, heat, self.luck)

    @property
    def costs(self) -> tuple[float, float]:
        """CNY of where search is, and of the best so far."""
        return float(self.memory.cost[0]), float(self.memory.cost[1])

    @property
    def now(self) -> Lists:
        """Where search is."""
        return lists_of(self.memory.current)

    @property
    def best(self) -> Lists:
        """The best routes so far."""
        return lists_of(self.memory.best)

    def go_on_from(self, lists: Lists) -> None:
        """Go on from other routes; the best stays unless they are better."""
        self._put(lists)
        if self.memory.cost[0] < self.memory.cost[1]:
            copy_routes(self.state.routes, self.memory.best)
            self.memory.cost[1] = self.memory.cost[0]

    def _put(self, lists: Routed) -> bool:
        """Make routes those to search from; whether they keep the rules."""
        put_all(self.arrays, self.ties, self.state, lists)
        is_well = settle_all(self.arrays, self.ties, self.state.routes, self.state.timing)
        copy_routes(self.state.routes, self.memory.current)
        self.memory.cost[0] = cost_of_all(self.arrays, self.state.routes, self.state.timing)
        return bool(is_well)


def _mean_way(arrays: Arrays) -> float:
    """CNY of the mean way from a visit to one of those nearest to it; a mean price where nothing is far."""
    near = arrays.ways.near[:, 1 : _NEAR + 1]
    if near.size == 0:
        return 1.0
    return float(np.take_along_axis(arrays.ways.fare[0, : len(near)], near, axis=1).mean()) or 1.0
