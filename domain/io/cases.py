"""The applications of a log file, and what was promised to them."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from domain.frames import CORE
from domain.instants import DAY, UNKNOWN, Micros
from domain.io import values
from domain.io.clock import Clock
from domain.io.look import Codes, Rows, first_known
from domain.io.mapping import LogMapping
from domain.io.table import Table
from domain.io.visits import Visits

Flags = npt.NDArray[np.bool_]

SERVICE_LEVEL: Final = "due"
"""Name under which the due dates of a log file are kept."""


def first_told(micros: Micros, cases: Codes, length: int) -> Micros:
    """For each case the first instant told in file order, UNKNOWN where none is."""
    first = first_known(cases, micros != UNKNOWN, length)
    return np.where(first >= 0, micros[first], UNKNOWN) if len(micros) else np.full(length, UNKNOWN)


def applications_frame(
    table: Table, mapping: LogMapping, clock: Clock, cases: Codes, ends: Flags, length: int
) -> pd.DataFrame:
    """Make the frame of applications.

    Parameters
    ----------
    cases : shape (rows,); case of each row.
    ends : shape (rows,); whether the row only marks the end of its case.
    length : number of cases.
    """
    earliest, latest = _span(clock, cases, length)
    submitted = first_told(clock.micros["submitted"], cases, length)
    finished = _finished(mapping, clock, cases, ends, latest)
    columns: dict[str, Any] = {
        "application_id": _ids(table, mapping, cases, length),
        "submitted_at": values.instants(
            _not_after(finished, np.where(submitted == UNKNOWN, earliest, submitted))
        ),
        "finished_at": values.instants(finished),
        "withdrawn_at": values.instants(first_told(clock.micros["withdrawn"], cases, length)),
    }
    for name, attribute in mapping.case_attributes.items():
        column = table.column(attribute.column)
        known = first_known(cases, column.is_valid().to_numpy(), length)
        columns[name] = _attribute(name, column, known, mapping)
    return pd.DataFrame(columns)


def _not_after(finished: Micros, submitted: Micros) -> Micros:
    """Submission, no later than the end where the two are less than a day apart.

    Registers note days: the receipt log ends two cases at midnight of the day they came in, an hour "before".
    """
    by_day = (finished != UNKNOWN) & (finished < submitted) & (submitted - finished < DAY)
    return np.where(by_day, finished, submitted)


def _ids(table: Table, mapping: LogMapping, cases: Codes, length: int) -> "pd.Series[Any]":
    rows = first_known(cases, np.ones(len(cases), dtype=bool), length)
    return values.names(table.column(mapping.case), rows).astype("str")


def _span(clock: Clock, cases: Codes, length: int) -> tuple[Micros, Micros]:
    """Earliest and latest instant of each case's events."""
    earliest = np.full(length, np.iinfo(np.int64).max)
    latest = np.full(length, UNKNOWN, dtype=np.int64)
    for role in ("enabled", "started", "completed"):
        micros = clock.micros[role]
        known = micros != UNKNOWN
        np.minimum.at(earliest, cases[known], micros[known])
        np.maximum.at(latest, cases[known], micros[known])
    return np.where(latest == UNKNOWN, UNKNOWN, earliest), latest


def _finished(mapping: LogMapping, clock: Clock, cases: Codes, ends: Flags, latest: Micros) -> Micros:
    if mapping.finish == "last_event":
        return latest
    finished = first_told(clock.micros["finished"], cases, len(latest))
    marks = np.where(clock.micros["completed"] != UNKNOWN, clock.micros["completed"], clock.micros["started"])
    marked = first_told(np.where(ends, marks, UNKNOWN), cases, len(latest))
    return np.where(finished == UNKNOWN, marked, finished)


def _attribute(name: str, column: pa.ChunkedArray, rows: Rows, mapping: LogMapping) -> "pd.Series[Any]":
    if CORE["applications"].get(name) == "name":
        return values.names(column, rows)
    return values.attribute(column, rows, mapping)


def deadlines_frame(
    clock: Clock, cases: Codes, applications: pd.DataFrame, visits: Visits, stage: Any
) -> pd.DataFrame:
    """Make the frame of deadlines: of the application, or of its stages where due dates vary within cases."""
    due = clock.micros["due"]
    of_case = first_told(due, cases, len(applications))
    if bool(((due == UNKNOWN) | (due == of_case[cases])).all()):
        rows = np.flatnonzero(of_case != UNKNOWN)
        told = applications.iloc[rows]
        return _deadlines(rows, of_case[rows], told["submitted_at"], told["finished_at"])
    of_visit = due[visits.rows]
    rows = np.flatnonzero(of_visit != UNKNOWN)
    enabled, completed = (values.instants(micros[rows]) for micros in (visits.enabled, visits.completed))
    return _deadlines(visits.case[rows], of_visit[rows], enabled, completed).assign(
        stage=stage.iloc[rows].array
    )


def _deadlines(
    application: Any, due: Micros, set_at: "pd.Series[Any]", met_at: "pd.Series[Any]"
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "application": application,
            "service_level": values.one_name(SERVICE_LEVEL, len(due)),
            "set_at": set_at.array,
            "due_at": values.instants(due).array,
            "met_at": met_at.array,
        }
    )
