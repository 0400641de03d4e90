"""A result with what is known of all plans."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from domain.plan import Plan
from optimizer.arrays import Translated
from optimizer.assignment import Limit
from optimizer.assignment import prove as prove_tied
from optimizer.check import check, cost_of
from optimizer.exact.generate import Effort
from optimizer.exact.proof import prove
from optimizer.linked import is_tied
from optimizer.problem import Problem
from optimizer.result import Result, Status
from optimizer.search.planned import planned
from optimizer.search.routes import Lists
from optimizer.search.schedule import routes_of
from optimizer.translate import arrays_of, ticks

EQUAL = 1e-6
"""Share of the cost by which a bound may lie below a plan that is called optimal: rounding."""
_LEAST_SECONDS = 0.01


def bounded(problem: Problem, result: Result, effort: Effort) -> Result:
    """Say how good a plan is; a better one takes its place where the bound finds one.

    It is optimal only where its cost, worked out by `check`, and the bound agree: what the bound leaves out
    of the problem, see `relaxed`, can hide a proof but never make one up.

    Parameters
    ----------
    result : of a search.
    effort : how much may be done.
    """
    if result.plan is None or result.objective is None:
        return result
    begun = perf_counter()
    translated = arrays_of(problem)
    known = _routed(translated, result.plan)
    found = _tied(translated, known, result, effort) if is_tied(problem) else None
    found = found or _untied(translated, known, result, effort)
    return judged(replace(found, seconds=result.seconds + perf_counter() - begun))


def _tied(translated: Translated, known: Lists, result: Result, effort: Effort) -> Result | None:
    """What CP-SAT proves of visits that wait for each other; None where they are too many for it."""
    limit = Limit(seconds=max(effort.until - perf_counter(), _LEAST_SECONDS))
    proof = prove_tied(translated, known, result.objective or 0.0, limit)
    if proof is None:
        return None
    found = result if proof.plan is None else _with(proof.plan, result, translated.problem)
    return replace(found, bound=proof.bound)


def _untied(translated: Translated, known: Lists, result: Result, effort: Effort) -> Result:
    """What column generation proves; links left out, where there are any."""
    proof = prove(translated, known, result.objective or 0.0, effort)
    if proof is None:
        return result
    found = result if proof.routes is None else _better(translated, proof.routes, result)
    return replace(found, bound=proof.bound)


def judged(result: Result) -> Result:
    """A result whose status is what cost and bound say; what is only rounding between them is taken out."""
    if result.objective is None or result.bound is None:
        return result
    is_optimal = result.objective - result.bound <= EQUAL * max(1.0, result.objective)
    bound = result.objective if is_optimal else max(result.bound, 0.0)
    return replace(result, bound=bound, status=Status.OPTIMAL if is_optimal else Status.FEASIBLE)


def _routed(translated: Translated, plan: Plan) -> Lists:
    """Visits of each tour in the order of a plan."""
    problem, opens = translated.problem, translated.arrays.tours.opens
    row_of = {visit.key: row for row, visit in enumerate(problem.visits)}
    routes: Lists = [[] for _ in translated.tours]
    for one in sorted(plan.assignments, key=lambda assignment: assignment.starts_at):
        begin = ticks(one.starts_at, translated.origin)
        own = (row for row, tour in enumerate(translated.tours) if problem.crews[tour.crew].name == one.crew)
        begun = [row for row in own if opens[row] <= begin + 1]
        if begun:
            routes[begun[-1]].append(row_of[one.key])
    return routes


def _better(translated: Translated, routes: Sequence[Sequence[int]], result: Result) -> Result:
    """The plan of other routes where it keeps all rules and costs less, else the one at hand."""
    problem = translated.problem
    plan = planned(translated, routes_of(translated.arrays, routes))
    cost = cost_of(plan, problem)
    if check(plan, problem) or result.objective is None or cost.total >= result.objective:
        return result
    return _with(plan, result, problem)


def _with(plan: Plan, result: Result, problem: Problem) -> Result:
    """A result with another plan."""
    done = {one.key for one in plan.assignments}
    left = tuple(visit.key for visit in problem.visits if visit.key not in done)
    return replace(result, plan=plan, cost=cost_of(plan, problem), unplanned=left)
