"""One application from beginning to end, as rows to be read or drawn."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from domain.errors import InputError, nearest
from domain.eventlog import EventLog

_COLUMNS = ["kind", "stage", "detail", "started_at", "ended_at", "number"]


def timeline(log: EventLog, application_id: str) -> pd.DataFrame:
    """Tell all that happened to one application, in order of time.

    Returns
    -------
    kind ("submitted", "visit", "work", "travel", "hold", "appointment", "deadline", "finished", "withdrawn"),
    stage, detail (resource, cause, outcome or service level), started_at, ended_at (NaT for a point in time
    and for what is still open), number (of the visit, 0 where it belongs to none). Of a visit the time from
    enabling to completion, of an appointment its window, of a deadline the time from when it was set until it
    is due.

    Raises
    ------
    InputError
        When the log has no such application.
    """
    row = _row_of(log, application_id)
    parts = [*_points(log, row), _visits(log, row), *_work(log, row), *_promises(log, row)]
    told = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return told.sort_values(["started_at", "number"], kind="stable", ignore_index=True)


def _row_of(log: EventLog, application_id: str) -> int:
    ids = log.applications["application_id"]
    rows = np.flatnonzero(ids == application_id)
    if not rows.size:
        hint = nearest(application_id, ids)
        raise InputError(f"Timeline: application_id must be in the log, got {application_id!r}{hint}.")
    return int(rows[0])


def _points(log: EventLog, row: int) -> Iterator[pd.DataFrame]:
    for kind in ("submitted", "finished", "withdrawn"):
        instant = log.applications[f"{kind}_at"].iloc[[row]]
        if instant.notna().all():
            yield _rows(kind, started=instant)


def _visits(log: EventLog, row: int) -> pd.DataFrame:
    visits = log.visits[log.visits["application"] == row]
    begun = visits["enabled_at"].fillna(visits["started_at"]).fillna(visits["completed_at"])
    return _rows(
        "visit", begun, visits["completed_at"], visits["stage"], visits["resource"], visits["number"]
    )


def _work(log: EventLog, row: int) -> Iterator[pd.DataFrame]:
    visits = log.visits[log.visits["application"] == row]
    segments = log.segments[log.segments["visit"].isin(visits.index)]
    for kind in ("work", "travel"):
        some = segments[segments["kind"] == kind]
        stage, number = _of_visit(log, some["visit"])
        yield _rows(kind, some["started_at"], some["ended_at"], stage, some["resource"], number)


def _promises(log: EventLog, row: int) -> Iterator[pd.DataFrame]:
    holds, appointments, deadlines = (
        frame[frame["application"] == row] for frame in (log.holds, log.appointments, log.deadlines)
    )
    stage, number = _of_visit(log, holds["visit"])
    yield _rows("hold", holds["started_at"], holds["ended_at"], stage, holds["cause"], number)
    stage, number = _of_visit(log, appointments["visit"])
    window = (appointments["window_start"], appointments["window_end"])
    yield _rows("appointment", *window, stage, appointments["outcome"], number)
    promised = (deadlines["set_at"], deadlines["due_at"])
    yield _rows("deadline", *promised, deadlines["stage"], deadlines["service_level"])


def _of_visit(log: EventLog, rows: "pd.Series[Any]") -> tuple[Any, Any]:
    """Stage and number of some visits; None and 0 for row -1."""
    visits = log.visits.reindex(rows)
    return visits["stage"], visits["number"].fillna(0)


def _rows(
    kind: str, started: Any, ended: Any = None, stage: Any = None, detail: Any = None, number: Any = 0
) -> pd.DataFrame:
    size = len(started)
    frame = pd.DataFrame(
        {"kind": [kind] * size, "stage": _texts(stage, size), "detail": _texts(detail, size)}
    )
    frame["started_at"] = np.asarray(started.dt.tz_localize(None), dtype="M8[us]")
    blank = pd.Series(pd.NaT, index=range(size), dtype="M8[us]")
    frame["ended_at"] = blank if ended is None else np.asarray(ended.dt.tz_localize(None), dtype="M8[us]")
    for column in ("started_at", "ended_at"):
        frame[column] = frame[column].dt.tz_localize("UTC")
    frame["number"] = np.broadcast_to(np.asarray(number, dtype=np.int64), size)
    return frame[_COLUMNS]


def _texts(names: Any, size: int) -> Any:
    texts = [None] * size if names is None else [None if pd.isna(name) else str(name) for name in names]
    return pd.Series(texts, dtype="object")
