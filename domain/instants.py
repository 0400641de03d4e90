"""Instants and durations as whole microseconds, and back into the kind they came in.

Outside, time is datetime, timedelta or a pandas column; inside a calendar it is int64 microseconds since
1970 in UTC, so that sums are exact. Unknown (NaT) is `UNKNOWN` on the inside.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.errors import InputError, must_be_one_of

Micros = NDArray[np.int64]
InstantArray: TypeAlias = "NDArray[np.datetime64] | pd.DatetimeIndex | pd.Series[pd.Timestamp]"
Instants: TypeAlias = "datetime | InstantArray"
Durations: TypeAlias = "timedelta | NDArray[np.timedelta64] | pd.TimedeltaIndex | pd.Series[pd.Timedelta]"
InstantT = TypeVar("InstantT", datetime, NDArray[np.datetime64], pd.DatetimeIndex, "pd.Series[pd.Timestamp]")

UNKNOWN = np.iinfo(np.int64).min
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def micros_of(instants: Instants) -> Micros:
    """Whole microseconds since 1970-01-01 UTC; finer parts are cut off, unknown becomes UNKNOWN.

    Parameters
    ----------
    instants : a datetime with a zone, a datetime64 array (UTC by convention) or a pandas column with a zone.

    Raises
    ------
    InputError : the instant has no time zone, or is not an instant.
    """
    if isinstance(instants, np.ndarray):
        return _array_micros(instants)
    if isinstance(instants, pd.DatetimeIndex | pd.Series):
        return _column_micros(instants)
    return np.asarray(_scalar_micros(instants), dtype=np.int64)


def instants_like(model: InstantT, micros: Micros) -> InstantT:
    """The microseconds as instants in UTC of the model's kind: scalar, array, index or indexed column."""
    if isinstance(model, pd.Series):
        return pd.Series(_utc_index(micros), index=model.index, name=model.name)
    if isinstance(model, pd.DatetimeIndex):
        return _utc_index(micros)
    if isinstance(model, np.ndarray):
        return micros.view("M8[us]")
    return cast(datetime, pd.Timestamp(np.datetime64(int(micros), "us"), tz="UTC"))


def duration_micros(durations: Durations) -> Micros:
    """Whole microseconds of a timedelta or of a column of them; unknown becomes UNKNOWN."""
    if isinstance(durations, timedelta) and not isinstance(durations, pd.Timedelta):
        return np.asarray(durations // timedelta(microseconds=1), dtype=np.int64)
    values = np.asarray(durations, dtype="m8[us]")
    return values.view(np.int64)


def durations_of(micros: Micros) -> timedelta | NDArray[np.timedelta64]:
    """Microseconds as one timedelta (shape ()) or as a timedelta64 array; UNKNOWN becomes NaT."""
    if micros.ndim:
        return micros.view("m8[us]")
    return cast(timedelta, pd.Timedelta(np.timedelta64(int(micros), "us")))


def micros_of_spans(spans: Sequence[tuple[datetime, datetime]]) -> tuple[Micros, Micros]:
    """Starts and ends of (start, end) pairs, as two arrays of microseconds of the same length."""
    pairs = np.array([[micros_of(start), micros_of(end)] for start, end in spans], dtype=np.int64).reshape(
        -1, 2
    )
    return pairs[:, 0], pairs[:, 1]


def local_days(micros: Micros, zone: str) -> Micros:
    """Days since 1970-01-01 of the local date on which each instant falls."""
    local = pd.DatetimeIndex(micros.ravel().view("M8[us]"), tz="UTC").tz_convert(zone).tz_localize(None)
    return (_wall_micros(local) // DAY).reshape(micros.shape)


def utc_micros(local: Micros, zone: str) -> Micros:
    """The instants at which local wall clocks show the given microseconds since 1970-01-01 00:00 local.

    A wall time that comes twice in autumn is its first occurrence; one that never comes in spring is the
    instant at which the clock jumps over it. The result therefore never decreases where `local` does not.
    """
    walls = pd.DatetimeIndex(local.view("M8[us]"))
    zoned = walls.tz_localize(zone, ambiguous=np.ones(local.size, dtype=bool), nonexistent="shift_forward")
    return _wall_micros(zoned.tz_convert("UTC").tz_localize(None))


def must_be_zone(zone: str, where: str) -> None:
    """Refuse a name that is no IANA time zone.

    Parameters
    ----------
    where : subject of the message, such as "Calendar 'office': time zone".
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        must_be_one_of(zone, sorted(available_timezones()), where)


def over_known(ask: Callable[..., Micros], *columns: Micros) -> Micros:
    """Answer of `ask` where all columns, which have one shape, are known; UNKNOWN elsewhere.

    `ask` gets flat columns of the known rows only and is not called when there are none.
    """
    known = np.logical_and.reduce([column != UNKNOWN for column in columns])
    answers = np.full(known.shape, UNKNOWN)
    if known.any():
        answers[known] = ask(*(column[known] for column in columns))
    return answers


def _array_micros(instants: NDArray[np.datetime64]) -> Micros:
    if instants.dtype.kind != "M":
        raise InputError(f"An array of instants must be of kind datetime64, got {instants.dtype}.")
    return instants.astype("M8[us]").view(np.int64)


def _column_micros(instants: "pd.DatetimeIndex | pd.Series[pd.Timestamp]") -> Micros:
    if not isinstance(instants.dtype, pd.DatetimeTZDtype):
        raise InputError(f"A column of instants must have a time zone, such as UTC, got {instants.dtype}.")
    return _wall_micros(pd.DatetimeIndex(instants).tz_convert("UTC").tz_localize(None))


def _scalar_micros(instant: object) -> int:
    if instant is pd.NaT:
        return int(UNKNOWN)
    if not isinstance(instant, datetime):
        raise InputError(f"An instant must be a datetime with a time zone, got {instant!r}.")
    if instant.tzinfo is None:
        raise InputError(
            f"An instant must have a time zone, such as UTC, got {instant.isoformat(' ')} without one."
        )
    return int(pd.Timestamp(instant).asm8.astype("M8[us]").astype(np.int64))


def _utc_index(micros: Micros) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(micros.view("M8[us]"), tz="UTC")


def _wall_micros(walls: pd.DatetimeIndex) -> Micros:
    return np.asarray(walls.to_numpy().astype("M8[us]").view(np.int64))
