"""From a problem to the best plan that a budget allows."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import inf
from os import cpu_count
from time import perf_counter

from domain.plan import Plan
from optimizer.arrays import Translated
from optimizer.budget import Budget, Seconds, Work, left_of
from optimizer.check import cost_of
from optimizer.compiled import COMPILED
from optimizer.exact import Effort, bounded, judged
from optimizer.fallback import search_guided
from optimizer.linked import is_tied, search_linked
from optimizer.problem import Problem
from optimizer.result import Result, Status
from optimizer.search.chains import search
from optimizer.search.first import fill, routes_from
from optimizer.search.insertion import empty_memory
from optimizer.search.luck import luck_of
from optimizer.search.planned import planned
from optimizer.search.routes import Routes, lists_of
from optimizer.translate import arrays_of

Progress = Callable[[Result], bool]
"""Told each better result; search stops when it says False."""


SMALL = 40
"""Most visits of a problem whose plan is always judged."""
FIRST, SHARE = 0.1, 0.2
"""Shares of the seconds for search before the bound is worked out, and at most for the bound."""
ROUNDS = 400
"""Rounds of pricing; far more than it takes where there is time."""


def solve(
    problem: Problem,
    budget: Budget,
    seed: int,
    *,
    start: Plan | None = None,
    lanes: int | None = None,
    progress: Progress | None = None,
    bound: bool | float | None = None,
) -> Result:
    """Plan visits.

    Parameters
    ----------
    budget : `Seconds` of wall time, or `Work`, which gives the same plan to the bit on any number of lanes;
        without numba its rounds are the solutions of guided local search.
    start : an earlier plan to begin with, as far as it still fits.
    lanes : threads to search with; one for each core without it.
    progress : is told each better result, and stops the search by saying False.
    bound : whether to work out how good the plan is, or the share of the seconds that may be spent on it
        (`SHARE` where it is just True). Without it that of at most `SMALL` visits is, where the budget is of
        `Seconds`. A plan that is proven optimal ends the search.

    Returns
    -------
    Result
        The best plan found; without one where what is pinned contradicts the rules.
    """
    share = _share(problem, budget, bound)
    if share == 0:
        return _search(problem, budget, seed, start, lanes, progress)
    if isinstance(budget, Work):
        found = _search(problem, budget, seed, start, lanes, progress)
        return bounded(problem, found, Effort(ROUNDS, inf))
    return _search_and_bound(problem, budget, seed, start, lanes, progress, share)


def _share(problem: Problem, budget: Budget, bound: bool | float | None) -> float:
    """Share of the effort that may go into a bound; the way home of labels needs the compiler."""
    if bound is None:
        bound = COMPILED and isinstance(budget, Seconds) and len(problem.visits) <= SMALL
    return SHARE if bound is True else float(bound)


def _search_and_bound(
    problem: Problem,
    budget: Seconds,
    seed: int,
    start: Plan | None,
    lanes: int | None,
    progress: Progress | None,
    share: float,
) -> Result:
    """Search a little, work out the bound, and search on where the plan is not proven optimal."""
    heard = _Heard(progress)
    first = _search(problem, Seconds(budget.amount * FIRST), seed, start, lanes, heard)
    known = bounded(problem, first, Effort(ROUNDS, perf_counter() + share * budget.amount))
    left = budget.amount - known.seconds
    if known.plan is None or known.status is Status.OPTIMAL or heard.is_enough or left <= 0:
        return known
    more = _search(problem, Seconds(left), seed, known.plan, lanes, heard)
    better = min(more, known, key=lambda result: result.objective or 0.0)
    seconds, work = known.seconds + more.seconds, known.work + more.work
    return judged(replace(better, bound=known.bound, seconds=seconds, work=work))


class _Heard:
    """Tells of a result only where it is better than those before, and remembers whether that is enough.

    Attributes
    ----------
    is_enough : whether search was stopped.
    """

    def __init__(self, progress: Progress | None) -> None:
        self.is_enough = False
        self._progress = progress
        self._least = inf

    def __call__(self, result: Result) -> bool:
        if result.objective is not None and result.objective < self._least and self._progress is not None:
            self._least = result.objective
            self.is_enough = not self._progress(result)
        return not self.is_enough


def _search(
    problem: Problem,
    budget: Budget,
    seed: int,
    start: Plan | None,
    lanes: int | None,
    progress: Progress | None,
) -> Result:
    """The best plan that search finds."""
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
    problem, plan = translated.problem, planned(translated, routes)
    done = {one.key for one in plan.assignments}
    unplanned = tuple(visit.key for visit in problem.visits if visit.key not in done)
    cost = cost_of(plan, problem)
    return Result(plan, Status.FEASIBLE, cost, None, perf_counter() - begun, work, unplanned)
