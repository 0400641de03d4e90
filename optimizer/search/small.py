"""A part that a chain can search as a whole: one or more of them, which meet now and then."""

from collections.abc import Sequence
from math import ceil

from optimizer.search.anneal import chain_of, go_on_from
from optimizer.search.luck import luck_of
from optimizer.search.parts import Part
from optimizer.search.routes import Routes, lists_of
from optimizer.search.schedule import routes_of
from optimizer.search.turn import Turn, scale_of

MEET = 8
"""Slices after which chains compare where they are."""


class Small:
    """As many chains as keep lanes busy; the worse ones go on from where the best one is."""

    def __init__(self, part: Part, routes: Routes, share: float, lanes: int, key: Sequence[int]) -> None:
        self.part = part
        self._share, self._scale = share, scale_of(part.arrays)
        count = max(1, ceil(share * lanes - 0.5))
        starts = (routes_of(part.arrays, lists_of(routes)) for _ in range(count))
        self._chains = [
            chain_of(part.arrays, start, luck_of(*key, place)) for place, start in enumerate(starts)
        ]

    def turns(self, number: int) -> list[Turn]:
        """What is to be searched in a slice."""
        if number and number % MEET == 0:
            self._meet()
        share = self._share / len(self._chains)
        return [Turn(self.part.arrays, chain, share, self._scale) for chain in self._chains]

    def settle(self, turns: Sequence[Turn]) -> None:
        """Nothing is to be taken over: chains stay from slice to slice."""

    @property
    def cost(self) -> float:
        """CNY of the best routes so far."""
        return min(float(chain.costs[1]) for chain in self._chains)

    @property
    def best(self) -> list[list[int]]:
        """The best routes so far."""
        return lists_of(min(self._chains, key=lambda chain: float(chain.costs[1])).best)

    def _meet(self) -> None:
        ahead = min(self._chains, key=lambda chain: float(chain.costs[0]))
        for chain in self._chains:
            if chain.costs[0] > ahead.costs[0]:
                # Another chain's stamps mean something else here: its tours are worked out anew.
                go_on_from(self.part.arrays, chain, routes_of(self.part.arrays, lists_of(ahead.kept)))
