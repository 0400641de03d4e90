"""A part that is too large for one chain: groups of neighbouring tours, others in each slice.

In a small group most of what insertion remembers stays true from step to step, and all of it is near in
memory: a chain does several times as many steps as on the whole, and every lane has one of its own.
After Taillard and Voss, POPMUSIC: partial optimization metaheuristic under special intensification
conditions (2002).
"""

from collections.abc import Sequence

import numpy as np

from optimizer.search.anneal import chain_of
from optimizer.search.groups import groups_of
from optimizer.search.luck import luck_of
from optimizer.search.parts import Part, cut, lists_within, spread
from optimizer.search.routes import Routes, lists_of
from optimizer.search.schedule import routes_of, total_cost
from optimizer.search.turn import ChainTurn, scale_of


class Large:
    """Routes that groups improve in turn; visits of two groups meet when groups are chosen anew."""

    def __init__(self, part: Part, routes: Routes, share: float, key: Sequence[int]) -> None:
        self.part, self.best, self.cost = part, lists_of(routes), total_cost(part.arrays, routes)
        self._now, self._share, self._key = self.best, share, tuple(key)
        self._scale = scale_of(part.arrays)
        self._groups: list[Part] = []

    def turns(self, number: int) -> list[ChainTurn]:
        """What is to be searched in a slice."""
        chance = np.random.default_rng((*self._key, number))
        self._groups = [
            cut(self.part.arrays, *group) for group in groups_of(self.part.arrays, self._now, chance)
        ]
        return [self._turn(group, (*self._key, number, place)) for place, group in enumerate(self._groups)]

    def _turn(self, group: Part, key: Sequence[int]) -> ChainTurn:
        routes = routes_of(group.arrays, lists_within(group, self._now))
        share = self._share * len(group.visits) / len(self.part.visits)
        return ChainTurn(share, group.arrays, chain_of(group.arrays, routes, luck_of(*key)), self._scale)

    def settle(self, turns: Sequence[ChainTurn]) -> None:
        """Take over what the groups have found: the best of each of them together is the best of all."""
        chains = [turn.chain for turn in turns]
        cost = sum(float(chain.costs[1]) for chain in chains)
        if cost < self.cost:
            self.cost, self.best = cost, self._together([chain.best for chain in chains])
        self._now = self._together([chain.kept for chain in chains])

    def _together(self, found: Sequence[Routes]) -> list[list[int]]:
        return spread(self._now, self._groups, [lists_of(routes) for routes in found])
