"""The linear relaxation of choosing routes: every visit in one, or left out at its price."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from ortools.linear_solver import pywraplp

from optimizer.arrays import Floats


class Column(NamedTuple):
    """A route that one of the tours alike may take.

    Attributes
    ----------
    group : of tours.
    route : visits in order; more than once where pricing does not remember all of them.
    cost : CNY.
    """

    group: int
    route: tuple[int, ...]
    cost: float


class Duals(NamedTuple):
    """What a plan would save.

    Attributes
    ----------
    visits : CNY by each visit that needed no crew, at least 0.
    groups : CNY by one more tour of each group, at most 0.
    """

    visits: Floats
    groups: Floats


class Master:
    """The columns at hand, and their best mixture.

    Parameters
    ----------
    prices : CNY of leaving out each visit.
    counts : tours of each group.
    """

    def __init__(self, prices: Sequence[float], counts: Sequence[int]) -> None:
        self.columns: dict[tuple[int, tuple[int, ...]], Column] = {}
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        endless = self._solver.infinity()
        # A visit in two routes is no cheaper than in one, and duals that cannot fall below 0 settle sooner.
        self._visits = [self._solver.Constraint(1.0, endless) for _ in prices]
        self._groups = [self._solver.Constraint(-endless, count) for count in counts]
        self._solver.Objective().SetMinimization()
        for row, price in zip(self._visits, prices, strict=True):
            row.SetCoefficient(self._column(price), 1.0)

    def add(self, columns: Iterable[Column]) -> int:
        """Add routes that are not there, or not at so low a cost; gives how many."""
        new = [column for column in columns if self._is_new(column)]
        for column in new:
            self.columns[column[:2]] = column
            variable = self._column(column.cost)
            self._groups[column.group].SetCoefficient(variable, 1.0)
            for visit, times in Counter(column.route).items():
                self._visits[visit].SetCoefficient(variable, float(times))
        return len(new)

    def solve(self) -> Duals | None:
        """The duals of the best mixture; None where the solver of linear programmes gives up."""
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        visits = [max(row.dual_value(), 0.0) for row in self._visits]
        groups = [min(row.dual_value(), 0.0) for row in self._groups]
        return Duals(np.array(visits), np.array(groups))

    def _is_new(self, column: Column) -> bool:
        known = self.columns.get(column[:2])
        return known is None or column.cost < known.cost

    def _column(self, cost: float) -> pywraplp.Variable:
        variable = self._solver.NumVar(0.0, self._solver.infinity(), "")
        self._solver.Objective().SetCoefficient(variable, float(cost))
        return variable
