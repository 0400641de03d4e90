"""The objective of a plan, recomputed by parts without the solver."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean

import pandas as pd

from domain.errors import InputError
from domain.plan import Plan
from optimizer.check.day import SLACK, Day, Stop, days_of
from optimizer.check.words import strangers
from optimizer.problem import Problem
from optimizer.result import Cost
from optimizer.visit import NO_TIME, Moment

_HOUR = pd.Timedelta(hours=1)


def cost_of(plan: Plan, problem: Problem) -> Cost:
    """The objective of a plan by parts.

    A plan that breaks rules has a price too: ways are paid for though there be no time for them.

    Raises
    ------
    InputError : a visit or a crew that the problem does not know.
    """
    for sentence in (sentence for one in plan.assignments for sentence in strangers(one, problem)):
        raise InputError(sentence)
    days = list(days_of(plan, problem))
    return Cost(
        late=sum(_late(stop) for day in days for stop in day.stops),
        unplanned=_unplanned(plan, problem),
        travel=sum(_travel(day, problem) for day in days),
        overtime=sum(_hours(day.overtime) * day.crew.price_overtime for day in days),
        crews=sum(_shift(day) for day in days),
        imbalance=_imbalance(days, problem),
        moved=_moved(plan, problem) * problem.prices.moved_promise,
        worst_late=_worst_late(days) * problem.prices.worst_late_hour,
    )


def lateness(stop: Stop) -> pd.Timedelta:
    """Time by which a visit misses its due instant; none where nothing is promised."""
    due_at = stop.visit.due_at
    if due_at is None:
        return NO_TIME
    reached = stop.begins_at if stop.visit.due_for is Moment.BEGIN else stop.ends_at
    return max(reached - due_at, NO_TIME)


def _late(stop: Stop) -> float:
    return _hours(lateness(stop)) * stop.visit.price_late


def _unplanned(plan: Plan, problem: Problem) -> float:
    planned = {one.key for one in plan.assignments}
    return sum(visit.price_unplanned for visit in problem.visits if visit.key not in planned)


def _travel(day: Day, problem: Problem) -> float:
    prices = problem.prices
    return sum(_hours(leg.way) * prices.travel_hour + leg.km * prices.travel_km for leg in day.legs)


def _shift(day: Day) -> float:
    """A shift in which the crew does anything, and its hours from the depot and back."""
    return day.crew.price_shift + _hours(day.back_at - day.leaves_at) * day.crew.price_hour


def _imbalance(days: Sequence[Day], problem: Problem) -> float:
    """Hours by which crews are busier, at work or on the way, than the mean of those with the same skills."""
    busy: dict[str, float] = defaultdict(float)
    for day in days:
        busy[day.crew.name] += sum(_hours(one) for one in _busy(day))
    alike: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for crew in problem.crews:
        alike[tuple(sorted(crew.skills))].append(busy[crew.name])
    above = sum(max(hours - fmean(group), 0.0) for group in alike.values() for hours in group)
    return above * problem.prices.imbalance_hour


def _busy(day: Day) -> Iterator[pd.Timedelta]:
    yield from (stop.work for stop in day.stops)
    yield from (leg.way for leg in day.legs)


def _moved(plan: Plan, problem: Problem) -> int:
    """Promises that the plan does not keep to the begin: moved, or the visit left out."""
    begins = {one.key: one.starts_at for one in plan.assignments}
    told = ((one.starts_at, begins.get(one.key)) for one in problem.promised)
    return sum(begin is None or abs(begin - promised) > SLACK for promised, begin in told)


def _worst_late(days: Sequence[Day]) -> float:
    return max((_hours(lateness(stop)) for day in days for stop in day.stops), default=0.0)


def _hours(time: pd.Timedelta) -> float:
    return time / _HOUR
