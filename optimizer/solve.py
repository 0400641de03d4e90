"""From a problem to the best plan that a budget allows."""

from collections.abc import Callable
from functools import partial
from os import cpu_count
from time import perf_counter

from domain.plan import Plan
from optimizer.arrays import Translated
from optimizer.budget import Budget, left_of
from optimizer.check import cost_of
from optimizer.compiled import COMPILED
from optimizer.fallback import search_guided
from optimizer.linked import is_tied, search_linked
from optimizer.problem import Problem
from optimizer.result import Result, Status
from optimizer.search.chains import search
from optimizer.search.first import fill, routes_from
from optimizer.search.insertion import empty_memory
from optimizer.search.luck import luck_of
from optimizer.search.out import put_off
from optimizer.search.routes import Routes, lists_of
from optimizer.translate import arrays_of, plan_of

Progress = Callable[[Result], bool]
"""Told each better result; search stops when it says False."""


def solve(
    problem: Problem,
    budget: Budget,
    seed: int,
    *,
    start: Plan | None = None,
    lanes: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Plan visits.

    Parameters
    ----------
    budget : `Seconds` of wall time, or `Work`, which gives the same plan to the bit on any number of lanes;
        without numba its rounds are the solutions of guided local search.
    start : an earlier plan to begin with, as far as it still fits.
    lanes : threads to search with; one for each core without it.
    progress : is told each better result, and stops the search by saying False.

    Returns
    -------
    Result
        The best plan found; without one where what is pinned contradicts the rules.
    """
    begun = perf_counter()
    translated = arrays_of(problem)
    routes = routes_from(translated, start)
    if routes is None:
        return Result(None, Status.NO_PLAN, None, None, perf_counter() - begun, 0)
    told = partial(_tell, translated, begun, progress)
    if not COMPILED:
        held = routes_from(translated, None) or routes
        best, steps = search_guided(translated, held, routes, budget, told)
        return _result(translated, best, begun, steps)
    if is_tied(problem):
        lists = None if start is None else lists_of(routes)
        found = search_linked(translated, left_of(budget, begun), seed, lists, told, lanes)
        return _result(translated, found.routes, begun, found.rounds)
    fill(translated.arrays, routes, empty_memory(translated.arrays), luck_of(seed))
    if not told(routes, 0):
        return _result(translated, routes, begun, 0)
    left = left_of(budget, begun)
    best, steps = search(translated.arrays, routes, left, seed, lanes or cpu_count() or 1, told)
    return _result(translated, best, begun, steps)


def _tell(translated: Translated, begun: float, progress: Progress | None, routes: Routes, work: int) -> bool:
    """Tell of better routes; whether to go on."""
    return progress is None or progress(_result(translated, routes, begun, work))


def _result(translated: Translated, routes: Routes, begun: float, work: int) -> Result:
    """What routes are as a result; its cost is that of the plan, recomputed, never the search's own sum."""
    problem = translated.problem
    begin = routes.begin.copy()
    put_off(translated.arrays, routes, begin)
    plan = plan_of(translated, lists_of(routes), begin)
    planned = {one.key for one in plan.assignments}
    unplanned = tuple(visit.key for visit in problem.visits if visit.key not in planned)
    cost = cost_of(plan, problem)
    return Result(plan, Status.FEASIBLE, cost, None, perf_counter() - begun, work, unplanned)
