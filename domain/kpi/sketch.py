"""A histogram from which quantiles can be read and which can be added up without the values."""

from dataclasses import dataclass

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
    """Counts and sums of values in bins whose width is a fixed share of the value, for many groups.

    A bin is represented by the mean of its values, so a bin that holds one distinct value is exact. The bins are fixed
    beforehand (one second to 200 years; what lies outside falls into the first or last), so sketches of parts add up to
    the sketch of the whole (after Masson, Rim and Lee, DDSketch, 2019).

    Attributes
    ----------
    cells : sorted; group * number of bins + bin, only those that hold something.
    count, total : number and sum (hours) of the values in each cell.
    """

    cells: Cells
    count: Counts
    total: Floats

    @classmethod
    def of(cls, values: Floats, groups: npt.NDArray[np.integer], size: int) -> "Sketch":
        """Sketch values (hours, at least 0), each of a group numbered from 0 to size - 1."""
        cells = groups.astype(np.int64) * _BINS + _bin(values)
        count = np.bincount(cells, minlength=size * _BINS)
        held = np.flatnonzero(count)
        return cls(held, count[held], np.bincount(cells, weights=values, minlength=1)[held])

    def regrouped(self, groups: npt.NDArray[np.integer]) -> "Sketch":
        """The same sketch with group g numbered groups[g]; several may become one."""
        cells = groups[self.cells // _BINS].astype(np.int64) * _BINS + self.cells % _BINS
        return _added(cells, self.count, self.total)

    def __add__(self, other: "Sketch") -> "Sketch":
        return _added(
            np.concatenate([self.cells, other.cells]),
            np.concatenate([self.count, other.count]),
            np.concatenate([self.total, other.total]),
        )

    def quantile(self, q: float, n: Counts) -> Floats:
        """Quantile of each group, between ranks in proportion (numpy's "linear"); NaN where n is 0."""
        place = q * np.maximum(n - 1, 0)
        below = np.where(n > 0, np.floor(place), -1).astype(np.int64)
        above = np.where(n > 0, np.ceil(place), -1).astype(np.int64)
        low, high = self.ranked(below, n), self.ranked(above, n)
        return np.asarray(low + (high - low) * (place - below))

    def ranked(self, ranks: Counts, n: Counts) -> Floats:
        """Value of each group at its rank (from 0), within the relative error; NaN for rank -1."""
        if not self.cells.size:
            return np.full(n.shape, np.nan)
        before = np.cumsum(n) - n
        place = np.searchsorted(np.cumsum(self.count), before + ranks, side="right")
        place = np.minimum(place, self.cells.size - 1)
        return np.where(ranks >= 0, self.total[place] / self.count[place], np.nan)


def _bin(values: Floats) -> Cells:
    steps = np.log(np.maximum(values, _LEAST) / _LEAST) / np.log1p(RELATIVE_ERROR)
    return np.minimum(steps, _BINS - 1).astype(np.int64)


def _added(cells: Cells, count: Counts, total: Floats) -> Sketch:
    held, place = np.unique(cells, return_inverse=True)
    sums = np.bincount(place, weights=total, minlength=held.size)
    counts = np.bincount(place, weights=count, minlength=held.size).astype(np.int64)
    return Sketch(held, counts, sums)
