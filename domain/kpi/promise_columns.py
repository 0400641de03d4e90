"""What KPIs need of each deadline and appointment."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.due import extended_due
from domain.eventlog import EventLog
from domain.holds import Holds
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.case_columns import Cases, or_never
from domain.kpi.spells import NEVER
from domain.service_level import ServiceLevel
from domain.terms import Terms

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Deadlines:
    """Columns per deadline.

    Attributes
    ----------
    application : row of the application.
    due : as recorded when it was made, later by the holds that stop its service level; NEVER while such a
        hold stands, and where no due instant was recorded.
    stated : whether a due instant was recorded; a promise without one is neither kept nor broken.
    met : NEVER while open; a deadline of the whole application is met when it is finished, unless recorded.
    whole : whether it is about the whole application.
    """

    application: npt.NDArray[np.int32]
    due: Micros
    stated: Flags
    met: Micros
    whole: Flags


@dataclass(frozen=True, eq=False)
class Appointments:
    """Columns per appointment: application, when settled (NEVER while not), whether kept or in vain."""

    application: npt.NDArray[np.int32]
    settled: Micros
    kept: Flags
    missed: Flags


def deadlines_of(log: EventLog, terms: Terms, cases: Cases) -> Deadlines:
    """Work out the columns of deadlines."""
    application = log.deadlines["application"].to_numpy()
    whole = log.deadlines["stage"].isna().to_numpy()
    met = or_never(micros_of(log.deadlines["met_at"]))
    ended = np.where(whole, cases.finished[application], NEVER)
    return Deadlines(
        application=application,
        due=or_never(effective_due(log.deadlines, log.holds, terms)),
        stated=log.deadlines["due_at"].notna().to_numpy(),
        met=np.where(met < NEVER, met, ended),
        whole=whole,
    )


def appointments_of(log: EventLog) -> Appointments:
    """Work out the columns of appointments."""
    frame = log.appointments
    return Appointments(
        frame["application"].to_numpy(),
        or_never(micros_of(frame["settled_at"])),
        (frame["outcome"] == "kept").to_numpy(),
        frame["outcome"].isin(["missed", "broken"]).to_numpy(),
    )


def effective_due(deadlines: pd.DataFrame, holds: pd.DataFrame, terms: Terms) -> Micros:
    """When each deadline of a log falls due once holds are counted; UNKNOWN while a hold stops its clock.

    A deadline is moved by the service level of its name that was in force when it was set; the due instant
    recorded then stands where there is none, or where the service level stops for nothing.
    """
    due = micros_of(deadlines["due_at"]).copy()
    for level, rows in levels_that_stop(deadlines, holds, terms):
        frame = deadlines.iloc[rows]
        of_each = Holds.of_applications(holds, frame["application"].to_numpy())
        moved = extended_due(level, frame["set_at"], frame["due_at"], terms.calendar, of_each)
        due[rows] = micros_of(moved)
    return due


def levels_that_stop(
    deadlines: pd.DataFrame, holds: pd.DataFrame, terms: Terms
) -> Iterator[tuple[ServiceLevel, npt.NDArray[np.intp]]]:
    """Versions of service levels that stop for something, with the deadlines set while in force."""
    names = deadlines["service_level"].astype("str").to_numpy()
    stopped = names.size and len(holds)
    for name in sorted({level.name for level in terms.service_levels}) if stopped else ():
        versions = sorted(
            (level for level in terms.service_levels if level.name == name),
            key=lambda level: _since(level, terms.calendar.zone),
        )
        starts = [_since(level, terms.calendar.zone) for level in versions]
        version = np.maximum(np.searchsorted(starts, micros_of(deadlines["set_at"]), side="right") - 1, 0)
        for place, level in enumerate(versions):
            rows = np.flatnonzero((names == name) & (version == place))
            if rows.size and level.limit.stops_for:
                yield level, rows


def _since(level: ServiceLevel, zone: str) -> int:
    if level.effective_from is None:
        return UNKNOWN
    return int(micros_of(pd.Timestamp(level.effective_from, tz=zone)))
