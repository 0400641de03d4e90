"""A Board as one writes it with pandas alone: filter the frames, group what is left, keep nothing."""

from typing import Any

import numpy as np
import pandas as pd

from domain.eventlog import EventLog
from domain.kpi import Filters, Period


def pandas_board(log: EventLog, filters: Filters) -> dict[str, Any]:
    """Work out counts, cycle times, on-time share, stage times and process map of the filters' period."""
    period = filters.period or Period(log.applications["submitted_at"].min(), log.observed_until)
    cases = log.applications[_passes(log, filters)]
    visits = log.visits[log.visits["application"].isin(cases.index)]
    deadlines = log.deadlines[log.deadlines["application"].isin(cases.index)]
    done = cases[_within(cases["finished_at"], period)]
    hours = hours_between(done["submitted_at"], done["finished_at"])
    due = deadlines[_within(deadlines["due_at"], period)]
    return {
        "submitted": int(_within(cases["submitted_at"], period).sum()),
        "finished": len(done),
        "cycle": hours.quantile([0.5, 0.9]),
        "per_day": done.groupby(done["finished_at"].dt.date).size(),
        "on_time": (due["met_at"] <= due["due_at"]).mean(),
        "stages": _stage_times(visits, period),
        "map": _process_map(visits, period),
    }


def _passes(log: EventLog, filters: Filters) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which applications pass; one without a department of its own passes by those that worked on it."""
    passes = np.ones(len(log), dtype=bool)
    for name, values in filters.chosen.items():
        own = log.applications[name]
        if name == "department" and own.isna().all():
            worked = log.visits["application"][log.visits["department"].isin(values)]
            passes &= log.applications.index.isin(worked)
        else:
            passes &= (own.isin(values) | (own.isna() & ("unknown" in values))).to_numpy()
    return passes


def _within(instants: "pd.Series[pd.Timestamp]", period: Period) -> "pd.Series[bool]":
    return (instants >= period.start) & (instants < period.end)


def _stage_times(visits: pd.DataFrame, period: Period) -> pd.DataFrame:
    done = visits[_within(visits["completed_at"], period)]
    hours = hours_between(done["enabled_at"], done["completed_at"])
    by_stage = hours.groupby(done["stage"], observed=True)
    return pd.DataFrame({"count": by_stage.size(), "mean": by_stage.mean(), "median": by_stage.median()})


def _process_map(visits: pd.DataFrame, period: Period) -> pd.DataFrame:
    before = visits.groupby("application")[["stage", "completed_at"]].shift()
    steps = pd.DataFrame(
        {
            "from": before["stage"].astype("str"),
            "to": visits["stage"].astype("str"),
            "hours": hours_between(before["completed_at"], visits["completed_at"]),
        }
    )[_within(visits["completed_at"], period)]
    by_step = steps.groupby(["from", "to"])["hours"]
    return pd.DataFrame({"count": by_step.size(), "median": by_step.median()})


def hours_between(start: "pd.Series[pd.Timestamp]", end: "pd.Series[pd.Timestamp]") -> "pd.Series[float]":
    """Hours from each start to its end."""
    return (end - start).dt.total_seconds() / 3600
