"""Charts of promises: on-time share over time, and the age of open work."""

import numpy as np
import pandas as pd

from domain.instants import HOUR
from domain.kpi.coded import Rows, summed
from domain.kpi.interval import Floats, wilson
from domain.kpi.measures import Measures
from domain.kpi.of_applications import open_rows
from domain.kpi.of_promises import late_applications, on_time_rate
from domain.kpi.period import chart_bins
from domain.kpi.question import Question
from domain.kpi.standing import as_instants

_DAY = 24.0
AGE_EDGES = (0.0, 8.0, *(days * _DAY for days in (1, 2, 3, 5, 7, 14, 30, 60, 90, 180, 365)), np.inf)
"""Bounds of the ages told apart, in hours."""


def on_time_trend(measures: Measures, question: Question, freq: str) -> pd.DataFrame:
    """Tell the on-time rate of each hour, day, week or month, by due date.

    Returns
    -------
    start (of the bin), share, low, high (NaN where nothing was due), n, late. Cohort as for `on_time_rate`.
    """
    edges = chart_bins(question.period, freq, measures.log.time_zone)
    sample = on_time_rate(measures, question)
    place = np.searchsorted(edges, measures.deadlines.due[sample.rows], side="right") - 1
    n = np.bincount(place, minlength=edges.size - 1)
    hits = summed(place, sample.value, edges.size - 1)
    low, high = wilson(hits, n)
    share = hits / np.where(n > 0, n, np.nan)
    columns = {"share": share, "low": low, "high": high, "n": n, "late": n - hits.astype(np.int64)}
    return pd.DataFrame({"start": as_instants(edges[:-1]), **columns})


def ageing(measures: Measures, question: Question) -> pd.DataFrame:
    """Count the applications open at the end of the period, or now where it goes on, by age.

    Returns
    -------
    from_hours (included), to_hours (not included), open, past_due (of them, with a deadline past due and not
    met); up to the oldest that occurs.
    """
    rows = open_rows(measures, question.last)
    late = late_applications(measures, question.last)[rows]
    place = np.searchsorted(AGE_EDGES, _ages(measures, question, rows), side="right") - 1
    size = int(place.max(initial=-1)) + 1
    return pd.DataFrame(
        {
            "from_hours": AGE_EDGES[:size],
            "to_hours": AGE_EDGES[1 : size + 1],
            "open": np.bincount(place, minlength=size),
            "past_due": np.bincount(place[late], minlength=size),
        }
    )


def aged_rows(measures: Measures, question: Question, from_hours: float, to_hours: float) -> Rows:
    """Applications open at the end of the period, or now, whose age lies between two bounds."""
    rows = open_rows(measures, question.last)
    age = _ages(measures, question, rows)
    return rows[(age >= from_hours) & (age < to_hours)]


def _ages(measures: Measures, question: Question, rows: Rows) -> Floats:
    return np.asarray((question.last - measures.cases.submitted[rows]) / HOUR)
