"""Charts of stages: how long visits take and where their time goes, and who hands over to whom."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import HOUR, micros_of
from domain.kpi.coded import Coded, Codes, Rows, compacted, summed
from domain.kpi.dimensions import Unit
from domain.kpi.interval import Floats
from domain.kpi.measures import Measures
from domain.kpi.of_applications import open_visits
from domain.kpi.of_visits import completed
from domain.kpi.partial import Partial
from domain.kpi.question import Question

OUTSIDE = ""
"""Name of the beginning of an application where it comes from, and of its end where it goes to."""


def stages_by_time(measures: Measures) -> tuple[str, ...]:
    """Stages of the whole log, those first in which applications spent most time, whatever the filters.

    Open visits count until the end of the log.
    """
    visits, stage = measures.visits, measures.stage
    until = np.minimum(visits.left, int(micros_of(measures.log.observed_until)))
    spent = np.maximum(until - visits.enabled, 0) / HOUR
    hours = np.bincount(stage.codes, weights=spent, minlength=len(stage.names))
    return tuple(stage.names[code] for code in np.argsort(-hours, kind="stable") if hours[code] > 0)


def stage_times(measures: Measures, question: Question) -> pd.DataFrame:
    """Tell how long visits completed in the period took, slowest stage first.

    Returns
    -------
    stage, n (visits with known duration), median_hours, p90_hours, mean_hours, waiting_hours, working_hours,
    travel_hours, customer_hours (means over the visits whose parts are recorded; NaN where none are),
    recorded (their number), share (of the hours of all stages), open (visits open at the end of the period or
    now).
    """
    done = completed(measures, question) & ~np.isnan(measures.visits.hours)
    rows = measures.rows(Unit.VISITS, done)
    hours = _sums(measures, rows)
    frame = pd.DataFrame(
        {
            "stage": hours.groups,
            "n": hours.n,
            **_quantiles(hours),
            "mean_hours": _divided(hours.total, hours.n),
            **_parts(measures, rows),
            "share": hours.total / (hours.total.sum() or np.nan),
            "open": _open_now(measures, question),
        }
    )
    held = frame[(frame["n"] > 0) | (frame["open"] > 0)]
    return held.sort_values("mean_hours", ascending=False, na_position="last", ignore_index=True)


def process_map(measures: Measures, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the process as it ran: visits completed in the period and the steps that led to them.

    Returns
    -------
    nodes: stage, count, median_hours of the visits. edges: from_stage, to_stage, count, median_hours from one
    completion to the start of the next work ("" is the beginning or, for finished applications, the end). The
    edges into a stage add up to its count.
    """
    rows = measures.rows(Unit.VISITS, completed(measures, question))
    return _nodes(measures, rows), pd.concat(
        [_steps(measures, rows), _endings(measures, question)], ignore_index=True
    )


def transition_rows(measures: Measures, question: Question, from_stage: str, to_stage: str) -> Rows:
    """Applications that took a step of the process map in the period, each as often as it did."""
    if to_stage == OUTSIDE:
        rows, last = _ended(measures, question)
        return np.asarray(rows[measures.stage.codes[last] == measures.stage.code_of(from_stage)])
    rows = measures.rows(Unit.VISITS, completed(measures, question))
    origin = len(measures.stage.names) if from_stage == OUTSIDE else measures.stage.code_of(from_stage)
    taken = (measures.flow.came_from[rows] == origin) & (
        measures.stage.codes[rows] == measures.stage.code_of(to_stage)
    )
    return np.asarray(measures.visits.application[rows[taken]], dtype=np.intp)


def _nodes(measures: Measures, rows: Rows) -> pd.DataFrame:
    count = np.bincount(measures.stage.codes[rows], minlength=len(measures.stage.names))
    timed = rows[~np.isnan(measures.visits.hours[rows])]
    median = _quantiles(_sums(measures, timed))["median_hours"]
    nodes = pd.DataFrame({"stage": measures.stage.names, "count": count, "median_hours": median})
    return nodes[nodes["count"] > 0].reset_index(drop=True)


def _steps(measures: Measures, rows: Rows) -> pd.DataFrame:
    return _edges(
        measures.stage,
        measures.flow.came_from[rows],
        measures.stage.codes[rows],
        measures.flow.gap_hours[rows],
    )


def _endings(measures: Measures, question: Question) -> pd.DataFrame:
    rows, last = _ended(measures, question)
    hours = np.maximum(measures.cases.finished[rows] - measures.visits.completed[last], 0) / HOUR
    outside = np.full(rows.size, len(measures.stage.names), dtype=np.int32)
    return _edges(measures.stage, measures.stage.codes[last], outside, hours)


def _ended(measures: Measures, question: Question) -> tuple[Rows, Rows]:
    """Applications finished in the period that completed a visit, and the last they completed."""
    finished = question.happened(measures.cases.finished) & (measures.flow.last >= 0)
    rows = measures.rows(Unit.APPLICATIONS, finished)
    return rows, measures.flow.last[rows]


def _edges(stage: Coded, origin: Codes, target: Codes, hours: Floats) -> pd.DataFrame:
    names = (*stage.names, OUTSIDE)
    found, places = compacted(origin.astype(np.int64) * len(names) + target, len(names) ** 2)
    sums = Partial.of(hours, None, places, tuple(map(str, found)), sketched=True)
    return pd.DataFrame(
        {
            "from_stage": [names[code // len(names)] for code in found],
            "to_stage": [names[code % len(names)] for code in found],
            "count": sums.n,
            "median_hours": _quantiles(sums)["median_hours"],
        }
    )


def _sums(measures: Measures, rows: Rows) -> Partial:
    """Sums of the hours of visits by stage, in the order of its names (sorted, then the unknown)."""
    hours, stage = measures.visits.hours[rows], measures.stage
    return Partial.of(hours, None, stage.codes[rows], stage.names, sketched=True)


def _quantiles(sums: Partial) -> Mapping[str, Floats]:
    assert sums.sketch is not None, "quantiles are read from a sketch"
    return {f"{name}_hours": sums.sketch.quantile(q, sums.n) for name, q in (("median", 0.5), ("p90", 0.9))}


def _parts(measures: Measures, rows: Rows) -> Mapping[str, npt.NDArray[np.generic]]:
    times = measures.visits.times
    told = rows[times.recorded[rows]]
    stage = measures.stage.codes[told]
    recorded = np.bincount(stage, minlength=len(measures.stage.names))
    means = {
        f"{name}_hours": _divided(summed(stage, getattr(times, name)[told] / HOUR, recorded.size), recorded)
        for name in ("waiting", "working", "travel", "customer")
    }
    return {**means, "recorded": recorded}


def _open_now(measures: Measures, question: Question) -> npt.NDArray[np.int64]:
    rows = open_visits(measures, question.last)
    return np.bincount(measures.stage.codes[rows], minlength=len(measures.stage.names))


def _divided(total: Floats, n: npt.NDArray[np.int64]) -> Floats:
    return np.asarray(total / np.where(n > 0, n, np.nan))
