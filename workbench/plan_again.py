"""A plan of crews made again in the course of the day, and what it would cost to change it by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from domain.errors import InputError, must
from domain.plan import Plan
from optimizer import Budget, Moment, Place, Problem, Visit, Work, solve
from optimizer.replan import Emergency, Happening, replan
from workbench.crew_plan import NOTHING_CHANGED, Planned
from workbench.open_work import reaching
from workbench.plan_changes import Kept
from workbench.plan_differences import moved
from workbench.rule_plan import rule_plan

AS_IT_FITS = Work(0)
"""No search on either side of a price, only room for what is displaced: luck must not look like a price."""


def planned_again(
    found: Planned,
    happenings: Sequence[Happening],
    now: pd.Timestamp,
    budget: Budget,
    frozen: pd.Timedelta,
    going_on: Callable[[], bool] = lambda: True,
) -> Planned:
    """Plan what has not begun, with what has happened since; what is at work stays and is no longer told of.

    Parameters
    ----------
    frozen : from now; how long the plan is left as it is.
    going_on : is asked at every better plan; False ends the search.

    Raises
    ------
    InputError : an instant before that of the plan, or what cannot have happened; see `optimizer.replan`.
    """
    before = found.work
    must(now >= before.now, f"Plan: it must happen after the plan was made, at {before.now}, got {now}.")
    places = [one.visit.place for one in happenings if isinstance(one, Emergency)]
    problem = reaching(found.problem, places, before.lands)
    rest = replan(found.plan, problem, happenings, now, budget, 0, frozen, lambda better: going_on())
    if rest.plan is None:
        raise InputError("Plan: what has begun must keep the rules, and does not.")
    work = replace(before, now=now, problem=rest.problem)
    return Planned(work, NOTHING_CHANGED, rest.problem, rest.result, rule_plan(rest.problem))


def urgent(problem: Problem, like: Visit, application: str, place: Place, at: pd.Timestamp) -> Visit:
    """A visit that nobody expected, which weighs as much as the dearest one there is and is late at once.

    Parameters
    ----------
    like : whose work it is like.
    application : its own name.
    """
    return replace(
        like,
        application=application,
        number=1,
        place=place,
        ready_at=at,
        due_at=at,
        due_for=Moment.BEGIN,
        price_late=max(visit.price_late for visit in problem.visits),
        price_unplanned=max(visit.price_unplanned for visit in problem.visits),
        window=None,
    )


@dataclass(frozen=True)
class Priced:
    """What a change by hand does to a plan.

    Parameters
    ----------
    cost : CNY that it adds at most: planning anew may find a better place for what it displaces.
    moved : other visits that go to another crew or time.
    left_out : the visit itself is no longer planned.
    """

    cost: float
    moved: int
    left_out: bool


def price_of(found: Planned, kept: Kept) -> Priced:
    """The price of setting one visit by hand: all else stays as far as it fits, what does not goes elsewhere.

    Raises
    ------
    InputError : what cannot be done; see `workbench.plan_changes.Changes.of`.
    """
    others = tuple(one for one in found.changes.kept if one.key != kept.key)
    problem = replace(found.changes, kept=(*others, kept)).of(found.work)
    (cost, plan), (changed_cost, changed) = (_best(one, found.plan) for one in (found.problem, problem))
    others_now = Plan.of(one for one in changed.assignments if one.key != kept.key)
    left_out = all(one.key != kept.key for one in changed.assignments)
    return Priced(changed_cost - cost, moved(plan, others_now), left_out)


def _best(problem: Problem, start: Plan) -> tuple[float, Plan]:
    result = solve(problem, AS_IT_FITS, seed=0, start=start, lanes=1)
    if result.plan is None or result.objective is None:
        raise InputError("Plan: what is pinned must keep the rules, and does not.")
    return result.objective, result.plan
