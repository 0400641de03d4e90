"""Events: the atomic facts that a log is folded from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from domain.errors import InputError
from domain.frames import CORE


class EventKind(StrEnum):
    """What an event says happened."""

    APPLICATION_SUBMITTED = "application_submitted"
    APPLICATION_FINISHED = "application_finished"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    VISIT_ENABLED = "visit_enabled"
    VISIT_ASSIGNED = "visit_assigned"
    VISIT_STARTED = "visit_started"
    VISIT_COMPLETED = "visit_completed"
    SEGMENT_STARTED = "segment_started"
    SEGMENT_ENDED = "segment_ended"
    HOLD_STARTED = "hold_started"
    HOLD_ENDED = "hold_ended"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_SETTLED = "appointment_settled"
    DEADLINE_SET = "deadline_set"
    DEADLINE_MET = "deadline_met"
    SURVEY_ANSWERED = "survey_answered"
    CONTACT_RECEIVED = "contact_received"
    CONTACT_STARTED = "contact_started"
    CONTACT_HANDLED = "contact_handled"
    DUTY_STARTED = "duty_started"
    DUTY_ENDED = "duty_ended"
    RETRACTED = "retracted"


TELLS: Mapping[EventKind, tuple[str, str]] = {
    EventKind.APPLICATION_SUBMITTED: ("applications", "submitted_at"),
    EventKind.APPLICATION_FINISHED: ("applications", "finished_at"),
    EventKind.APPLICATION_WITHDRAWN: ("applications", "withdrawn_at"),
    EventKind.VISIT_ENABLED: ("visits", "enabled_at"),
    EventKind.VISIT_STARTED: ("visits", "started_at"),
    EventKind.VISIT_COMPLETED: ("visits", "completed_at"),
    EventKind.SEGMENT_STARTED: ("segments", "started_at"),
    EventKind.SEGMENT_ENDED: ("segments", "ended_at"),
    EventKind.HOLD_STARTED: ("holds", "started_at"),
    EventKind.HOLD_ENDED: ("holds", "ended_at"),
    EventKind.APPOINTMENT_BOOKED: ("appointments", "booked_at"),
    EventKind.APPOINTMENT_SETTLED: ("appointments", "settled_at"),
    EventKind.DEADLINE_SET: ("deadlines", "set_at"),
    EventKind.DEADLINE_MET: ("deadlines", "met_at"),
    EventKind.SURVEY_ANSWERED: ("surveys", "answered_at"),
    EventKind.CONTACT_RECEIVED: ("contacts", "received_at"),
    EventKind.CONTACT_STARTED: ("contacts", "started_at"),
    EventKind.CONTACT_HANDLED: ("contacts", "handled_at"),
    EventKind.DUTY_STARTED: ("duty", "on_at"),
    EventKind.DUTY_ENDED: ("duty", "off_at"),
}
"""Which frame and instant column each kind fills; a retraction fills none, nor does what is only planned."""

INTENDED: Mapping[str, str] = {"crew": "name", "stage": "name", "starts_at": "instant"}
"""What an assignment brings: what is to be. A log holds what was, so its frames have no place for it."""

CARRIED_WITH: Mapping[tuple[str, str], str] = {
    ("visits", "resource"): "started_at",
    ("visits", "outcome"): "completed_at",
    ("appointments", "outcome"): "settled_at",
    ("contacts", "resource"): "started_at",
}
"""Columns told with another instant of their row than its first."""

NOT_TOLD = frozenset({"application", "application_id", "visit", "number"})
"""Columns that an event tells by naming its application and visit."""

NAMED = ("kind", "application", "visit", "item", "occurred_at", "recorded_at")
PROVENANCE = ("source", "source_id", "actor", "corrects")


@dataclass(frozen=True, slots=True)
class Event:
    """One fact.

    Attributes
    ----------
    kind : what happened.
    occurred_at, recorded_at : when, and when it was written down (None: at once). With a time zone.
    application : printed id; "" for facts about no application (duty, some contacts).
    visit : number of the visit inside the application, from 1; None where it is about no visit.
    item : tells apart the segments, holds, appointments, deadlines, surveys, contacts or duties of one owner.
    source, source_id : who says so and their own unique id of the fact; the same pair again is a duplicate.
    actor : person or crew that caused or entered it.
    payload : values of the frame's columns and attributes that this fact brings.
    corrects : source_id of an earlier fact of the same source that this one replaces (or retracts).
    """

    kind: EventKind
    occurred_at: datetime
    application: str = ""
    visit: int | None = None
    item: int | None = None
    recorded_at: datetime | None = None
    source: str = ""
    source_id: str = ""
    actor: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    corrects: str | None = None


def to_table(events: Iterable[Event]) -> pd.DataFrame:
    """Lay events out as a table: one row per event, one column per payload value, named "frame.column".

    Raises
    ------
    InputError
        When an instant carries no time zone or a payload names no column a kind may bring.
    """
    listed = list(events)
    table = pd.DataFrame({name: [getattr(event, name) for event in listed] for name in (*NAMED, *PROVENANCE)})
    table["kind"] = table["kind"].astype("str").astype("category")
    for column in ("visit", "item"):
        numbers = [getattr(event, column) for event in listed]
        table[column] = np.array([-1 if number is None else number for number in numbers], dtype=np.int64)
    for column in ("occurred_at", "recorded_at"):
        table[column] = _instants([getattr(event, column) for event in listed], column)
    return table.assign(**_payload_columns(listed))


def from_table(table: pd.DataFrame) -> list[Event]:
    """Read a table back as events, in its order."""
    brought = [(column, column.partition(".")[2], table[column]) for column in table.columns if "." in column]
    payloads: list[dict[str, Any]] = [{} for _ in range(len(table))]
    for _, name, values in brought:
        for row in np.flatnonzero(values.notna().to_numpy()):
            payloads[row][name] = values.iloc[row]
    records = table[[*NAMED, *PROVENANCE]].to_dict("records")
    return [_event(record, payload) for record, payload in zip(records, payloads, strict=True)]


def _event(record: Mapping[Any, Any], payload: Mapping[str, Any]) -> Event:
    def known(value: Any) -> Any:
        return None if pd.isna(value) else value

    return Event(
        kind=EventKind(record["kind"]),
        occurred_at=record["occurred_at"],
        application=record["application"],
        visit=None if record["visit"] < 0 else int(record["visit"]),
        item=None if record["item"] < 0 else int(record["item"]),
        recorded_at=known(record["recorded_at"]),
        source=record["source"],
        source_id=record["source_id"],
        actor=known(record["actor"]),
        payload=payload,
        corrects=known(record["corrects"]),
    )


def _instants(values: Sequence[datetime | None], column: str) -> Any:
    for row, value in enumerate(values):
        if value is not None and not pd.isna(value) and value.tzinfo is None:
            raise InputError(f"Events, row {row}: {column} must carry a time zone, got {value} without one.")
    return pd.Series(pd.DatetimeIndex(pd.to_datetime(np.array(values, dtype=object), utc=True)).as_unit("us"))


def _payload_columns(events: Sequence[Event]) -> dict[str, Any]:
    columns: dict[str, list[Any]] = {}
    for row, event in enumerate(events):
        for name, value in event.payload.items():
            columns.setdefault(_column(event, name, row), [None] * len(events))[row] = value
    return {name: _typed(name, values) for name, values in columns.items()}


def columns_of(kind: EventKind) -> tuple[str, Mapping[str, str]]:
    """Where the payload of a kind belongs: a name, and the columns with what each holds."""
    if kind is EventKind.VISIT_ASSIGNED:
        return "plan", INTENDED
    frame = TELLS[kind][0] if kind in TELLS else ""
    return frame, CORE.get(frame, {})


def _column(event: Event, name: str, row: int) -> str:
    frame, columns = columns_of(event.kind)
    if not frame:
        raise InputError(f"Events, row {row}: a '{event.kind}' brings no payload, got '{name}'.")
    if frame not in ("applications", "visits") and name not in columns:
        raise InputError(f"Events, row {row}: a '{event.kind}' may bring {', '.join(columns)}, got '{name}'.")
    return f"{frame}.{name}"


def _typed(name: str, values: Sequence[Any]) -> Any:
    frame, _, column = name.partition(".")
    kind = (INTENDED if frame == "plan" else CORE[frame]).get(column)
    if kind == "instant":
        return _instants(values, column)
    if kind == "name":
        return pd.Series(values, dtype="str").astype("category")
    return (
        pd.Series(values, dtype=_NULLABLE[kind]) if kind in _NULLABLE else pd.Series(values).convert_dtypes()
    )


_NULLABLE = {"number": "float64", "flag": "boolean", "score": "Int8"}
