"""What replications show: means, paired differences and ratios with intervals, and the verdict they allow."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from domain.errors import must

CONFIDENCE = 0.95
MOST_REPLICATIONS = 100_000


class Verdict(StrEnum):
    """What a comparison may say of one figure."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE_THAT_MATTERS = "no_difference_that_matters"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


@dataclass(frozen=True)
class Interval:
    """An estimate from replications.

    Attributes
    ----------
    mean : the estimate; None where no replication has the figure.
    low, high : ends of its two-sided confidence interval; None where the data give no finite one.
    n : replications the estimate rests on.
    p_value : two-sided, of the hypothesis that the estimated quantity is zero; None where there is no test.
    """

    mean: float | None
    low: float | None
    high: float | None
    n: int
    p_value: float | None = None


def mean_interval(values: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Mean of independent replications with its t-interval.

    Parameters
    ----------
    values : one number per replication; NaN where the replication has no such figure, and left out.
    confidence : between 0 and 1.
    """
    must(0 < confidence < 1, f"The confidence must lie between 0 and 1, got {confidence}.")
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    n = len(known)
    if n < 2:
        return Interval(float(known[0]) if n else None, None, None, n)
    mean, error = float(known.mean()), float(known.std(ddof=1)) / math.sqrt(n)
    reach = _t_quantile(confidence, n) * error
    return Interval(mean, mean - reach, mean + reach, n, _p_value(mean, error, n))


def paired_difference(base: ArrayLike, other: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Mean of other - base over replications that met the same customers, with its t-interval.

    Pairing by replication is what common random numbers buy: chance that both share cancels. A replication in
    which either side has no such figure (NaN) is left out.
    """
    before, after = _pairs(base, other)
    return mean_interval(after - before, confidence)


def ratio_of_means(base: ArrayLike, other: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Mean of other divided by mean of base, with Fieller's interval for pairs.

    The interval holds every ratio r for which the paired t-test does not reject mean(other - r * base) = 0.
    It is exact for normal means, need not be symmetric and stands figures that are zero in some replications
    (a late share), where the logarithm of a ratio fails; the delta method is its approximation for a steady
    base.

    Returns
    -------
    mean is None where the base's mean is zero; low and high are None where the base's mean cannot be told
    from zero, for no finite interval then exists. The p-value is left out: test the difference.

    References
    ----------
    Fieller (1954), Some problems in interval estimation, JRSS B 16(2), 175-185.
    """
    before, after = _pairs(base, other)
    n = len(before)
    if n == 0 or before.mean() == 0:
        return Interval(None, None, None, n)
    ratio = float(after.mean() / before.mean())
    low, high = _fieller(before, after, confidence) if n > 1 else (None, None)
    return Interval(ratio, low, high, n)


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """P-values adjusted for having looked at all of them, in the order given.

    None (no test) stays None and does not count. Comparing an adjusted value with 5 % keeps the chance of any
    false finding below 5 %.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6(2), 65-70.
    """
    tested = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for rank, (p, place) in enumerate(tested):
        highest = max(highest, min(1.0, p * (len(tested) - rank)))
        adjusted[place] = highest
    return adjusted


def verdict(
    difference: Interval,
    better: Literal["higher", "lower"],
    matters: float,
    p_value: float | None = None,
    confidence: float = CONFIDENCE,
) -> Verdict:
    """What the difference other - base allows to be said.

    No difference that matters: the whole interval is nearer to zero than the smallest difference that matters
    (also when it excludes zero). Better or worse: the difference is told from zero and its estimate matters.
    Anything else is not enough evidence yet; with more replications one of the other three is reached.

    Parameters
    ----------
    better : the direction that is wished.
    matters : smallest difference that matters, in the figure's unit, at least 0.
    p_value : the adjusted one where several figures are judged; the difference's own when None.
    """
    must(matters >= 0, f"The smallest difference that matters must be at least 0, got {matters}.")
    if difference.mean is None or difference.low is None or difference.high is None:
        return Verdict.NOT_ENOUGH_EVIDENCE
    if _within(difference.low, difference.high, matters):
        return Verdict.NO_DIFFERENCE_THAT_MATTERS
    p = difference.p_value if p_value is None else p_value
    if p is None or p > 1 - confidence or abs(difference.mean) < matters:
        return Verdict.NOT_ENOUGH_EVIDENCE
    return Verdict.BETTER if (difference.mean > 0) == (better == "higher") else Verdict.WORSE


def replications_needed(values: ArrayLike, matters: float, confidence: float = CONFIDENCE) -> int | None:
    """Estimate of how many replications in all will bring a verdict, judging by those there are.

    The interval must become narrow enough to leave zero (where the mean so far matters) or to stay within
    the smallest difference that matters (where it does not). Judged by the spread so far.

    Parameters
    ----------
    values : paired differences, one per replication; NaN is left out.
    matters : smallest difference that matters, in the same unit.

    Returns
    -------
    None with fewer than two replications, or where 100,000 would not do.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if len(known) < 2:
        return None
    mean, spread = abs(float(known.mean())), float(known.std(ddof=1))
    reach = mean if mean >= matters else matters - mean
    if spread == 0:
        return len(known)
    return _smallest_sample(spread, reach, confidence) if reach > 0 else None


def sample_for(values: ArrayLike, half_width: float, confidence: float = CONFIDENCE) -> int | None:
    """Estimate of how many replications bring the interval of a mean to a half width, by the spread so far.

    Returns
    -------
    None with fewer than two replications, for a half width of 0, or where 100,000 would not do.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if len(known) < 2 or half_width <= 0:
        return None
    return _smallest_sample(float(known.std(ddof=1)), half_width, confidence)


def _within(low: float, high: float, matters: float) -> bool:
    """Whether the interval is inside the margin; an exact zero is, even where every difference matters."""
    return low == high == 0 or (low > -matters and high < matters)


def _pairs(base: ArrayLike, other: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both sides as floats, without replications in which either is unknown."""
    before, after = np.asarray(base, dtype=np.float64), np.asarray(other, dtype=np.float64)
    must(
        before.shape == after.shape,
        f"Paired values must be as many on both sides, got {before.size} and {after.size}.",
    )
    known = ~(np.isnan(before) | np.isnan(after))
    return before[known], after[known]


def _t_quantile(confidence: float, n: int) -> float:
    return float(stats.t.ppf((1 + confidence) / 2, n - 1))


def _p_value(mean: float, error: float, n: int) -> float:
    """Two-sided p-value of a mean being zero; values without any spread are taken at their word."""
    if error == 0:
        return 1.0 if mean == 0 else 0.0
    return float(2 * stats.t.sf(abs(mean / error), n - 1))


def _fieller(
    before: NDArray[np.float64], after: NDArray[np.float64], confidence: float
) -> tuple[float, float] | tuple[None, None]:
    """Roots in r of (mean(after) - r mean(before))^2 = t^2 var(after - r before) / n."""
    n = len(before)
    factor = _t_quantile(confidence, n) ** 2 / n
    (xx, xy), (_, yy) = np.cov(before, after)
    x, y = before.mean(), after.mean()
    square, half, constant = x * x - factor * xx, x * y - factor * xy, y * y - factor * yy
    if square <= 0:
        return None, None
    # Rounding can take the root of a figure without spread a hair below zero.
    root = math.sqrt(max(half * half - square * constant, 0.0))
    return float((half - root) / square), float((half + root) / square)


def _smallest_sample(spread: float, reach: float, confidence: float) -> int | None:
    """Smallest n whose t-interval reaches no further than `reach` to either side, by bisection."""
    low, high = 1, 2
    while _reach(spread, high, confidence) > reach:
        low, high = high, high * 2
        if high > MOST_REPLICATIONS:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _reach(spread, middle, confidence) > reach else (low, middle)
    return high


def _reach(spread: float, n: int, confidence: float) -> float:
    return _t_quantile(confidence, n) * spread / math.sqrt(n)
