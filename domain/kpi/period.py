"""Periods: the stretch of time a figure speaks of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from domain.errors import InputError, must_be_one_of
from domain.eventlog import EventLog, Origin
from domain.instants import DAY, Micros, local_days, micros_of, utc_micros

Freq = Literal["hour", "day", "week", "month"]

_LONGEST_IN_HOURS = 2
_LONGEST_IN_DAYS = 62
_LONGEST_IN_WEEKS = 370
_USUAL_DAYS = 30
_SHARE_OF_SPAN = 4
_STUBS = 4
_MOMENT = pd.Timedelta(microseconds=1)
"""From an instant to the end of a period that holds it."""


@dataclass(frozen=True)
class Period:
    """A stretch of time, its start included and its end not.

    Parameters
    ----------
    start, end : instants with a time zone.

    Raises
    ------
    InputError
        When an instant has no time zone, or the end is not after the start.
    """

    start: pd.Timestamp
    end: pd.Timestamp

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            object.__setattr__(self, name, _utc(name, getattr(self, name)))
        if not self.start < self.end:
            raise InputError(f"Period: end must be after start, got {self.start} to {self.end}.")

    @cached_property
    def micros(self) -> tuple[int, int]:
        """Start and end in microseconds since 1970 UTC."""
        return int(micros_of(self.start)), int(micros_of(self.end))

    @property
    def days(self) -> float:
        """Length in days of 24 hours."""
        start, end = self.micros
        return (end - start) / DAY

    @property
    def freq(self) -> Freq:
        """Width of the bins in which a chart of this period is legible."""
        if self.days <= _LONGEST_IN_HOURS:
            return "hour"
        if self.days <= _LONGEST_IN_DAYS:
            return "day"
        return "week" if self.days <= _LONGEST_IN_WEEKS else "month"

    def within(self, other: "Period") -> "Period | None":
        """The part of this period that lies in another one; None where none does."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None


def previous(period: Period) -> Period:
    """Give the period of equal length that ends where this one starts."""
    return Period(period.start - (period.end - period.start), period.start)


def whole_period(log: EventLog, at: pd.Timestamp) -> Period:
    """Give the period from the first submission of a log up to and with an instant."""
    end, first = _utc("at", at), log.applications["submitted_at"].min()
    return Period(end if pd.isna(first) else min(first, end), end + _MOMENT)


def default_period(log: EventLog, at: pd.Timestamp) -> Period:
    """Give the period to show first: the last 30 days, or the last quarter of a span shorter than 120.

    It starts with a local day and ends with `at`. An imported log ends with the day of its last submission:
    what an old register shows of the time after is only the end of the work that was there.
    """
    now = _utc("at", at)
    first, last = log.applications["submitted_at"].min(), log.applications["submitted_at"].max()
    span = pd.Timedelta(0) if pd.isna(first) else max(now - first, pd.Timedelta(0))
    end = now + _MOMENT
    if log.origin is Origin.IMPORTED and not pd.isna(last):
        end, span = min(end, _midnight(last, log.time_zone, days=1)), min(span, last - first)
    length = min(pd.Timedelta(days=_USUAL_DAYS), max(span / _SHARE_OF_SPAN, pd.Timedelta(days=1)))
    return Period(_midnight(end - _MOMENT - length, log.time_zone), end)


def last_days(end: pd.Timestamp, days: int, time_zone: str) -> Period:
    """Give so many local days, the last of them that in which a period with this end ends."""
    return Period(_midnight(end - 2 * _MOMENT, time_zone, 1 - max(days, 1)), end)


def local_span(period: Period, time_zone: str) -> tuple[date, date]:
    """Give the first and the last local day of a period.

    A period up to and with midnight ends a moment after it; that moment is no day of its own.
    """
    start, end = period.start, max(period.end - 2 * _MOMENT, period.start)
    return start.tz_convert(time_zone).date(), end.tz_convert(time_zone).date()


def bins(period: Period, freq: str, time_zone: str) -> Micros:
    """Edges of the local hours, days, weeks or months that touch a period, cut at its start and end.

    Returns
    -------
    Sorted microseconds, shape (number of bins + 1,).
    """
    must_be_one_of(freq, _EDGES, "Period: freq")
    start, end = period.micros
    inner = _EDGES[freq](period, time_zone)
    # A period up to and with midnight ends a moment after it; that moment is no day of its own.
    return np.concatenate([[start], inner[(inner > start) & (inner < end - 1)], [end]])


def chart_bins(period: Period, freq: str, time_zone: str) -> Micros:
    """Edges of `bins` as a chart draws them: a stub of a week or month at either end goes to its neighbour.

    A stub is shorter than a quarter of the neighbour; as a bin of its own it would look like a collapse.
    """
    edges = bins(period, freq, time_zone)
    width = np.diff(edges)
    kept = np.ones(edges.size, dtype=bool)
    if freq in ("week", "month") and width.size > 2:
        kept[1] = width[0] * _STUBS >= width[1]
        kept[-2] = width[-1] * _STUBS >= width[-2]
    return edges[kept]


def split(period: Period, freq: str, time_zone: str) -> list[tuple[str, Period]]:
    """Cut a period into its local hours, days, weeks or months, each with a label.

    Returns
    -------
    (label, period) pairs: "2026-11-24T08:00" for an hour, "2026-11-24" for a day, its Monday for a week,
    "2026-11" for a month.
    """
    stamps = [_stamp(edge) for edge in bins(period, freq, time_zone)]
    return [(_label(start, freq, time_zone), Period(start, end)) for start, end in pairwise(stamps)]


def _utc(name: str, instant: pd.Timestamp) -> pd.Timestamp:
    if instant.tzinfo is None:
        raise InputError(f"Period: {name} must carry its time zone, got {instant} without one.")
    return pd.Timestamp(instant).tz_convert("UTC").as_unit("us")


def _midnight(instant: pd.Timestamp, time_zone: str, days: int = 0) -> pd.Timestamp:
    """Beginning of the local day of an instant, or of one some days later."""
    day = local_days(micros_of(instant).reshape(1), time_zone) + days
    return _stamp(utc_micros(day * DAY, time_zone)[0])


def _stamp(micros: np.int64) -> pd.Timestamp:
    return pd.Timestamp(np.datetime64(int(micros), "us"), tz="UTC")


def _label(start: pd.Timestamp, freq: str, time_zone: str) -> str:
    local = start.tz_convert(time_zone)
    if freq == "week":
        local -= pd.Timedelta(days=local.day_of_week)
    return local.strftime({"hour": "%Y-%m-%dT%H:00", "month": "%Y-%m"}.get(freq, "%Y-%m-%d"))


def _hours(period: Period, time_zone: str) -> Micros:
    first = period.start.tz_convert(time_zone).tz_localize(None).floor("h")
    last = period.end.tz_convert(time_zone).tz_localize(None)
    walls = pd.date_range(first, last, freq="h", unit="us").to_numpy()
    return np.unique(utc_micros(walls.view(np.int64), time_zone))


def _days(period: Period, time_zone: str) -> Micros:
    first, last = local_days(np.array(period.micros), time_zone)
    return utc_micros(np.arange(first, last + 1) * DAY, time_zone)


def _weeks(period: Period, time_zone: str) -> Micros:
    # Day 0, 1970-01-01, was a Thursday.
    first, last = local_days(np.array(period.micros), time_zone)
    days = np.arange(first, last + 1)
    return utc_micros(days[(days + 3) % 7 == 0] * DAY, time_zone)


def _months(period: Period, time_zone: str) -> Micros:
    first, last = (
        day.astype("M8[D]").astype("M8[M]") for day in local_days(np.array(period.micros), time_zone)
    )
    walls = np.arange(first, last + 1).astype("M8[us]")
    return utc_micros(walls.view(np.int64), time_zone)


_EDGES: dict[str, Callable[[Period, str], Micros]] = {
    "hour": _hours,
    "day": _days,
    "week": _weeks,
    "month": _months,
}
