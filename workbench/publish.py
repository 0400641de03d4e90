"""A plan handed on: who is to do what when, and what customers are told."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pandas as pd

from domain.event_text import to_mapping
from domain.events import Event, EventKind
from domain.plan import Assignment
from domain.plan_events import assigned
from workbench.crew_plan import Planned

WINDOW = timedelta(hours=2)
"""Told to a customer who has no appointment: as long as those that are booked."""
SOURCE = "dispatch"


def published(planned: Planned) -> str:
    """The plan as JSON: `plan` by crew, and `events` that say the same and book appointments.

    An appointment is booked where none is; it begins with the full hour in which the crew is expected.
    `domain.event_text.from_mapping` reads the events, `domain.plan_events.plan_told` the plan of them.
    """
    events = [*assigned(planned.plan, planned.work.now, SOURCE), *appointments(planned)]
    at, assignments = planned.work.now.isoformat(), planned.plan.to_mapping()
    data = {"at": at, "plan": assignments, "events": [to_mapping(event) for event in events]}
    return json.dumps(data, indent=2, ensure_ascii=False)


def appointments(planned: Planned) -> Iterator[Event]:
    """Appointments booked by the plan, for visits that have none."""
    for one in planned.plan.assignments:
        if planned.problem.visit_of[one.key].window is None:
            yield _appointment(one, planned.work.now)


def _appointment(one: Assignment, now: pd.Timestamp) -> Event:
    start = one.starts_at.floor("h")
    return Event(
        EventKind.APPOINTMENT_BOOKED,
        now,
        one.application,
        one.number,
        source=SOURCE,
        source_id=f"{now.isoformat()}/{one.application}/{one.number}/appointment",
        actor=one.crew,
        payload={"window_start": start, "window_end": start + WINDOW},
    )
