"""Which crews are alike and which tours are theirs, so that search can weigh how busy they are."""

import numpy as np

from optimizer.arrays import HOUR, BalanceArrays, Tour
from optimizer.problem import Problem


def balance_of(problem: Problem, tours: tuple[Tour, ...]) -> BalanceArrays:
    """Lay out crews of the same skills, as `optimizer.check.cost_of` compares them."""
    first: dict[tuple[str, ...], int] = {}
    alike = [first.setdefault(tuple(sorted(crew.skills)), len(first)) for crew in problem.crews]
    crew = np.array([tour.crew for tour in tours], np.int64)
    group = np.array([alike[tour.crew] for tour in tours], np.int64)
    return BalanceArrays(
        tours=np.lexsort((crew, group)).astype(np.int64),
        tours_from=np.searchsorted(np.sort(group), np.arange(len(first) + 1)).astype(np.int64),
        crew=crew,
        crews=np.bincount(alike, minlength=len(first)).astype(np.float64),
        price=np.array([problem.prices.imbalance_hour / HOUR]),
    )
