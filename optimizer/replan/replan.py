"""A new plan for the rest of the day that moves as little as pays."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from domain.plan import Assignment, Plan, VisitKey
from optimizer.budget import Budget
from optimizer.check.day import SLACK
from optimizer.problem import Problem, way_to_do
from optimizer.replan.happening import Absent, Away, Happening, Overrun, happened
from optimizer.replan.standing import Standing, standing
from optimizer.result import Result
from optimizer.solve import solve
from optimizer.visit import NO_TIME


@dataclass(frozen=True)
class Moved:
    """A visit that the new plan does otherwise than the old one.

    Parameters
    ----------
    key : the visit.
    before, now : crew and begin; `now` is None where it is left out.
    """

    key: VisitKey
    before: Assignment
    now: Assignment | None


@dataclass(frozen=True)
class Replanned:
    """A plan made anew.

    Parameters
    ----------
    plan : the whole: what had begun, and the rest as planned now; None where there is no plan.
    problem : what was left to plan; `result` is its answer.
    moved : visits of the old plan that had not begun and are done otherwise now.
    """

    plan: Plan | None
    problem: Problem
    result: Result
    moved: tuple[Moved, ...]


def replan(
    plan: Plan,
    problem: Problem,
    happenings: Sequence[Happening],
    now: pd.Timestamp,
    budget: Budget,
    seed: int = 0,
    frozen: pd.Timedelta = NO_TIME,
    progress: Callable[[Result], bool] | None = None,
) -> Replanned:
    """Plan what has not begun, with what has happened since.

    Visits at work, and those a crew is on its way to, stay with their crew; so do those that begin within the
    frozen horizon, unless what happened makes them impossible. All other begins of the plan count as
    promised: moving one costs `problem.prices.moved_promise`.

    Parameters
    ----------
    frozen : from now; how long the plan is left as it is.

    Raises
    ------
    InputError : a crew or visit that is not there.
    """
    changed = happened(problem, happenings)
    overruns = {one.key: one.ends_at for one in happenings if isinstance(one, Overrun)}
    stands = standing(plan, changed, now, overruns, _given_up(plan, changed, happenings, now))
    open_before = [one for one in plan.assignments if one.key in stands.problem.visit_of]
    promised = tuple(one for one in open_before if not _void(one, happenings))
    pinned = (*stands.problem.pinned, *_frozen(promised, stands, now + frozen))
    asked = replace(stands.problem, promised=promised, pinned=tuple(dict.fromkeys(pinned)))
    result = solve(asked, budget, seed, start=Plan.of(open_before), progress=progress)
    if result.plan is None and frozen > NO_TIME:
        return replan(plan, problem, happenings, now, budget, seed, NO_TIME, progress)
    moved = tuple(_moved(open_before, result.plan or Plan()))
    whole = None if result.plan is None else Plan.of([*stands.begun, *result.plan.assignments])
    return Replanned(whole, asked, result, moved)


def _given_up(
    plan: Plan, problem: Problem, happenings: Sequence[Happening], now: pd.Timestamp
) -> list[VisitKey]:
    """Visits that crews do not get to: the customer is not there, or the crew has gone."""
    absent = [one.key for one in happenings if isinstance(one, Absent)]
    away = {one.crew: one for one in happenings if isinstance(one, Away)}
    left = [
        one.key
        for one in plan.assignments
        if one.crew in away
        and one.starts_at > now
        and away[one.crew].begins_at <= one.starts_at < away[one.crew].ends_at
    ]
    return [key for key in (*absent, *left) if key in problem.visit_of]


def _void(one: Assignment, happenings: Sequence[Happening]) -> bool:
    """Whether nobody holds to what was said of a visit."""
    return any(isinstance(other, Absent) and other.key == one.key for other in happenings)


def _frozen(promised: Sequence[Assignment], stands: Standing, until: pd.Timestamp) -> Iterator[Assignment]:
    """What begins within the frozen horizon and can still be done by its crew as planned."""
    problem = stands.problem
    for one in promised:
        crew, visit = problem.crew_of[one.crew], problem.visit_of[one.key]
        on_duty = any(shift.begins_at <= one.starts_at < shift.ends_at for shift in crew.shifts)
        free = crew.free_at is None or crew.free_at <= one.starts_at
        able = way_to_do(visit, crew) is not None and on_duty and free
        if one.starts_at < until and able and (visit.ready_at is None or visit.ready_at <= one.starts_at):
            yield one


def _moved(before: Sequence[Assignment], plan: Plan) -> Iterator[Moved]:
    now = {one.key: one for one in plan.assignments}
    for one in before:
        found = now.get(one.key)
        if found is None or found.crew != one.crew or abs(found.starts_at - one.starts_at) > SLACK:
            yield Moved(one.key, one, found)
