"""What a replication keeps over time and over the hours of the day: short series instead of its log."""

import numpy as np
import pandas as pd

from domain.kpi import Measures, Period, Question, busy_by_hour, waiting
from domain.kpi.busy_hours import POOL
from simulation.results import WAITING_EVERY, Pool

HOURS = 24
Hours = dict[Pool, tuple[float, ...]]


def instants(period: Period) -> pd.DatetimeIndex:
    """When waiting work is counted: at the start of a period and each `WAITING_EVERY` after it."""
    return pd.date_range(period.start, period.end, freq=WAITING_EVERY, inclusive="left")


def waiting_by_stage(measures: Measures, period: Period) -> dict[str, tuple[int, ...]]:
    """How many visits of each stage waited, at each of the instants."""
    counted = waiting(measures, instants(period)).groupby("stage", sort=True)["waiting"]
    return {str(stage): tuple(each.tolist()) for stage, each in counted}


def hours_by_pool(measures: Measures, period: Period) -> tuple[Hours, Hours]:
    """Busy hours and hours on duty of each pool, at each hour of the day."""
    summed = busy_by_hour(measures, Question(period, measures.log.observed_until))
    busy: Hours = {}
    duty: Hours = {}
    for (department, region, skill), rows in summed.groupby(list(POOL), sort=True):
        pool = (str(department), str(region), str(skill))
        busy[pool] = _by_hour(rows["hour"], rows["busy_hours"])
        duty[pool] = _by_hour(rows["hour"], rows["duty_hours"])
    return busy, duty


def _by_hour(hour: "pd.Series[int]", value: "pd.Series[float]") -> tuple[float, ...]:
    hours = np.zeros(HOURS)
    hours[hour.to_numpy()] = value.to_numpy()
    return tuple(hours.tolist())
