"""What is known of an application from its start, and the refusal of what is not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from domain.errors import InputError, must_be_one_of
from domain.eventlog import EventLog, Known
from domain.frames import CORE, attributes_of
from domain.instants import Micros, micros_of
from domain.kpi.coded import Coded
from domain.kpi.spells import NEVER
from models.features.moments import Moments
from models.features.progress import Column, hours, named

_OF_THE_PROCESS = {"application_id", "submitted_at", "finished_at", "withdrawn_at"}


def known_attributes(log: EventLog) -> tuple[str, ...]:
    """Name the properties of applications that are known from their start and told of at least one."""
    names = [*(name for name in CORE["applications"] if name not in _OF_THE_PROCESS)]
    names += attributes_of("applications", log.applications)
    told = [name for name in names if log.applications[name].notna().any()]
    return tuple(name for name in told if log.attributes.get(name, Known.START) == Known.START)


def must_be_known(log: EventLog, attributes: Sequence[str]) -> None:
    """Refuse attributes that are not there, or that only the future tells.

    Raises
    ------
    InputError
        When an attribute is unknown, or known only once the application has ended.
    """
    columns = [name for name in log.applications.columns if name not in _OF_THE_PROCESS]
    for name in attributes:
        must_be_one_of(name, columns, f"Log '{log.name}': an attribute to predict from")
        if log.attributes.get(name, Known.START) == Known.LATER:
            raise InputError(
                f"Log '{log.name}': an attribute to predict from must be known at the start of an "
                f"application, got {name!r}, which is known only once it has ended."
            )


def attributes_at(log: EventLog, moments: Moments, attributes: Sequence[str]) -> dict[str, Column]:
    """Tell the attributes of each moment's application; an instant as hours after the submission."""
    submitted = micros_of(log.applications["submitted_at"])
    return {f"is[{name}]": _column(log.applications[name], moments, submitted) for name in attributes}


def _column(values: "pd.Series[Any]", moments: Moments, submitted: Micros) -> Column:
    rows = moments.application
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        taken = micros_of(values.dt.as_unit("us"))[rows]
        known = values.notna().to_numpy()[rows] & (submitted[rows] > -NEVER)
        return hours(np.where(known, taken - submitted[rows], NEVER))
    if pd.api.types.is_numeric_dtype(values.dtype):
        return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan)[rows])
    coded = Coded.of(values)
    return named(coded.codes, coded.names, rows)
