"""By what a figure can be grouped: the names each kind of row carries."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from domain.eventlog import EventLog
from domain.frames import CORE, attributes_of
from domain.kpi.coded import Coded
from domain.kpi.spells import Resources

WHOLE_APPLICATION = "whole_application"
"""Stage of a deadline that is about the application as a whole."""

MOST_VALUES = 1_000
"""An attribute with more different values than this tells cases apart, it does not group them."""


class Unit(StrEnum):
    """The kinds of rows that KPIs count."""

    APPLICATIONS = "applications"
    VISITS = "visits"
    DEADLINES = "deadlines"
    APPOINTMENTS = "appointments"
    SURVEYS = "surveys"
    DUTY = "duty"


Names = Mapping[str, Coded]


def dimensions(log: EventLog, resources: Resources) -> Mapping[Unit, Names]:
    """The dimensions of every kind of row, beyond those of its application."""
    visits = {
        "stage": Coded.of(log.visits["stage"]),
        "resource": resources.of_visits,
        "department": Coded.of(log.visits["department"]),
        "outcome": Coded.of(log.visits["outcome"]),
    }
    return {
        Unit.APPLICATIONS: _of_cases(log),
        Unit.VISITS: _told(visits, always="stage"),
        Unit.DEADLINES: _of_deadlines(log),
        Unit.APPOINTMENTS: _of_appointments(log, visits),
        Unit.SURVEYS: {name: Coded.of(log.surveys[name]) for name in ("stage", "dimension")},
        Unit.DUTY: _of_duty(log, resources),
    }


def _of_cases(log: EventLog) -> Names:
    applications = log.applications
    core = [name for name, kind in CORE["applications"].items() if kind == "name"]
    extra = [name for name in attributes_of("applications", applications) if _can_group(applications[name])]
    coded = {name: Coded.of(applications[name]) for name in (*core, *extra)}
    return {name: one for name, one in coded.items() if len(one.known) <= MOST_VALUES}


def _can_group(column: "pd.Series[Any]") -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype) or column.dtype.kind in "OUTbiu"


def _of_deadlines(log: EventLog) -> Names:
    return {
        "stage": Coded.of(log.deadlines["stage"], unknown=WHOLE_APPLICATION),
        "service_level": Coded.of(log.deadlines["service_level"]),
    }


def _of_appointments(log: EventLog, visits: Names) -> Names:
    rows = log.appointments["visit"].to_numpy(np.intp)
    return {name: visits[name].taken(rows) for name in ("stage", "resource")}


def _of_duty(log: EventLog, resources: Resources) -> Names:
    columns = {name: Coded.of(log.duty[name]) for name in ("department", "region", "skill")}
    return {"resource": resources.of_duty, **columns}


def _told(names: Names, always: str) -> Names:
    """Leave out what the log never says, so that the application's own dimension of that name speaks."""
    return {name: coded for name, coded in names.items() if coded.known or name == always}
