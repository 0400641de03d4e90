"""The deadline that an application is up against at each moment, and the time left to it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.calendar import WorkingCalendar
from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of, over_known
from domain.kpi.coded import Coded
from domain.kpi.spells import NEVER
from models.features.knowing import Knowing
from models.features.moments import Moments, Rows
from models.features.progress import Column, hours, named


@dataclass(frozen=True, eq=False)
class Due:
    """The open deadline of each moment that falls due first.

    Attributes
    ----------
    row : in the frame of deadlines; -1 where none is open.
    set_at, due_at : microseconds; UNKNOWN where there is none.
    """

    row: Rows
    set_at: Micros
    due_at: Micros

    def take(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.integer]) -> "Due":
        """Keep some of the moments."""
        return Due(self.row[chosen], self.set_at[chosen], self.due_at[chosen])


def due_first(log: EventLog, knowing: Knowing, moments: Moments, *, whole: bool) -> Due:
    """Find the deadline that falls due first among those known and not yet met.

    Parameters
    ----------
    whole : look at deadlines of the whole application, else at those of stages.
    """
    frame = log.deadlines
    told, met = _known(knowing), knowing.owned("deadlines", "met_at")
    of_kind = (frame["stage"].isna().to_numpy() == whole) & frame["due_at"].notna().to_numpy()
    due = micros_of(frame["due_at"])
    moment, deadline = _pairs(moments, frame["application"].to_numpy(np.int64), np.flatnonzero(of_kind))
    instant = np.repeat(moments.at, np.bincount(moment, minlength=len(moments)))
    open_still = (told[deadline] <= instant) & (met[deadline] > instant)
    moment, deadline = moment[open_still], deadline[open_still]
    order = np.lexsort((deadline, due[deadline], moment))
    found, first = np.unique(moment[order], return_index=True)
    row = np.full(len(moments), -1, dtype=np.int64)
    row[found] = deadline[order][first]
    set_at = micros_of(frame["set_at"])
    return Due(row, np.append(set_at, UNKNOWN)[row], np.append(due, UNKNOWN)[row])


def time_left(
    log: EventLog, moments: Moments, due: Due, calendar: WorkingCalendar | None
) -> dict[str, Column]:
    """Tell the time left to the deadline and the share of the promise that is used up.

    Negative where it is past. The due instant is the one recorded; holds that stop its clock are told apart.

    Parameters
    ----------
    calendar : of working time; without one only elapsed time is told.
    """
    at, known = moments.at, due.due_at != UNKNOWN
    left = hours(np.where(known, due.due_at - at, NEVER))
    since = hours(np.where(due.set_at != UNKNOWN, at - due.set_at, NEVER))
    total = since + left
    columns: dict[str, Column] = {
        "left_hours": left,
        "since_set_hours": since,
        "share_used": np.divide(since, total, out=np.full(at.size, np.nan), where=total > 0),
        "service_level": _named(log.deadlines["service_level"], due.row),
    }
    if calendar is not None:
        worked = over_known(calendar.clock.worked, at, due.due_at)
        columns["left_working_hours"] = hours(np.where(known, worked, NEVER))
    return columns


def stage_of(log: EventLog, due: Due) -> pd.Categorical:
    """Name the stage of each deadline."""
    return _named(log.deadlines["stage"], due.row)


def _known(knowing: Knowing) -> Micros:
    set_at, met_at = (knowing.owned("deadlines", column) for column in ("set_at", "met_at"))
    return np.minimum(set_at, met_at)


def _pairs(moments: Moments, owner: Rows, deadlines: Rows) -> tuple[Rows, Rows]:
    """Each moment with each deadline of its application."""
    order = deadlines[np.argsort(owner[deadlines], kind="stable")]
    owners = owner[order]
    first = np.searchsorted(owners, moments.application, "left")
    count = np.searchsorted(owners, moments.application, "right") - first
    moment = np.repeat(np.arange(len(moments)), count)
    within = np.arange(moment.size) - np.repeat(np.cumsum(count) - count, count)
    return moment, order[np.repeat(first, count) + within]


def _named(column: "pd.Series[str]", rows: Rows) -> pd.Categorical:
    coded = Coded.of(column)
    return named(coded.codes, coded.names, rows)
