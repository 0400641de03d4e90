"""Tiny logs written by hand: instants are hours since Monday 2026-03-02 00:00 UTC."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from domain.eventlog import EventLog
from domain.frames import CORE

MONDAY = pd.Timestamp("2026-03-02", tz="UTC")

Row = dict[str, Any]


def hour(hours: float) -> pd.Timestamp:
    """The instant so many hours after Monday midnight."""
    return (MONDAY + pd.Timedelta(hours=hours)).as_unit("us")


def log_of(
    until: float, *, applications: Sequence[Row], time_zone: str = "UTC", **frames: Sequence[Row]
) -> EventLog:
    """Build a log: `application` is an application's id, `visit` a pair (id, number of the visit)."""
    ids = [row["application_id"] for row in applications]
    visits = [(row["application"], row["number"]) for row in frames.get("visits", [])]
    refer = {"application": ids, "visit": visits}
    told = {"applications": applications, **frames}
    return EventLog.build(
        {name: _frame(name, rows, refer) for name, rows in told.items()},
        observed_until=hour(until),
        time_zone=time_zone,
    )


def application(application_id: str, submitted: float, **more: Any) -> Row:
    """One application."""
    return {"application_id": application_id, "submitted_at": submitted, **more}


def visit(
    of: str,
    number: int,
    stage: str,
    enabled: float | None,
    started: float | None,
    completed: float | None,
    **more: Any,
) -> Row:
    """One visit of a stage."""
    told = {"enabled_at": enabled, "started_at": started, "completed_at": completed}
    return {"application": of, "number": number, "stage": stage, **told, **more}


def segment(
    of: tuple[str, int], kind: str, started: float, ended: float | None, resource: str | None = None
) -> Row:
    """One stretch of work or travel."""
    return {"visit": of, "kind": kind, "started_at": started, "ended_at": ended, "resource": resource}


def hold(
    of: str, cause: str, started: float, ended: float | None, visit: tuple[str, int] | None = None
) -> Row:
    """One stretch of time that does not count."""
    return {"application": of, "visit": visit, "cause": cause, "started_at": started, "ended_at": ended}


def deadline(of: str, set_at: float, due: float, met: float | None = None, **more: Any) -> Row:
    """One promise."""
    return {"application": of, "service_level": "day", "set_at": set_at, "due_at": due, "met_at": met, **more}


def shift(resource: str, on: float, off: float | None, **more: Any) -> Row:
    """One stretch on duty."""
    return {"resource": resource, "on_at": on, "off_at": off, **more}


def day_log(until: float = 48) -> EventLog:
    """Four applications over two days: A1 goes through, A2 is surveyed twice, A3 is withdrawn, A4 stays open.

    ::

        hour      0    4       12      20    24           30   34  36 38 40      48
        A1 north  review|survey |install|
        A2 south          10 review|12 survey|18 survey again|24 install      40|
        A3 north                                          30 review|33 withdrawn 34
        A4 south                                                      36 review|38 survey ...
    """
    return log_of(
        until,
        applications=[
            application("A1", 0, finished_at=20, region="north", track="home"),
            application("A2", 10, finished_at=40, region="south", track="home"),
            application("A3", 30, withdrawn_at=34, region="north", track="works"),
            application("A4", 36, region="south", track="works"),
        ],
        visits=[
            visit("A1", 1, "review", 0, 2, 4, resource="desk"),
            visit("A1", 2, "survey", 4, 6, 12, resource="crew"),
            visit("A1", 3, "install", 12, 16, 20, resource="crew"),
            visit("A2", 1, "review", 10, 11, 12, resource="desk"),
            visit("A2", 2, "survey", 12, 14, 18, resource="crew"),
            visit("A2", 3, "survey", 18, 20, 24, resource="crew"),
            visit("A2", 4, "install", 24, 30, 40, resource="crew"),
            visit("A3", 1, "review", 30, 31, 33, resource="desk"),
            visit("A4", 1, "review", 36, 37, 38, resource="desk"),
            visit("A4", 2, "survey", 38, 44, None, resource="crew"),
        ],
        segments=[
            segment(("A1", 2), "travel", 6, 7, "crew"),
            segment(("A1", 2), "work", 7, 9, "crew"),
            segment(("A1", 2), "work", 11, 12, "crew"),
        ],
        holds=[hold("A1", "customer_to_confirm", 8, 11, ("A1", 2))],
        deadlines=[
            deadline("A1", 0, 24),
            deadline("A2", 10, 34),
            deadline("A3", 30, 54),
            deadline("A4", 36, 60),
        ],
        duty=[
            shift("desk", 0, 10, department="front", region="north"),
            shift("crew", 0, 20, department="field", region="north", skill="survey"),
            shift("crew", 24, 48, department="field", region="north", skill="survey"),
        ],
    )


def _frame(name: str, rows: Sequence[Row], refer: dict[str, list[Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows))
    for column in frame.columns:
        if CORE[name].get(column) == "instant":
            frame[column] = pd.Series(
                [_instant(hours) for hours in frame[column]], dtype="datetime64[us, UTC]"
            )
        elif column in refer:
            frame[column] = [-1 if of is None else refer[column].index(of) for of in frame[column]]
    return frame


def _instant(hours: float | None) -> Any:
    return pd.NaT if hours is None or pd.isna(hours) else hour(hours)
