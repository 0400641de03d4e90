"""How many applications are expected by when: hour, weekday, month and holidays of the local calendar."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.holiday import public_exceptions
from scenarios.demand import Stream
from scenarios.extra import Surge
from scenarios.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Hours:
    """The local hours of a run, as those who apply see them.

    Parameters
    ----------
    edges_minutes : shape (hours + 1,), minutes after the start of the run.
    hour, weekday, month : of each hour, from 0 (0 is Monday, January).
    holiday : whether it is on a public holiday.
    local : when it begins, local time.
    """

    edges_minutes: Floats
    hour: Ints
    weekday: Ints
    month: Ints
    holiday: NDArray[np.bool_]
    local: pd.DatetimeIndex

    @classmethod
    def of(cls, scenario: Scenario) -> "Hours":
        """All hours from the start of the run to its end."""
        covered, zone = scenario.horizon.covered, scenario.horizon.time_zone
        edges = pd.date_range(covered.start, covered.end, freq="h")
        minutes = np.asarray((edges - covered.start) / pd.Timedelta(minutes=1), dtype=np.float64)
        local = edges[:-1].tz_convert(zone)
        hour, weekday, month = (
            np.asarray(part, dtype=np.int64) for part in (local.hour, local.day_of_week, local.month - 1)
        )
        return cls(minutes, hour, weekday, month, _on_holiday(local, scenario.demand.holidays), local)

    def expected(self, stream: Stream, per_day: float, surge: Surge | None = None) -> Floats:
        """Applications expected by each edge, at scale 1, if so many come on an average day.

        Parameters
        ----------
        surge : to whose days they are confined.
        """
        rate = (
            per_day
            * np.divide(stream.hours, np.sum(stream.hours))[self.hour]
            * np.divide(stream.weekdays, np.mean(stream.weekdays))[self.weekday]
            * np.divide(stream.months, np.mean(stream.months))[self.month]
            * np.where(self.holiday, stream.holiday, 1.0)
        )
        if surge is not None:
            rate = rate * self._within(surge)
        return np.concatenate([[0.0], np.cumsum(rate)])

    def _within(self, surge: Surge) -> NDArray[np.bool_]:
        day = self.local.tz_localize(None)
        return np.asarray((day >= pd.Timestamp(surge.start)) & (day < pd.Timestamp(surge.end)))


def _on_holiday(local: pd.DatetimeIndex, country: str | None) -> NDArray[np.bool_]:
    if country is None:
        return np.zeros(len(local), dtype=bool)
    known = public_exceptions(country, local[0].year, local[-1].year)
    off = pd.DatetimeIndex([pd.Timestamp(day) for day, working in known.items() if not working])
    return np.asarray(local.tz_localize(None).normalize().isin(off))
