"""A plan of crews as frames: what crews do when and where, what comes late or not at all, and figures."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from domain.plan import Plan, VisitKey
from optimizer import Problem, Result, Status
from optimizer.check import cost_of
from optimizer.check.cost import lateness
from optimizer.check.day import Day, Leg, days_of
from workbench.crew_plan import Planned
from workbench.crew_problem import Latest

HOUR = pd.Timedelta(hours=1)
WORK, TRAVEL, BREAK = "work", "travel", "break"
GANTT = ("crew", "region", "kind", "start", "end", "application", "number", "stage", "track", "late_hours")
STOPS = ("crew", "region", "shift", "order", "latitude", "longitude", "application", "stage", "starts_at")
LEFT = ("status", "application", "number", "track", "stage", "region", "crew", "due_at", "ends_at", "hours")
UNPLANNED, LATE, AT_RISK = "unplanned", "late", "at_risk"


def judged(planned: Planned) -> pd.DataFrame:
    """As `gantt`, of the plan, with kinds LATE and AT_RISK in place of WORK where a promise is in danger."""
    done, told = gantt(planned.plan, planned.problem), left(planned, planned.plan)
    keys = zip(told["application"], told["number"], strict=True)
    status = dict(zip(keys, told["status"], strict=True))
    work = zip(done["application"], done["number"], done["kind"], strict=True)
    return done.assign(kind=[status.get((application, number), kind) for application, number, kind in work])


def gantt(plan: Plan, problem: Problem) -> pd.DataFrame:
    """What every crew does when: work, travel and breaks; columns GANTT.

    `late_hours` is how much later than it is paid to be a visit begins or ends; 0 where in time.
    """
    rows = [row for day in days_of(plan, problem) for leg in day.legs for row in _of_leg(day, leg)]
    return pd.DataFrame(rows, columns=list(GANTT))


def _of_leg(day: Day, leg: Leg) -> Iterator[tuple[Any, ...]]:
    who, nothing = (day.crew.name, day.crew.region), ("", 0, "", "", 0.0)
    free_at = leg.after
    for one in leg.breaks:
        start = max(free_at, one.earliest)
        free_at = start + one.length
        yield (*who, BREAK, start, free_at, *nothing)
    stop = leg.stop
    begins_at = day.back_at if stop is None else stop.begins_at
    if leg.way:
        yield (*who, TRAVEL, begins_at - leg.way, begins_at, *nothing)
    if stop is not None:
        visit = stop.visit
        what = (visit.application, visit.number, visit.stage, visit.track)
        yield (*who, WORK, begins_at, stop.ends_at, *what, lateness(stop) / HOUR)


def stops(plan: Plan, problem: Problem) -> pd.DataFrame:
    """Where every crew is one after the other on each shift, its depot first and last; columns STOPS."""
    rows = [row for day in days_of(plan, problem) for row in _stops(day)]
    return pd.DataFrame(rows, columns=list(STOPS))


def _stops(day: Day) -> Iterator[tuple[Any, ...]]:
    crew, shift = day.crew, day.crew.shifts.index(day.shift)
    who = (crew.name, crew.region, shift)
    first = crew.begins_from(shift)
    yield (*who, 0, first.latitude, first.longitude, "", "", pd.NaT)
    for order, stop in enumerate(day.stops, 1):
        visit, place = stop.visit, stop.visit.place
        where = (place.latitude, place.longitude)
        yield (*who, order, *where, visit.application, visit.stage, stop.begins_at)
    last = len(day.stops) + 1
    yield (*who, last, crew.depot.latitude, crew.depot.longitude, "", "", pd.NaT)


def left(planned: Planned, plan: Plan) -> pd.DataFrame:
    """Visits that a plan leaves out, or does too late for a promise that could still be kept; columns LEFT.

    Late is what ends, or where that is promised begins, when not even the quickest way through all that
    follows would keep the promise; at risk, what does so after it should by expectation. `hours` is by how
    much it misses the one or the other, `due_at` what the customer was told. What is left out comes first,
    then what is late; the dearest before others.
    """
    done = _done(plan, planned.problem)
    work = planned.work
    rows = []
    for visit in sorted(planned.problem.visits, key=lambda visit: -visit.price_unplanned):
        status, hours = _status(done.get(visit.key), work.promises.get(visit.key), work.now)
        if status:
            crew, _, ends_at = done.get(visit.key, ("", pd.NaT, pd.NaT))
            about = (visit.application, visit.number, visit.track, visit.stage, visit.region)
            rows.append((status, *about, crew, work.due_at.get(visit.key), ends_at, hours))
    rows.sort(key=lambda row: (UNPLANNED, LATE, AT_RISK).index(row[0]))
    return pd.DataFrame(rows, columns=list(LEFT))


Done = tuple[str, pd.Timestamp, pd.Timestamp]
"""By whom, from and to."""


def _done(plan: Plan, problem: Problem) -> dict[VisitKey, Done]:
    return {
        stop.visit.key: (day.crew.name, stop.begins_at, stop.ends_at)
        for day in days_of(plan, problem)
        for stop in day.stops
    }


def _status(done: Done | None, latest: Latest | None, now: pd.Timestamp) -> tuple[str, float | None]:
    if done is None:
        return UNPLANNED, None
    if latest is None or latest.at_best < now:
        return "", None
    at = done[1] if latest.begins else done[2]
    if at > latest.at_best:
        return LATE, float((at - latest.at_best) / HOUR)
    if at > latest.by_expectation:
        return AT_RISK, float((at - latest.by_expectation) / HOUR)
    return "", None


def figures(planned: Planned) -> pd.DataFrame:
    """Figures of the plan and of the one by the dispatcher's rule: measure, unit, plan, by_rule."""
    ours, theirs = (figures_of(planned, plan) for plan in (planned.plan, planned.by_rule))
    rows = [(*measure, ours[measure], theirs[measure]) for measure in ours]
    return pd.DataFrame(rows, columns=["measure", "unit", "plan", "by_rule"])


def figures_of(planned: Planned, plan: Plan) -> dict[tuple[str, str], float]:
    """Figures of any plan for what is open: by measure and unit."""
    problem, status = planned.problem, left(planned, plan)["status"]
    days = list(days_of(plan, problem))
    ways = sum((leg.way for day in days for leg in day.legs), pd.Timedelta(0))
    overtime = sum((day.overtime for day in days), pd.Timedelta(0))
    counts = {f"visits_{kind}": float((status == kind).sum()) for kind in (UNPLANNED, LATE, AT_RISK)}
    return {
        ("visits_planned", "visits"): float(len(plan.assignments)),
        **{(measure, "visits"): count for measure, count in counts.items()},
        ("way", "hours"): ways / HOUR,
        ("overtime", "hours"): overtime / HOUR,
        ("plan_cost", "CNY"): cost_of(plan, problem).total,
    }


def above_best(result: Result) -> float | None:
    """Share by which a plan may cost more than the best one does; 0 where none is better, None if unknown."""
    if result.status is Status.OPTIMAL:
        return 0.0
    if result.objective is None or result.bound is None or result.bound <= 0:
        return None
    return max(result.objective / result.bound - 1, 0.0)


def where_left(plan: Plan, problem: Problem, region: str) -> pd.DataFrame:
    """Where the visits of a region are that a plan leaves out: latitude, longitude, application, stage."""
    planned = {one.key for one in plan.assignments}
    rows = [
        (*visit.place[:2], visit.application, visit.stage)
        for visit in problem.visits
        if visit.region == region and visit.key not in planned
    ]
    return pd.DataFrame(rows, columns=["latitude", "longitude", "application", "stage"])
