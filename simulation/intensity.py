"""How many applications are expected by when: hour, weekday, month and holidays of the local calendar."""

from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.holiday import public_exceptions
from scenarios.demand import Stream
from scenarios.scenario import Scenario

Floats = NDArray[np.float64]


def cumulative(stream: Stream, per_day: float, scenario: Scenario) -> tuple[Floats, Floats]:
    """Applications expected from the start of the run, at scale 1.

    Parameters
    ----------
    per_day : on an average day of an average month.

    Returns
    -------
    (edges in minutes after the start, expected by each edge), both of shape (hours + 1,).
    """
    covered = scenario.horizon.covered
    edges = pd.date_range(covered.start, covered.end, freq="h").tz_convert(scenario.horizon.time_zone)
    starts = edges[:-1]
    rate = (
        per_day
        * _share(stream.hours)[starts.hour]
        * _relative(stream.weekdays)[starts.day_of_week]
        * _relative(stream.months)[starts.month - 1]
        * _holiday_factor(starts, scenario.demand.holidays, stream.holiday)
    )
    minutes = np.asarray((edges - covered.start) / timedelta(minutes=1), dtype=np.float64)
    return minutes, np.concatenate([[0.0], np.cumsum(rate)])


def _share(weights: tuple[float, ...]) -> Floats:
    return np.asarray(np.divide(weights, np.sum(weights)))


def _relative(weights: tuple[float, ...]) -> Floats:
    return np.asarray(np.divide(weights, np.mean(weights)))


def _holiday_factor(starts: pd.DatetimeIndex, country: str | None, factor: float) -> Floats:
    if country is None:
        return np.ones(len(starts))
    known = public_exceptions(country, starts[0].year, starts[-1].year)
    off = pd.DatetimeIndex([pd.Timestamp(day) for day, working in known.items() if not working])
    days = starts.tz_localize(None).normalize()
    return np.where(days.isin(off), factor, 1.0)
