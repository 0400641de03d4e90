"""A plan told as events: who is to do which visit when."""

from collections.abc import Iterable, Iterator

import pandas as pd

from domain.errors import must
from domain.events import INTENDED, Event, EventKind
from domain.plan import Assignment, Plan, VisitKey


def assigned(plan: Plan, at: pd.Timestamp, source: str) -> Iterator[Event]:
    """An event for each assignment.

    Parameters
    ----------
    at : when the plan was decided on.
    source : who says so.
    """
    for one in plan.assignments:
        yield Event(
            EventKind.VISIT_ASSIGNED,
            at,
            one.application,
            one.number,
            source=source,
            source_id=f"{at.isoformat()}/{one.application}/{one.number}/assigned",
            payload={"crew": one.crew, "stage": one.stage, "starts_at": one.starts_at},
        )


def plan_told(events: Iterable[Event]) -> Plan:
    """The plan that events tell of, others left aside; of several on one visit the latest holds.

    Raises
    ------
    InputError : an assignment without its visit, its crew, its stage or its begin.
    """
    latest: dict[VisitKey, Assignment] = {}
    told = [event for event in events if event.kind is EventKind.VISIT_ASSIGNED]
    for event in sorted(told, key=lambda event: event.occurred_at):
        where = f"An assignment of {event.application!r}"
        must(event.visit is not None, f"{where} must name the visit, got none.")
        assert event.visit is not None
        for name in INTENDED:
            must(name in event.payload, f"{where} must bring {', '.join(INTENDED)}, got no {name}.")
        crew, stage, starts_at = (event.payload[name] for name in INTENDED)
        key = event.application, event.visit
        latest[key] = Assignment(crew, *key, stage, starts_at)
    return Plan.of(latest.values())
