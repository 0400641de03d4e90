"""A part that a chain can search as a whole: one or more of them, which meet now and then."""

from collections.abc import Sequence
from math import ceil
from typing import Generic

from optimizer.search.anneal import chain_of
from optimizer.search.luck import luck_of
from optimizer.search.parts import Part
from optimizer.search.routes import Lists, Routes, lists_of
from optimizer.search.schedule import routes_of
from optimizer.search.slices import SomeTurn
from optimizer.search.turn import ChainTurn, scale_of

MEET = 8
"""Slices after which chains compare where they are."""


class Small(Generic[SomeTurn]):
    """Chains that keep lanes busy; the worse ones go on from where the best one is."""

    def __init__(self, part: Part, chains: Sequence[SomeTurn]) -> None:
        self.part, self._chains = part, chains

    def turns(self, number: int) -> Sequence[SomeTurn]:
        """What is to be searched in a slice."""
        if number and number % MEET == 0:
            self._meet()
        for chain in self._chains:
            chain.steps = 0
        return self._chains

    def settle(self, turns: Sequence[SomeTurn]) -> None:
        """Nothing is to be taken over: chains stay from slice to slice."""

    @property
    def cost(self) -> float:
        """CNY of the best routes so far."""
        return min(chain.costs[1] for chain in self._chains)

    @property
    def best(self) -> Lists:
        """The best routes so far."""
        return min(self._chains, key=lambda chain: chain.costs[1]).best

    def _meet(self) -> None:
        ahead = min(self._chains, key=lambda chain: chain.costs[0])
        for chain in self._chains:
            if chain.costs[0] > ahead.costs[0]:
                chain.go_on_from(ahead.now)


def small(part: Part, routes: Routes, share: float, lanes: int, key: Sequence[int]) -> Small[ChainTurn]:
    """Chains from routes of a part.

    Parameters
    ----------
    share : of the steps and of the time of all lanes.
    key : what luck is drawn by.
    """
    count, scale = chains_for(share, lanes), scale_of(part.arrays)
    starts = [routes_of(part.arrays, lists_of(routes)) for _ in range(count)]
    chains = [chain_of(part.arrays, start, luck_of(*key, place)) for place, start in enumerate(starts)]
    return Small(part, [ChainTurn(share / count, part.arrays, chain, scale) for chain in chains])


def chains_for(share: float, lanes: int) -> int:
    """As many chains as a part would keep lanes busy."""
    return max(1, ceil(share * lanes - 0.5))
