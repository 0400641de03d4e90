"""The stretch of time a run covers, and the part of it that is measured."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

import pandas as pd
from pydantic import AfterValidator, Field

from domain.errors import InputError, nearest
from domain.kpi.period import Period
from scenarios.part import Name, Part


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        hint = nearest(name, available_timezones())
        raise InputError(f"must be an IANA time zone, got {name!r}{hint}") from None
    return name


class Horizon(Part):
    """What a run covers.

    Parameters
    ----------
    start : first local day that is measured.
    days : days measured, from 1.
    warm_up_days : days simulated before, in which the empty system fills; they stay in the log and out of
        the figures.
    time_zone : IANA zone of the local days.
    kind : "terminating" where the days and the warm-up are what is asked about, such as a peak; "stationary"
        where days are alike, and a study chooses how many of all these days are warm-up (MSER-5).
    """

    start: date
    days: Annotated[int, Field(strict=True, ge=1, le=3660)]
    warm_up_days: Annotated[int, Field(strict=True, ge=0, le=3660)] = 0
    time_zone: Annotated[Name, AfterValidator(_known_zone)] = "UTC"
    kind: Literal["terminating", "stationary"] = "terminating"

    @property
    def measured(self) -> Period:
        """The days measured."""
        return Period(self._midnight(0), self._midnight(self.days))

    @property
    def covered(self) -> Period:
        """The whole run: warm-up and days measured."""
        return Period(self._midnight(-self.warm_up_days), self._midnight(self.days))

    @property
    def first_day(self) -> date:
        """The first local day of the whole run."""
        return self.start - timedelta(days=self.warm_up_days)

    @property
    def last_day(self) -> date:
        """The last local day of the run."""
        return self.start + timedelta(days=self.days - 1)

    def measured_after(self, days: int) -> "Horizon":
        """The same run, of which the first days are warm-up and the rest is measured."""
        start = self.start + timedelta(days=days - self.warm_up_days)
        measured = self.warm_up_days + self.days - days
        return self.model_copy(update={"start": start, "days": measured, "warm_up_days": days})

    def instant(self, local: datetime) -> pd.Timestamp:
        """A local time as an instant."""
        return pd.Timestamp(local.replace(tzinfo=ZoneInfo(self.time_zone)))

    def _midnight(self, offset: int) -> pd.Timestamp:
        return self.instant(datetime.combine(self.start + timedelta(days=offset), time()))
