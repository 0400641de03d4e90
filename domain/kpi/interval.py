"""Intervals with 95 % confidence, for arrays of groups at once; NaN where there is none."""

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, ndtri, stdtrit

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

CONFIDENCE = 0.95
_UPPER = (1 + CONFIDENCE) / 2
_Z = float(ndtri(_UPPER))


def wilson(hits: Floats, n: Counts) -> tuple[Floats, Floats]:
    """Interval of a share.

    Wilson's score interval: it stays inside 0 to 1 and holds for small n, where the usual one does not
    (Brown, Cai and DasGupta, Interval Estimation for a Binomial Proportion, 2001).
    """
    size = np.where(n > 0, n, np.nan)
    share = hits / size
    spread = 1 + _Z**2 / size
    centre = (share + _Z**2 / (2 * size)) / spread
    half = _Z * np.sqrt(np.maximum(share * (1 - share) / size + _Z**2 / (4 * size**2), 0)) / spread
    # By the formula no hit gives 0 and no miss gives 1; in floats, only nearly.
    low = np.where((hits == 0) & (n > 0), 0.0, centre - half)
    return low, np.where((hits == n) & (n > 0), 1.0, centre + half)


def student(total: Floats, squares: Floats, n: Counts) -> tuple[Floats, Floats]:
    """Interval of a mean by Student's t; none where fewer than two values are known.

    Parameters
    ----------
    total, squares : sums of the values and of their squares.
    """
    size = np.where(n > 1, n, np.nan)
    mean = total / size
    variance = np.maximum(squares - total * mean, 0) / (size - 1)
    half = stdtrit(size - 1, _UPPER) * np.sqrt(variance / size)
    return mean - half, mean + half


def poisson(count: float) -> tuple[float, float]:
    """Interval of the expected number of things that come independently of each other, from how many came.

    Garwood's exact limits (Fiducial Limits for the Poisson Distribution, Biometrika 28, 1936).
    """
    low = float(gammaincinv(count, 1 - _UPPER)) if count > 0 else 0.0
    return low, float(gammaincinv(count + 1, _UPPER))


def quantile_ranks(n: Counts, q: float) -> tuple[Counts, Counts]:
    """Ranks (from 0) of the two values that bound a quantile; -1 where n is too small for a bound.

    Order statistics, free of any assumption on the distribution (Conover, Practical Nonparametric Statistics,
    section 3.2).
    """
    half = _Z * np.sqrt(n * q * (1 - q))
    low = np.ceil(n * q - half).astype(np.int64) - 1
    high = np.ceil(n * q + half).astype(np.int64) - 1
    bounded = (low >= 0) & (high < n)
    return np.where(bounded, low, -1), np.where(bounded, high, -1)
