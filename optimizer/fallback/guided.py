"""Guided local search: the slower way to a plan, where there is no compiler."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver import routing_enums_pb2 as enums

from optimizer.arrays import Translated
from optimizer.budget import Budget, Seconds, Work
from optimizer.fallback.model import Model, model_of
from optimizer.fallback.repair import Repaired, repaired
from optimizer.linked.ties import ties_of
from optimizer.search.routes import Lists, Routed, Routes, lists_of

Heard = Callable[[Routes, int], bool]
"""Told each better plan and the solutions found so far; whether to go on."""
SHARE = 0.8
"""Share of the time for search; the rest is for repair."""
LEAST_SECONDS = 0.05
BRANCHES = 1_000
"""Branches of search for each of the rounds of `Work`: some problems have but one solution to look at."""
LEAST_ROUNDS = 10
PAUSE = 10.0
"""Times as long as it took to tell of a plan, search goes on before it tells of another."""


def search_guided(
    translated: Translated, held: Routes, start: Routes, budget: Budget, heard: Heard
) -> tuple[Routes, int]:
    """Plan visits by cheapest insertion and plain guided local search of OR-Tools.

    Parameters
    ----------
    held, start : routes of what is pinned, and of a plan to begin with.
    budget : time; or solutions to look at, which gives the same plan again: this search knows no chance.
    heard : told each better plan.

    Returns
    -------
    The best routes and the solutions looked at.
    """
    search = _Search(translated, held, budget, heard)
    if search.tell(lists_of(start)) and translated.tours and translated.problem.visits:
        search.run(lists_of(start) if any(lists_of(start)) else None)
    return search.best.routes, search.solutions


class _Search:
    """A search under way."""

    def __init__(self, translated: Translated, held: Routes, budget: Budget, heard: Heard) -> None:
        self._translated, self._held, self._heard = translated, held, heard
        self._budget, self._begun = budget, monotonic()
        self._quiet_until, self._least = self._begun, float("inf")
        self._untold: Lists | None = None
        self.best = Repaired(held, float("inf"))
        self.solutions = 0

    def run(self, start: Routed | None) -> None:
        """Search, and tell of the last plan found if it is not told of yet."""
        model = model_of(self._translated.arrays, ties_of(self._translated))
        parameters = self._parameters()
        model.routing.CloseModelWithParameters(parameters)
        model.routing.AddAtSolutionCallback(lambda: self._found(model))
        if isinstance(self._budget, Work):
            most = BRANCHES * max(self._budget.rounds, LEAST_ROUNDS)
            model.routing.AddSearchMonitor(model.routing.solver().BranchesLimit(most))
        first = None if start is None else _assignment(model, start)
        if first is None:
            model.routing.SolveWithParameters(parameters)
        else:
            model.routing.SolveFromAssignmentWithParameters(first, parameters)
        if self._untold is not None:
            self.tell(self._untold)

    def tell(self, wanted: Routed) -> bool:
        """Repair a plan and tell of it if it is better; whether to go on."""
        begun, self._untold = monotonic(), None
        found = repaired(self._translated, self._held, wanted, self._is_over)
        self._quiet_until = monotonic() + PAUSE * (monotonic() - begun)
        if found.cost >= self.best.cost:
            return True
        self.best = found
        return self._heard(found.routes, self.solutions)

    def _found(self, model: Model) -> None:
        """Hear of a solution; with `Work` each better one is told, whatever the time."""
        self.solutions += 1
        cost = model.routing.CostVar().Value()
        if cost >= self._least:
            return
        self._least, self._untold = cost, _routes(model)
        is_quiet = isinstance(self._budget, Seconds) and monotonic() < self._quiet_until
        if not is_quiet and not self.tell(self._untold):
            model.routing.solver().FinishCurrentSearch()

    def _parameters(self) -> Any:
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        if isinstance(self._budget, Seconds):
            left = self._budget.amount * SHARE - (monotonic() - self._begun)
            parameters.time_limit.FromMilliseconds(int(1000 * max(left, LEAST_SECONDS)))
        else:
            parameters.solution_limit = max(self._budget.rounds, 1)
        return parameters

    def _is_over(self) -> bool:
        """Whether no more visits are to be put in: before the first plan, and when time is up."""
        if self.solutions == 0:
            return True
        return isinstance(self._budget, Seconds) and monotonic() > self._begun + self._budget.amount


def _assignment(model: Model, start: Routed) -> pywrapcp.Assignment | None:
    """A plan as the model knows it; None where it breaks a rule of the model."""
    return model.routing.ReadAssignmentFromRoutes(
        [[model.nodes[visit] for visit in route] for route in start], True
    )


def _routes(model: Model) -> Lists:
    """The visits of each tour in the solution that the model is at."""
    visit_at = {index: visit for visit, index in enumerate(model.nodes)}
    return [_walked(model, visit_at, tour) for tour in range(model.routing.vehicles())]


def _walked(model: Model, visit_at: dict[int, int], tour: int) -> list[int]:
    found, index = [], model.routing.NextVar(model.routing.Start(tour)).Value()
    while not model.routing.IsEnd(index):
        found.append(visit_at[index])
        index = model.routing.NextVar(index).Value()
    return found
