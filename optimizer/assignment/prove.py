"""The best plan of a small problem with links, and the proof that none is better.

It serves problems whose visits wait for each other, which routes chosen one by one cannot say. A bound is
below every plan that `optimizer.check` accepts; a plan is told only where `check` accepts it.
"""

from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from domain.plan import Plan
from optimizer.arrays import Floats, Translated
from optimizer.assignment.sequence import Sequencing
from optimizer.assignment.units import cny
from optimizer.budget import Work
from optimizer.check import check, cost_of
from optimizer.linked import search_linked
from optimizer.search.planned import planned
from optimizer.search.routes import Routed
from optimizer.translate import plan_of

MOST_VISITS = 16
"""Visits with which a proof is tried; 13 by 3 crews, Mankowska's smallest, take up to 20 CPU seconds."""
MOST_WAYS = 20_000
"""Ways from visit to visit, counted for each tour, with which it is tried."""
WORKERS = 8
"""Strategies that CP-SAT takes turns with on one core: what it finds does not depend on the machine."""


class Limit(NamedTuple):
    """How much may be done for a proof.

    Attributes
    ----------
    work : CP-SAT's own measure, about a second each; the same outcome for the same work on any machine.
    seconds : wall time; with it in force the outcome depends on the machine.
    """

    work: float = 10.0
    seconds: float = float("inf")


class Proof(NamedTuple):
    """What is known of all plans.

    Attributes
    ----------
    bound : CNY below which none lies.
    plan : the best one found; None where none is better than the one known, or not yet found.
    """

    bound: float
    plan: Plan | None


def prove(translated: Translated, known: Routed, dear: float, limit: Limit) -> Proof | None:
    """Look for the best plan and for a bound.

    Parameters
    ----------
    known : visits of each tour of a plan to begin with.
    dear : CNY that it costs.

    Returns
    -------
    None where the problem is too large, where nothing was proven in time, and where what was done before
    planning begins counts in the cost of a tour: its way here is not known.
    """
    if len(translated.pinned) < len(translated.problem.pinned) or not _is_small(translated):
        return None
    model = Sequencing(translated)
    model.hint(known)
    model.cost_at_most(dear)
    solver = _solver(limit)
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return Proof(dear, None)
    if status == cp_model.UNKNOWN and solver.best_objective_bound <= 0:
        return None
    bound = min(cny(solver.best_objective_bound), dear)
    if status == cp_model.UNKNOWN:
        return Proof(bound, None)
    return Proof(bound, _better(translated, dear, *model.found(solver)))


def _better(translated: Translated, dear: float, routes: Routed, begin: Floats) -> Plan | None:
    """The plan of a solution, if it keeps the rules and costs less than the one known.

    Its begins may be later than they must where that costs nothing, so they are worked out anew, too; but
    where hours away have a price, later may be better.
    """
    # Where nothing is compiled its random numbers overflow, as they are meant to, and numpy would say so.
    with np.errstate(over="ignore"):
        timed = search_linked(translated, Work(0), 1, routes).routes
    plans = planned(translated, timed), plan_of(translated, routes, begin)
    costs = [cost_of(plan, translated.problem).total for plan in plans]
    for cost, plan in sorted(zip(costs, plans, strict=True), key=lambda entry: entry[0]):
        if cost < dear and not check(plan, translated.problem):
            return plan
    return None


def _is_small(translated: Translated) -> bool:
    visits, tours = len(translated.problem.visits), len(translated.tours)
    return visits <= MOST_VISITS and visits * visits * tours <= MOST_WAYS


def _solver(limit: Limit) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed, parameters.num_workers, parameters.interleave_search = 1, WORKERS, True
    parameters.max_deterministic_time = limit.work
    parameters.max_time_in_seconds = limit.seconds
    return solver
