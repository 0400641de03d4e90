"""The KPIs by name, and the one way to compute them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from domain.errors import must_be_one_of
from domain.eventlog import EventLog
from domain.kpi import of_applications, of_duty, of_promises, of_visits
from domain.kpi.figure import Figure
from domain.kpi.grouping import ALL, dimensions_of, grouped
from domain.kpi.interval import Floats
from domain.kpi.measures import Measures
from domain.kpi.partial import Partial
from domain.kpi.period import Period, split, whole_period
from domain.kpi.question import Question, Sample
from domain.kpi.statistic import Statistic, finish
from domain.terms import Terms

Better = Literal["higher", "lower"]

PERIODS = ("hour", "day", "week", "month")
"""Dimensions that cut the period itself: "month=2026-11" is the KPI of that month."""


@dataclass(frozen=True)
class Kpi:
    """A key performance indicator.

    Attributes
    ----------
    name : identifier.
    unit : of its number: "cases", "cases/day", "hours", "share" or "CNY".
    better : which direction is good; None where that depends.
    label : English name, the key of its translations.
    statistic : what is told of the sample.
    sample : the rows that count and what each adds; its docstring states cohort and censoring.
    """

    name: str
    unit: str
    better: Better | None
    label: str
    statistic: Statistic
    sample: Callable[[Measures, Question], Sample]

    def partial(self, measures: Measures, question: Question) -> Partial:
        """Sum up the rows of some measures; partials of disjoint parts add up to that of the whole."""
        sample = self.sample(measures, question)
        places, groups = grouped(measures, sample, question.by)
        return Partial.of(sample.value, sample.weight, places, groups, self.statistic.sketched)

    def finish(self, partial: Partial, question: Question) -> list[Figure]:
        """Turn sums into one figure for each group."""
        numbers = (_or_none(column) for column in finish(self.statistic, partial, question))
        return [
            Figure(self.name, group, mean, low, high, n, self.unit)
            for group, n, mean, low, high in zip(partial.groups, partial.n.tolist(), *numbers, strict=True)
        ]

    def figures(self, measures: Measures, question: Question) -> list[Figure]:
        """Compute the KPI: one figure for each group, or one for all."""
        return self.finish(self.partial(measures, question), question)


KPIS: Mapping[str, Kpi] = {
    kpi.name: kpi
    for kpi in (
        Kpi("submitted", "cases", None, "Submitted", Statistic.COUNT, of_applications.submitted),
        Kpi("finished", "cases", "higher", "Finished", Statistic.COUNT, of_applications.finished),
        Kpi("withdrawn", "cases", "lower", "Withdrawn", Statistic.COUNT, of_applications.withdrawn),
        Kpi(
            "open_applications", "cases", "lower", "Open", Statistic.COUNT, of_applications.open_applications
        ),
        Kpi(
            "throughput_per_day",
            "cases/day",
            "higher",
            "Finished per day",
            Statistic.PER_DAY,
            of_applications.finished,
        ),
        Kpi(
            "work_in_progress",
            "cases",
            "lower",
            "Work in progress, mean",
            Statistic.TIME_AVERAGE,
            of_applications.work_in_progress,
        ),
        Kpi(
            "cycle_time_mean",
            "hours",
            "lower",
            "Cycle time, mean",
            Statistic.MEAN,
            of_applications.cycle_time,
        ),
        Kpi(
            "cycle_time_median",
            "hours",
            "lower",
            "Cycle time, median",
            Statistic.MEDIAN,
            of_applications.cycle_time,
        ),
        Kpi(
            "cycle_time_p90",
            "hours",
            "lower",
            "Cycle time, 90th percentile",
            Statistic.P90,
            of_applications.cycle_time,
        ),
        Kpi(
            "waiting_time", "hours", "lower", "Waiting time per visit", Statistic.MEAN, of_visits.waiting_time
        ),
        Kpi(
            "working_time", "hours", "lower", "Working time per visit", Statistic.MEAN, of_visits.working_time
        ),
        Kpi("travel_time", "hours", "lower", "Travel time per visit", Statistic.MEAN, of_visits.travel_time),
        Kpi(
            "customer_time",
            "hours",
            "lower",
            "Customer time per visit",
            Statistic.MEAN,
            of_visits.customer_time,
        ),
        Kpi("on_time_rate", "share", "higher", "On time", Statistic.SHARE, of_promises.on_time_rate),
        Kpi(
            "completed_on_time_rate",
            "share",
            "higher",
            "Completed on time",
            Statistic.SHARE,
            of_promises.completed_on_time_rate,
        ),
        Kpi("open_past_due", "cases", "lower", "Open past due", Statistic.COUNT, of_promises.open_past_due),
        Kpi(
            "ageing_median",
            "hours",
            "lower",
            "Age of open work, median",
            Statistic.MEDIAN,
            of_applications.ageing,
        ),
        Kpi(
            "ageing_p90",
            "hours",
            "lower",
            "Age of open work, 90th percentile",
            Statistic.P90,
            of_applications.ageing,
        ),
        Kpi("utilisation", "share", None, "Utilisation", Statistic.RATIO, of_duty.utilisation),
        Kpi("rework_rate", "share", "lower", "Rework", Statistic.SHARE, of_visits.rework_rate),
        Kpi(
            "first_time_right_rate",
            "share",
            "higher",
            "Right first time",
            Statistic.SHARE,
            of_visits.first_time_right_rate,
        ),
        Kpi(
            "appointment_kept_rate",
            "share",
            "higher",
            "Appointments kept",
            Statistic.SHARE,
            of_promises.appointment_kept_rate,
        ),
        Kpi(
            "cost_per_application",
            "CNY",
            "lower",
            "Cost per application",
            Statistic.MEAN,
            of_applications.cost_per_application,
        ),
    )
}
"""All KPIs by name, in the order in which they are told."""


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


def _or_none(numbers: Floats) -> list[float | None]:
    return [None if np.isnan(number) else float(number) for number in numbers]


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
