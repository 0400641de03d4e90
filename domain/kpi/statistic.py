"""Finishing: from the sums of each group to its number and interval."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial as bind

import numpy as np

from domain.instants import DAY, HOUR
from domain.kpi.interval import Floats, quantile_ranks, student, wilson
from domain.kpi.partial import Partial
from domain.kpi.question import Question


class Statistic(StrEnum):
    """What is told of the values of a group."""

    COUNT = "count"
    PER_DAY = "per_day"
    TIME_AVERAGE = "time_average"
    MEAN = "mean"
    SHARE = "share"
    RATIO = "ratio"
    MEDIAN = "median"
    P90 = "p90"

    @property
    def sketched(self) -> bool:
        """Whether it reads a histogram."""
        return self in (Statistic.MEDIAN, Statistic.P90)

    @property
    def of_nothing(self) -> float:
        """Its number for a group that has no rows: a count is 0 then, any other is NaN."""
        counts = self in (Statistic.COUNT, Statistic.PER_DAY, Statistic.TIME_AVERAGE)
        return 0.0 if counts else np.nan


Numbers = tuple[Floats, Floats, Floats]
"""Number, low and high of each group; NaN where there is none."""


def finish(statistic: Statistic, partial: Partial, question: Question) -> Numbers:
    """Turn sums into numbers.

    Returns
    -------
    Number, low and high, each with one entry for each group. A count of nothing is 0; any other number of
    nothing is NaN. Shares have Wilson's interval, means Student's, quantiles that of order statistics;
    counts, averages over time and ratios of sums have none: their rows are no independent sample.
    """
    return _FINISH[statistic](partial, question)


def _count(partial: Partial, question: Question) -> Numbers:
    return _without_interval(partial.total)


def _per_day(partial: Partial, question: Question) -> Numbers:
    # In less than an hour there is no rate of a day to tell.
    days = question.hours * HOUR / DAY if question.hours >= 1 else np.nan
    return _without_interval(partial.total / days)


def _time_average(partial: Partial, question: Question) -> Numbers:
    return _without_interval(partial.total / (question.hours or np.nan))


def _mean(partial: Partial, question: Question) -> Numbers:
    return _divided(partial.total, partial.n), *student(partial.total, partial.squares, partial.n)


def _share(partial: Partial, question: Question) -> Numbers:
    return _divided(partial.total, partial.n), *wilson(partial.total, partial.n)


def _ratio(partial: Partial, question: Question) -> Numbers:
    return _without_interval(_divided(partial.total, partial.weight))


def _quantile(partial: Partial, question: Question, q: float) -> Numbers:
    assert partial.sketch is not None, "a quantile is finished from a sketch"
    low, high = quantile_ranks(partial.n, q)
    return (
        partial.sketch.quantile(q, partial.n),
        partial.sketch.ranked(low, partial.n),
        partial.sketch.ranked(high, partial.n),
    )


def _without_interval(numbers: Floats) -> Numbers:
    return numbers, np.full(numbers.shape, np.nan), np.full(numbers.shape, np.nan)


def _divided(total: Floats, by: Floats | np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Floats:
    return np.asarray(total / np.where(by > 0, by, np.nan))


_FINISH: Mapping[Statistic, Callable[[Partial, Question], Numbers]] = {
    Statistic.COUNT: _count,
    Statistic.PER_DAY: _per_day,
    Statistic.TIME_AVERAGE: _time_average,
    Statistic.MEAN: _mean,
    Statistic.SHARE: _share,
    Statistic.RATIO: _ratio,
    Statistic.MEDIAN: bind(_quantile, q=0.5),
    Statistic.P90: bind(_quantile, q=0.9),
}
