"""The one way to compute KPIs: of a log under terms at an instant."""

from collections.abc import Iterable

import pandas as pd

from domain.errors import must_be_one_of
from domain.eventlog import EventLog
from domain.kpi.figure import Figure
from domain.kpi.grouping import ALL, dimensions_of
from domain.kpi.indicator import Kpi
from domain.kpi.measures import Measures
from domain.kpi.period import Period, split, whole_period
from domain.kpi.question import Question
from domain.kpi.registry import KPIS
from domain.terms import Terms

PERIODS = ("hour", "day", "week", "month")
"""Dimensions that cut the period itself: "month=2026-11" is the KPI of that month."""


def compute(
    log: EventLog,
    terms: Terms,
    at: pd.Timestamp | None = None,
    period: Period | None = None,
    names: Iterable[str] | None = None,
    by: Iterable[str] = (),
) -> list[Figure]:
    """Compute KPIs of a log as it was known at an instant.

    Parameters
    ----------
    at : now; the end of the log when not given. What was recorded later is not known.
    period : the whole log up to `at` when not given.
    names : KPIs, all when not given.
    by : dimensions to group by: of the rows a KPI counts (stage, track, region, department, resource, skill,
        service_level, any attribute) or of time ("hour", "day", "week", "month"). Of all KPIs, those that do
        not have a dimension are left out.

    Raises
    ------
    InputError
        When a name is no KPI, or a KPI asked for by name does not have a dimension.
    """
    at = log.observed_until if at is None else at
    hidden = at < log.observed_until or (log.recorded["recorded_at"] > at).any()
    known = log.as_of(at) if hidden else log
    return figures(Measures.of(known, terms), at, period, names, by)


def figures(
    measures: Measures,
    at: pd.Timestamp | None = None,
    period: Period | None = None,
    names: Iterable[str] | None = None,
    by: Iterable[str] = (),
) -> list[Figure]:
    """Compute KPIs of measures, under their filters; as `compute`, with what they hold taken as known."""
    at = measures.log.observed_until if at is None else at
    period = period or whole_period(measures.log, at)
    dimensions = tuple(name for name in by if name not in PERIODS)
    spans = _spans(measures, period, [name for name in by if name in PERIODS])
    return [
        _labelled(figure, label)
        for kpi in _chosen(measures, names, dimensions, Question(period, at, dimensions))
        for label, span in spans
        for figure in kpi.figures(measures, Question(span, at, dimensions))
    ]


def _spans(measures: Measures, period: Period, freqs: list[str]) -> list[tuple[str, Period]]:
    if not freqs:
        return [("", period)]
    parts = split(period, freqs[0], measures.log.time_zone)
    return [(f"{freqs[0]}={label}", part) for label, part in parts]


def _labelled(figure: Figure, label: str) -> Figure:
    if not label:
        return figure
    group = label if figure.group == ALL else f"{figure.group},{label}"
    return Figure(figure.name, group, figure.mean, figure.low, figure.high, figure.n, figure.unit)


def _chosen(
    measures: Measures, names: Iterable[str] | None, by: tuple[str, ...], question: Question
) -> list[Kpi]:
    if names is None:
        return [kpi for kpi in KPIS.values() if _has(measures, kpi, by, question)]
    wanted = list(names)
    for name in wanted:
        must_be_one_of(name, KPIS, "KPI: name")
    return [KPIS[name] for name in wanted]


def _has(measures: Measures, kpi: Kpi, by: tuple[str, ...], question: Question) -> bool:
    if not by:
        return True
    return set(by) <= set(dimensions_of(measures, kpi.sample(measures, question).unit))
