"""What features of a log are made of, and by what its applications are told apart."""

from typing import Any

import pandas as pd

from domain.calendar import WorkingCalendar
from domain.eventlog import EventLog
from domain.terms import Terms
from models.features import Moments, Recipe, common_stages
from models.features.attributes import known_attributes
from models.features.leaks import must_not_tell_the_end

_TYPES = ("track", "category", "department")


def recipe_of(log: EventLog, terms: Terms) -> Recipe:
    """Settle the stages, attributes and calendar that a model of this log reads.

    Raises
    ------
    InputError
        When an attribute said to be known at the start gives the end away.
    """
    attributes = known_attributes(log)
    must_not_tell_the_end(log, attributes)
    always = terms.calendar.pattern == WorkingCalendar.always().pattern
    return Recipe(common_stages(log), attributes, None if always else terms.calendar)


def type_of(log: EventLog) -> str | None:
    """Name the property by which applications are told apart: the first told of a few."""
    return next((name for name in _TYPES if log.applications[name].notna().any()), None)


def types_of(log: EventLog, moments: Moments) -> list[str]:
    """Tell the type of each look's application; "" where none is told."""
    name = type_of(log)
    if name is None:
        return [""] * len(moments)
    values: pd.Series[Any] = log.applications[name].astype("str").fillna("")
    return [str(value) for value in values.to_numpy(dtype=object)[moments.application]]
