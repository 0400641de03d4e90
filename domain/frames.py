"""The frames of an event log: which columns each has, and of what kind."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import InputError

INSTANT_DTYPE = "datetime64[us, UTC]"

CORE: Mapping[str, Mapping[str, str]] = {
    "applications": {
        "application_id": "id",
        "track": "name",
        "category": "name",
        "region": "name",
        "terrain": "name",
        "channel": "name",
        "urgency": "name",
        "department": "name",
        "capacity_kw": "number",
        "latitude": "number",
        "longitude": "number",
        "submitted_at": "instant",
        "finished_at": "instant",
        "withdrawn_at": "instant",
    },
    "visits": {
        "application": "row",
        "number": "count",
        "stage": "name",
        "department": "name",
        "resource": "name",
        "enabled_at": "instant",
        "started_at": "instant",
        "completed_at": "instant",
        "outcome": "name",
        "enabled_inferred": "flag",
    },
    "segments": {
        "visit": "row",
        "resource": "name",
        "kind": "name",
        "started_at": "instant",
        "ended_at": "instant",
    },
    "holds": {
        "application": "row",
        "visit": "row",
        "cause": "name",
        "started_at": "instant",
        "ended_at": "instant",
    },
    "appointments": {
        "application": "row",
        "visit": "row",
        "booked_at": "instant",
        "window_start": "instant",
        "window_end": "instant",
        "outcome": "name",
        "settled_at": "instant",
    },
    "deadlines": {
        "application": "row",
        "service_level": "name",
        "stage": "name",
        "set_at": "instant",
        "due_at": "instant",
        "met_at": "instant",
    },
    "surveys": {
        "application": "row",
        "visit": "row",
        "stage": "name",
        "dimension": "name",
        "score": "score",
        "answered_at": "instant",
    },
    "contacts": {
        "application": "row",
        "visit": "row",
        "kind": "name",
        "department": "name",
        "resource": "name",
        "received_at": "instant",
        "started_at": "instant",
        "handled_at": "instant",
    },
    "duty": {
        "resource": "name",
        "department": "name",
        "region": "name",
        "skill": "name",
        "on_at": "instant",
        "off_at": "instant",
    },
    "recorded": {
        "frame": "id",
        "row": "row",
        "column": "id",
        "recorded_at": "instant",
    },
}
"""Columns of every frame with their kind; any further column is an attribute.

A contact is an enquiry or a complaint of a customer, or a case that coordinators take up about a visit that
is stuck; only these name a visit. Who handles it works on it from `started_at` to `handled_at` while on duty.
A survey is one answer about one dimension; which visit of the stage it is about may not be known.
"""

PLANNED = frozenset({"window_start", "window_end", "due_at"})
"""Instants that speak of the future: known as soon as their row is, whatever the date they name."""


def happenings(frame: str) -> list[str]:
    """Name the instant columns of a frame that tell when something happened, in order."""
    return [name for name, kind in CORE[frame].items() if kind == "instant" and name not in PLANNED]


def attributes_of(name: str, frame: pd.DataFrame) -> list[str]:
    """Name the columns of a frame beyond its fixed core."""
    return [column for column in frame.columns if column not in CORE[name]]


def conform(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Bring a frame to its fixed core: missing columns unknown, kinds and order as stated.

    Parameters
    ----------
    name : which frame, a key of `CORE`.
    frame : any columns; those beyond the core are kept behind it as attributes.

    Raises
    ------
    InputError
        When a column cannot be read as its kind, or instants carry no time zone.
    """
    core = CORE[name]
    columns = {column: _as_kind(name, column, kind, frame) for column, kind in core.items()}
    extra = {column: _attribute(frame[column]) for column in attributes_of(name, frame)}
    return pd.DataFrame({**columns, **extra}, index=pd.RangeIndex(len(frame)))


def pick(values: "pd.Series[Any]", rows: npt.NDArray[np.int64]) -> "pd.Series[Any]":
    """Pick values by row number; -1 gives unknown."""
    return pd.Series(pd.api.extensions.take(values.array, rows, allow_fill=True))


def _as_kind(name: str, column: str, kind: str, frame: pd.DataFrame) -> Any:
    if column not in frame:
        return _unknown(kind, len(frame))
    try:
        return _KINDS[kind](frame[column])
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(
            f"Frame '{name}', column '{column}': must hold {_MEANING[kind]}: {error}."
        ) from error


def _unknown(kind: str, length: int) -> Any:
    if kind == "name":
        return pd.Categorical.from_codes(np.full(length, -1, dtype=np.int8), categories=_no_names())
    if kind == "instant":
        return pd.Series(pd.NaT, index=range(length), dtype=INSTANT_DTYPE).array
    return (
        np.full(length, _BLANK[kind], dtype=_DTYPE[kind])
        if kind != "id"
        else pd.array([""] * length, dtype="str")
    )


def _no_names() -> "pd.Index[Any]":
    return pd.Index([], dtype="str")


def _names(column: "pd.Series[Any]") -> Any:
    if isinstance(column.dtype, pd.CategoricalDtype):
        if column.cat.categories.dtype == "str":
            return column.array
        return column.cat.rename_categories([str(name) for name in column.cat.categories]).array
    return column.astype("str").astype("category").array if len(column) else _unknown("name", 0)


def _instants(column: "pd.Series[Any]") -> Any:
    if str(column.dtype) == INSTANT_DTYPE:
        return column.array
    if column.isna().all():
        return _unknown("instant", len(column))
    instants = column if isinstance(column.dtype, pd.DatetimeTZDtype) else pd.to_datetime(column)
    if not isinstance(instants.dtype, pd.DatetimeTZDtype):
        raise InputError(f"an instant must carry its time zone, got {column.dropna().iloc[0]!s} without one")
    return instants.dt.tz_convert("UTC").dt.as_unit("us").array


def _attribute(column: "pd.Series[Any]") -> Any:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return _instants(column)
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _names(column)
    kinds = {"O": "str", "i": "Int64", "u": "Int64", "b": "boolean", "f": "float64"}
    kind: Any = kinds.get(column.dtype.kind)
    return column.astype(kind).array if kind else column.array


_DTYPE: Mapping[str, Any] = {
    "number": np.float64,
    "row": np.int32,
    "count": np.int32,
    "flag": np.bool_,
    "score": np.int8,
}
_BLANK = {"number": np.nan, "row": -1, "count": 0, "flag": False, "score": 0}
_MEANING = {
    "id": "text",
    "name": "names",
    "instant": "instants with a time zone",
    "number": "numbers",
    "row": "row numbers",
    "count": "whole numbers",
    "flag": "true or false",
    "score": "scores from 1 to 5",
}
_KINDS: Mapping[str, Callable[["pd.Series[Any]"], Any]] = {
    "id": lambda column: column.astype("str").array,
    "name": _names,
    "instant": _instants,
    **{kind: partial(pd.Series.to_numpy, dtype=dtype) for kind, dtype in _DTYPE.items()},
}
