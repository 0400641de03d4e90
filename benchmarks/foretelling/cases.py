"""Figures with intervals by cases: looks at one case share its fate and are drawn together."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import numpy.typing as npt

from benchmarks.measuring.material import SEED
from benchmarks.measuring.spread import Spread

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

DRAWS = 400
BAND = 2.576
"""Standard deviations to either side of a band of 99 %."""


def interval(statistic: Callable[[Floats], float], cases: Rows) -> Spread:
    """Give a figure and its 95 % interval by the bootstrap over cases.

    Parameters
    ----------
    statistic : of the weights of the looks.
    cases : of each look.
    """
    drawn = [statistic(weights) for weights in _draws(cases)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Spread(statistic(np.ones(cases.size)), float(low), float(high), cases.size)


def mean_of(values: Floats, cases: Rows) -> Spread:
    """Give the mean of a value of each look."""
    return interval(partial(_mean, values), cases)


def ratio_of(ours: Floats, theirs: Floats, cases: Rows) -> Spread:
    """Give the ratio of two means of the same looks; 1 where both are nothing."""
    return interval(partial(_ratio, ours, theirs), cases)


def band(held: npt.NDArray[np.bool_], level: float, cases: Rows) -> float:
    """Give half the width of the 99 % band about a level within which the share that holds may lie.

    The variance is that of sums over cases (clustered): looks at one case hold or fail together.
    """
    sums = np.bincount(np.unique(cases, return_inverse=True)[1], weights=held - level)
    return float(BAND * np.sqrt((sums**2).sum()) / held.size)


def alone(value: float, n: int) -> Spread:
    """A figure without an interval."""
    return Spread(value, value, value, n)


def _draws(cases: Rows) -> Iterator[Floats]:
    _, place = np.unique(cases, return_inverse=True)
    count = int(place.max()) + 1
    often = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=DRAWS)
    return (one[place].astype(np.float64) for one in often)


def _mean(values: Floats, weights: Floats) -> float:
    return float(np.average(values, weights=weights))


def _ratio(ours: Floats, theirs: Floats, weights: Floats) -> float:
    own, other = _mean(ours, weights), _mean(theirs, weights)
    return own / other if other else 1.0
