"""Column generation: routes are priced until none saves anything; a bound holds at every step on the way.

Desaulniers, Desrosiers and Solomon (eds.), Column Generation (2005). For any duals the Lagrangian bound lies
below every plan: their sum, and what the best routes of all tours cost, duals deducted. So it holds whenever
pricing is stopped, and where labels had no room by the bound on the way home.
"""

from collections.abc import Iterable
from time import perf_counter
from typing import NamedTuple

import numpy as np

from optimizer.exact.labelling import LOOSE, NG
from optimizer.exact.master import Column, Duals, Master
from optimizer.exact.pricing import TINY, Priced, Pricing

AT_A_TIME = 40
"""Routes taken over from each group and round."""
PULL, LEAST_PULL = 0.85, 0.1
"""Share of the best duals in those that are priced, and that below which there is none."""


class Effort(NamedTuple):
    """How much may be done for a bound.

    Attributes
    ----------
    rounds : of pricing all groups.
    until : instant of `perf_counter` to stop at.
    """

    rounds: int
    until: float

    @property
    def is_over(self) -> bool:
        """Whether time is up."""
        return perf_counter() > self.until


class Generated(NamedTuple):
    """What column generation came to.

    Attributes
    ----------
    bound : CNY below which no plan of the part lies.
    duals : that say so.
    columns : routes found.
    """

    bound: float
    duals: Duals
    columns: tuple[Column, ...]


def generate(pricing: Pricing, known: Iterable[Column], effort: Effort) -> Generated:
    """Bound a part from below.

    Parameters
    ----------
    known : routes to begin with, such as those of a plan.
    """
    master = Master(pricing.arrays.visits.price_unplanned.tolist(), pricing.counts)
    master.add(known)
    search = _Stabilised(pricing)
    for _ in range(effort.rounds):
        duals = master.solve()
        if duals is None or effort.is_over:
            break
        if not master.add(search.step(duals)) and not search.calm():
            break
    return Generated(search.bound, search.centre, tuple(master.columns.values()))


class _Stabilised:
    """Duals near the best so far: those of the master jump about while it has few routes.

    Wentges, Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming, International
    Transactions in Operational Research 4 (1997).

    Attributes
    ----------
    bound, centre : the best bound and its duals: to begin with that nothing costs less than nothing.
    pull : share of the centre in the duals that are priced.
    """

    def __init__(self, pricing: Pricing) -> None:
        self.bound = 0.0
        self.centre = Duals(np.zeros(len(pricing.arrays.visits.earliest)), np.zeros(len(pricing.groups)))
        self.pull = PULL
        self._pricing = pricing

    def step(self, duals: Duals) -> list[Column]:
        """Price all groups; routes that save something, or the bound gets better."""
        pairs = zip(self.centre, duals, strict=True)
        mixed = Duals(*(self.pull * old + (1 - self.pull) * new for old, new in pairs))
        return self._price(mixed, LOOSE) or self._price(mixed, NG)

    def calm(self) -> bool:
        """Go nearer to the duals of the master; False where they are reached."""
        was, self.pull = self.pull, self.pull / 2 if self.pull > LEAST_PULL else 0.0
        return was > 0.0

    def _price(self, duals: Duals, rule: int) -> list[Column]:
        groups = range(len(self._pricing.groups))
        priced = [self._pricing.price(group, duals, rule, -TINY, AT_A_TIME) for group in groups]
        bound = _bound(self._pricing, duals, priced)
        if bound > self.bound:
            self.bound, self.centre = bound, duals
        return [column for one in priced for column in one.columns]


def _bound(pricing: Pricing, duals: Duals, priced: Iterable[Priced]) -> float:
    """The Lagrangian bound."""
    saved = sum(
        count * (dual + min(one.least, 0.0))
        for count, dual, one in zip(pricing.counts, duals.groups, priced, strict=True)
    )
    return float(duals.visits.sum() + saved)
