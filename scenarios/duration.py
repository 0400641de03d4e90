"""How long something takes: distributions that turn a quantile into minutes.

Durations are drawn by inversion, so that one uniform number belongs to one visit and a changed distribution
keeps the customer's luck: the slow case stays the slow case.
"""

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from scipy.special import gammainc, gammaincinv, ndtr, ndtri

from domain.errors import InputError
from scenarios.part import Part, Positive, Weight

Quantiles = NDArray[np.float64]
Minutes = NDArray[np.float64]
Unit = Literal["seconds", "minutes", "hours", "days"]
TINY = 1e-300
MINUTES_PER: dict[str, float] = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0, "days": 24 * 60.0}


class Measured(Part):
    """What every distribution has: the unit its figures are in (days are of 24 hours)."""

    unit: Unit = "minutes"

    @property
    def unit_minutes(self) -> float:
        """Minutes in one unit."""
        return MINUTES_PER[self.unit]


class Constant(Measured):
    """Always the same."""

    distribution: Literal["constant"]
    value: Weight

    def minutes(self, quantiles: Quantiles) -> Minutes:
        """Minutes at each quantile in [0, 1)."""
        return np.full(quantiles.shape, self.mean_minutes)

    def cdf(self, minutes: Minutes) -> Quantiles:
        """Share of cases that take at most so long, by minutes from 0: what `minutes` undoes."""
        return np.asarray(np.where(minutes >= self.mean_minutes, 1.0, 0.0))

    @property
    def mean_minutes(self) -> float:
        """Expectation."""
        return self.value * self.unit_minutes


class Exponential(Measured):
    """Without memory: mostly short, now and then long; the textbook service time."""

    distribution: Literal["exponential"]
    mean: Positive

    def minutes(self, quantiles: Quantiles) -> Minutes:
        """Minutes at each quantile in [0, 1)."""
        return np.asarray(-np.log1p(-quantiles) * self.mean_minutes)

    def cdf(self, minutes: Minutes) -> Quantiles:
        """Share of cases that take at most so long, by minutes from 0: what `minutes` undoes."""
        return np.asarray(-np.expm1(-minutes / self.mean_minutes))

    @property
    def mean_minutes(self) -> float:
        """Expectation."""
        return self.mean * self.unit_minutes


class Triangular(Measured):
    """Known only by its least, most likely and greatest value."""

    distribution: Literal["triangular"]
    low: Weight
    mode: Weight
    high: Weight

    @model_validator(mode="after")
    def _in_order(self) -> "Triangular":
        if not self.low <= self.mode <= self.high:
            raise InputError(
                f"low, mode and high must not fall, got {self.low:g}, {self.mode:g}, {self.high:g}"
            )
        return self

    def minutes(self, quantiles: Quantiles) -> Minutes:
        """Minutes at each quantile in [0, 1)."""
        width, rising, falling = self.high - self.low, self.mode - self.low, self.high - self.mode
        left = self.low + np.sqrt(quantiles * width * rising)
        right = self.high - np.sqrt((1 - quantiles) * width * falling)
        return np.asarray(np.where(quantiles * width < rising, left, right) * self.unit_minutes)

    def cdf(self, minutes: Minutes) -> Quantiles:
        """Share of cases that take at most so long, by minutes from 0: what `minutes` undoes."""
        at = np.clip(minutes / self.unit_minutes, self.low, self.high)
        width, rising, falling = self.high - self.low, self.mode - self.low, self.high - self.mode
        # Where a side has no width nothing lies on it.
        left = (at - self.low) ** 2 / max(width * rising, TINY)
        right = 1 - (self.high - at) ** 2 / max(width * falling, TINY)
        inside = np.where(at < self.mode, left, right)
        return np.asarray(np.where(minutes < self.low * self.unit_minutes, 0.0, inside))

    @property
    def mean_minutes(self) -> float:
        """Expectation."""
        return (self.low + self.mode + self.high) / 3 * self.unit_minutes


class Spread(Measured):
    """A distribution given by its mean and standard deviation."""

    mean: Positive
    sd: Positive

    @property
    def mean_minutes(self) -> float:
        """Expectation."""
        return self.mean * self.unit_minutes


class Lognormal(Spread):
    """Skewed to the right, as most handling times are."""

    distribution: Literal["lognormal"]

    def minutes(self, quantiles: Quantiles) -> Minutes:
        """Minutes at each quantile in [0, 1)."""
        variance = np.log1p((self.sd / self.mean) ** 2)
        normal = ndtri(np.maximum(quantiles, TINY))
        return np.asarray(self.mean_minutes * np.exp(np.sqrt(variance) * normal - variance / 2))

    def cdf(self, minutes: Minutes) -> Quantiles:
        """Share of cases that take at most so long, by minutes from 0: what `minutes` undoes."""
        variance = np.log1p((self.sd / self.mean) ** 2)
        logs = np.log(np.maximum(minutes, TINY) / self.mean_minutes)
        return np.asarray(ndtr((logs + variance / 2) / np.sqrt(variance)))


class Gamma(Spread):
    """A sum of like steps; its tail is lighter than the lognormal's."""

    distribution: Literal["gamma"]

    def minutes(self, quantiles: Quantiles) -> Minutes:
        """Minutes at each quantile in [0, 1)."""
        shape = (self.mean / self.sd) ** 2
        return np.asarray(gammaincinv(shape, quantiles) * self.mean_minutes / shape)

    def cdf(self, minutes: Minutes) -> Quantiles:
        """Share of cases that take at most so long, by minutes from 0: what `minutes` undoes."""
        shape = (self.mean / self.sd) ** 2
        return np.asarray(gammainc(shape, minutes * shape / self.mean_minutes))


def longer_than(duration: "Duration", elapsed_minutes: Minutes, quantiles: Quantiles) -> Minutes:
    """How long something takes of which it is known that it has taken so long already.

    With F the distribution, the quantile u of those that take longer than e is F(e) + (1 - F(e)) u.

    Parameters
    ----------
    elapsed_minutes : from 0; shape of `quantiles`.
    quantiles : uniform numbers in [0, 1).

    Returns
    -------
    At least what has elapsed, and just that where nothing takes longer.
    """
    passed = duration.cdf(elapsed_minutes)
    drawn = np.minimum(passed + (1 - passed) * quantiles, np.nextafter(1, 0))
    return np.maximum(duration.minutes(drawn), elapsed_minutes)


Duration = Annotated[
    Constant | Exponential | Triangular | Lognormal | Gamma, Field(discriminator="distribution")
]
"""How long something takes, named by its `distribution`."""
