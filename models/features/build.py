"""The table of features: one row for each look at an application, only with what was known then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.calendar import WorkingCalendar
from domain.eventlog import EventLog
from domain.instants import HOUR, Micros, micros_of
from domain.kpi.case_columns import or_never
from models.features.attributes import attributes_at, must_be_known
from models.features.deadlines import Due, due_first, stage_of, time_left
from models.features.happenings import happenings_of
from models.features.knowing import Knowing
from models.features.load import load
from models.features.moments import Moments
from models.features.past import Past
from models.features.progress import Column, elapsed, progress, rework


class Group(StrEnum):
    """What a feature is about; reasons are told by group."""

    PROGRESS = "progress"
    ELAPSED = "elapsed"
    CALENDAR = "calendar"
    DEADLINE = "deadline"
    STAGE_DEADLINE = "stage_deadline"
    REWORK = "rework"
    LOAD = "load"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True)
class Recipe:
    """What features are made of, settled on the log that a model learns from.

    Attributes
    ----------
    stages : those that get columns of their own.
    attributes : of applications, known from their start.
    calendar : of working time; None where every hour counts.
    """

    stages: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    calendar: WorkingCalendar | None = None


@dataclass(frozen=True, eq=False)
class Features:
    """Features of looks at applications.

    Attributes
    ----------
    frame : one row per moment; columns are numbers (unknown is NaN) or categories.
    groups : column -> what it is about.
    due, stage_due : the open deadline of the application, and of a stage of it, that falls due first.
    """

    frame: pd.DataFrame
    groups: Mapping[str, Group]
    moments: Moments
    due: Due
    stage_due: Due

    def __len__(self) -> int:
        return len(self.frame)

    def take(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.integer]) -> "Features":
        """Keep some of the rows."""
        return Features(
            self.frame.iloc[np.flatnonzero(chosen) if chosen.dtype == bool else chosen].reset_index(
                drop=True
            ),
            self.groups,
            self.moments.take(chosen),
            self.due.take(chosen),
            self.stage_due.take(chosen),
        )


def features_at(log: EventLog, moments: Moments, recipe: Recipe) -> Features:
    """Make the features of every moment in one pass over the log.

    Raises
    ------
    InputError
        When an attribute of the recipe is not in the log, or is known only once an application has ended.
    """
    must_be_known(log, recipe.attributes)
    knowing = Knowing(log)
    due, stage_due = (due_first(log, knowing, moments, whole=whole) for whole in (True, False))
    groups: dict[str, Group] = {}
    columns: dict[str, Column] = {}
    for group, made in _made(log, knowing, moments, recipe, (due, stage_due)).items():
        columns |= made
        groups |= dict.fromkeys(made, group)
    return Features(pd.DataFrame(columns), groups, moments, due, stage_due)


def common_stages(log: EventLog, most: int = 30) -> tuple[str, ...]:
    """Name the stages completed most often, sorted by name."""
    completed = log.visits["stage"][log.visits["completed_at"].notna()]
    return tuple(sorted(str(name) for name in completed.value_counts().index[:most]))


def _made(
    log: EventLog, knowing: Knowing, moments: Moments, recipe: Recipe, dues: Sequence[Due]
) -> dict[Group, dict[str, Column]]:
    happenings = happenings_of(log, knowing)
    past = Past(happenings, moments)
    submitted = or_never(micros_of(log.applications["submitted_at"]))
    whole, of_stage = (time_left(log, moments, due, recipe.calendar) for due in dues)
    return {
        Group.PROGRESS: progress(past, recipe.stages),
        Group.ELAPSED: elapsed(past, submitted),
        Group.CALENDAR: _on_the_calendar(moments.at, log.time_zone, recipe.calendar),
        Group.DEADLINE: whole,
        Group.STAGE_DEADLINE: _prefixed(of_stage | {"deadline": stage_of(log, dues[1])}),
        Group.REWORK: rework(past),
        Group.LOAD: load(log, knowing, happenings, past),
        Group.ATTRIBUTES: attributes_at(log, moments, recipe.attributes),
    }


def _prefixed(columns: Mapping[str, Column]) -> dict[str, Column]:
    return {f"stage_{name}": column for name, column in columns.items()}


def _on_the_calendar(at: Micros, zone: str, calendar: WorkingCalendar | None) -> dict[str, Column]:
    local = pd.DatetimeIndex(at.view("M8[us]"), tz="UTC").tz_convert(zone)
    columns: dict[str, Column] = {
        "weekday": local.day_of_week.to_numpy(dtype=np.float64),
        "hour": (local.hour + local.minute / 60).to_numpy(dtype=np.float64),
    }
    if calendar is not None and at.size:
        columns["working_now"] = calendar.clock.working(at).astype(np.float64)
        opens = calendar.clock.next_start(at)
        columns["until_work_hours"] = (opens - at) / HOUR
    return columns
