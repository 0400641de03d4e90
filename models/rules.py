"""Naive rules: what a prediction has to beat, shown beside every figure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import DAY, Micros

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ByCount:
    """One figure for each number of visits done; the one of all where that number was not met.

    Attributes
    ----------
    of_count : number of visits -> hours.
    """

    of_count: Mapping[int, float]
    of_all: float

    @classmethod
    def of_recent(cls, counts: Floats, values: Floats, at: Micros, days: float | None) -> "ByCount":
        """Take the median of looks (at, microseconds) of the last days up to the last; None for all."""
        recent = np.ones(at.size, dtype=bool) if days is None else at >= at.max(initial=0) - days * DAY
        return cls.learn(counts[recent], values[recent])

    @classmethod
    def learn(cls, counts: Floats, values: Floats, statistic: str = "median") -> "ByCount":
        """Take the median, or the mean, of the values at each count."""
        grouped = pd.Series(values).groupby(counts.astype(np.int64))
        found = grouped.median() if statistic == "median" else grouped.mean()
        of_all = np.median(values) if statistic == "median" else np.mean(values)
        return cls({int(str(count)): float(value) for count, value in found.items()}, float(of_all))

    def predict(self, counts: Floats) -> Floats:
        """Give the figure of each count."""
        return (
            pd.Series(counts.astype(np.int64))
            .map(dict(self.of_count))
            .fillna(self.of_all)
            .to_numpy(np.float64)
        )


@dataclass(frozen=True)
class ByType:
    """The share of late ones of each type; the overall share for a type not met.

    Attributes
    ----------
    rates : type -> share.
    """

    rates: Mapping[str, float]
    of_all: float

    @classmethod
    def learn(cls, types: "pd.Series[str]", late: npt.NDArray[np.bool_]) -> "ByType":
        """Take the share of each type."""
        found = pd.Series(late.astype(np.float64)).groupby(types.astype("str").to_numpy()).mean()
        return cls({str(name): float(rate) for name, rate in found.items()}, float(late.mean()))

    def predict(self, types: "pd.Series[str]") -> Floats:
        """Give the share of each type."""
        rates = types.astype("str").map(dict(self.rates)).fillna(self.of_all)
        return np.asarray(rates.to_numpy(np.float64))
