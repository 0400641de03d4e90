"""A histogram from which quantiles can be read and which can be added up without the values."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.kpi.interval import Counts, Floats

RELATIVE_ERROR = 0.01
"""A quantile read from a sketch differs from the exact one by at most this share of it."""

_LEAST = 1 / 3600
_MOST = 24 * 366 * 200.0
_BINS = int(np.ceil(np.log(_MOST / _LEAST) / np.log1p(RELATIVE_ERROR))) + 1

Cells = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Sketch:
    """Counts and bounds of values in bins whose width is a fixed share of the value, for many groups.

    The values of a bin are taken to lie evenly between its least and its greatest, so a bin of one distinct
    value, or of two values, is exact. The bins are fixed beforehand (one second to 200 years; what lies
    outside falls into the first or last), so sketches of parts add up to the sketch of the whole (after
    Masson, Rim and Lee, DDSketch, 2019).

    Attributes
    ----------
    cells : sorted; group * number of bins + bin, only those that hold something.
    count, least, greatest : number of the values in each cell, and their bounds (hours).
    """

    cells: Cells
    count: Counts
    least: Floats
    greatest: Floats

    @classmethod
    def of(cls, values: Floats, groups: npt.NDArray[np.integer[Any]], size: int) -> "Sketch":
        """Sketch values (hours, at least 0), each of a group numbered from 0 to size - 1."""
        cells = groups.astype(np.int64) * _BINS + _bin(values)
        count = np.bincount(cells, minlength=size * _BINS)
        held = np.flatnonzero(count)
        return cls(held, count[held], *_bounds(cells, values, values, count.size, held))

    def regrouped(self, groups: npt.NDArray[np.integer[Any]]) -> "Sketch":
        """The same sketch with group g numbered groups[g]; several may become one."""
        cells = groups[self.cells // _BINS].astype(np.int64) * _BINS + self.cells % _BINS
        return _added(cells, self.count, self.least, self.greatest)

    def __add__(self, other: "Sketch") -> "Sketch":
        return _added(
            np.concatenate([self.cells, other.cells]),
            np.concatenate([self.count, other.count]),
            np.concatenate([self.least, other.least]),
            np.concatenate([self.greatest, other.greatest]),
        )

    def quantile(self, q: float, n: Counts) -> Floats:
        """Quantile of each group, between ranks in proportion (numpy's "linear"); NaN where n is 0.

        Parameters
        ----------
        n : number of values of each group.
        """
        place = q * np.maximum(n - 1, 0)
        below = np.where(n > 0, np.floor(place), -1).astype(np.int64)
        above = np.where(n > 0, np.ceil(place), -1).astype(np.int64)
        low, high = self.ranked(below, n), self.ranked(above, n)
        return np.asarray(low + (high - low) * (place - below))

    def ranked(self, ranks: Counts, n: Counts) -> Floats:
        """Value of each group at its rank (from 0), within the relative error; NaN for rank -1."""
        if not self.cells.size:
            return np.full(n.shape, np.nan)
        wanted, upto = np.cumsum(n) - n + ranks, np.cumsum(self.count)
        cell = np.minimum(np.searchsorted(upto, wanted, side="right"), self.cells.size - 1)
        into = wanted - (upto[cell] - self.count[cell])
        step = (self.greatest[cell] - self.least[cell]) / np.maximum(self.count[cell] - 1, 1)
        return np.where(ranks >= 0, self.least[cell] + into * step, np.nan)


def _bin(values: Floats) -> Cells:
    steps = np.log(np.maximum(values, _LEAST) / _LEAST) / np.log1p(RELATIVE_ERROR)
    return np.asarray(np.minimum(steps, _BINS - 1), dtype=np.int64)


def _added(cells: Cells, count: Counts, least: Floats, greatest: Floats) -> Sketch:
    held, place = np.unique(cells, return_inverse=True)
    counts = np.bincount(place, weights=count, minlength=held.size).astype(np.int64)
    return Sketch(held, counts, *_bounds(place, least, greatest, held.size, np.arange(held.size)))


def _bounds(
    cells: Cells, least: Floats, greatest: Floats, size: int, held: npt.NDArray[np.intp]
) -> tuple[Floats, Floats]:
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(low, cells, least)
    np.maximum.at(high, cells, greatest)
    return low[held], high[held]
