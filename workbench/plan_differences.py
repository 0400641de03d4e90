"""Two plans beside each other: which visits go to another crew or time, and how the figures differ."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from domain.plan import Assignment, Plan, VisitKey
from optimizer import Problem

MINUTE = pd.Timedelta(minutes=1)
"""Nobody calls a visit moved that begins less than this earlier or later."""
DIFFERENCES = (
    "application", "number", "stage", "region",
    "crew_before", "begins_before", "crew_after", "begins_after",
)  # fmt: skip


def differences(before: Plan, after: Plan, problem: Problem) -> pd.DataFrame:
    """Visits that two plans do otherwise; columns DIFFERENCES, nobody and NaT where a plan leaves one out.

    Parameters
    ----------
    problem : whose visits are compared; others, which have begun since, are not told of.
    """
    earlier, later = _by_key(before), _by_key(after)
    rows = list(_rows(earlier, later, problem))
    return pd.DataFrame(rows, columns=list(DIFFERENCES))


def _rows(
    earlier: dict[VisitKey, Assignment], later: dict[VisitKey, Assignment], problem: Problem
) -> Iterator[tuple[Any, ...]]:
    for visit in problem.visits:
        one, other = earlier.get(visit.key), later.get(visit.key)
        if _differ(one, other):
            yield (*visit.key, visit.stage, visit.region, *_done(one), *_done(other))


def moved(before: Plan, after: Plan) -> int:
    """How many visits that both plans hold go to another crew or another time."""
    earlier = _by_key(before)
    return sum(one.key in earlier and _differ(earlier[one.key], one) for one in after.assignments)


def _by_key(plan: Plan) -> dict[VisitKey, Assignment]:
    return {one.key: one for one in plan.assignments}


def _differ(one: Assignment | None, other: Assignment | None) -> bool:
    if one is None or other is None:
        return one is not other
    return one.crew != other.crew or abs(one.starts_at - other.starts_at) >= MINUTE


def _done(one: Assignment | None) -> tuple[str, Any]:
    return ("", pd.NaT) if one is None else (one.crew, one.starts_at)
