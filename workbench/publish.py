"""A plan handed on: who is to do what when, and what customers are told."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pandas as pd

from domain.events import Event, EventKind
from domain.plan import Assignment
from workbench.crew_plan import Planned

WINDOW = timedelta(hours=2)
"""Told to a customer who has no appointment: as long as those that are booked."""
SOURCE = "dispatch"


def published(planned: Planned) -> str:
    """The plan as JSON: `assignments` by crew, and `events` that book an appointment where none is.

    An appointment begins with the full hour in which the crew is expected.
    """
    events = [_as_data(event) for event in appointments(planned)]
    at, assignments = planned.snapshot.now.isoformat(), planned.plan.to_mapping()
    data = {"at": at, "assignments": assignments, "events": events}
    return json.dumps(data, indent=2, ensure_ascii=False)


def appointments(planned: Planned) -> Iterator[Event]:
    """Appointments booked by the plan, for visits that have none."""
    for one in planned.plan.assignments:
        if planned.problem.visit_of[one.key].window is None:
            yield _appointment(one, planned.snapshot.now)


def _appointment(one: Assignment, now: pd.Timestamp) -> Event:
    start = one.starts_at.floor("h")
    return Event(
        EventKind.APPOINTMENT_BOOKED,
        now,
        one.application,
        one.number,
        source=SOURCE,
        source_id=f"{now.isoformat()}/{one.application}/{one.number}",
        actor=one.crew,
        payload={"window_start": start, "window_end": start + WINDOW},
    )


def _as_data(event: Event) -> dict[str, Any]:
    payload = {key: value.isoformat() for key, value in event.payload.items()}
    about = {"application": event.application, "visit": event.visit, "actor": event.actor}
    told = {"kind": str(event.kind), "occurred_at": event.occurred_at.isoformat()}
    return {**told, **about, "source": event.source, "source_id": event.source_id, "payload": payload}
