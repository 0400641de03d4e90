"""What a change between two periods amounts to beside chance."""

import math

from domain.kpi.figure import Figure
from domain.kpi.interval import poisson


def change_interval(figure: Figure, before: Figure) -> tuple[float, float]:
    """Interval that covers the underlying change with 95 % confidence; unbounded where nothing bounds a side.

    The limits of both sides are put together by the square root of the sum of squares (MOVER: Zou and Donner,
    Construction of Confidence Limits about Effect Measures, Statistics in Medicine 27, 2008). For shares with
    Wilson's limits that is Newcombe's score interval (method 10, Statistics in Medicine 17, 1998); for means
    with Student's limits it is at least as wide as Welch's; quantiles bring the limits of their order
    statistics, counts those of a Poisson number. Both periods are taken as independent samples.

    Parameters
    ----------
    figure, before : of the same KPI, both known.

    Returns
    -------
    Low and high, in the unit of the figures; they lie around `figure.mean - before.mean`.
    """
    if figure.mean is None or before.mean is None:
        return -math.inf, math.inf
    change = figure.mean - before.mean
    low, high = _limits(figure)
    low_before, high_before = _limits(before)
    return (
        change - math.hypot(figure.mean - low, high_before - before.mean),
        change + math.hypot(high - figure.mean, before.mean - low_before),
    )


def _limits(figure: Figure) -> tuple[float, float]:
    if figure.unit == "cases" and figure.mean is not None:
        return poisson(figure.mean)
    low = -math.inf if figure.low is None else figure.low
    return low, math.inf if figure.high is None else figure.high
