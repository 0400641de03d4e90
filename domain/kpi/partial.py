"""Partial results: what is kept of a sample so that parts can be added and finished without the rows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.kpi.coded import Codes, summed
from domain.kpi.interval import Counts, Floats
from domain.kpi.sketch import Sketch


@dataclass(frozen=True, eq=False)
class Partial:
    """Sums over the rows of each group.

    `whole = part + part` holds for samples of disjoint rows, such as those of different applications; for the
    utilisation, of different shifts.

    Attributes
    ----------
    groups : names.
    n : number of rows of each group.
    total, squares, weight : sums of their values, squared values and weights.
    sketch : histogram of the values, for statistics that read quantiles.
    """

    groups: tuple[str, ...]
    n: Counts
    total: Floats
    squares: Floats
    weight: Floats
    sketch: Sketch | None = None

    @classmethod
    def of(
        cls,
        value: Floats,
        weight: Floats | None,
        places: Codes,
        groups: tuple[str, ...],
        sketched: bool = False,
    ) -> "Partial":
        """Sum up rows, each with a value, perhaps a weight, and the place of its group.

        Parameters
        ----------
        groups : in the order of the places; the result keeps it.
        """
        size = len(groups)
        return cls(
            groups,
            np.bincount(places, minlength=size),
            summed(places, value, size),
            summed(places, value * value, size),
            np.zeros(size) if weight is None else summed(places, weight, size),
            Sketch.of(value, places, size) if sketched else None,
        )

    def __add__(self, other: "Partial") -> "Partial":
        groups = tuple(sorted({*self.groups, *other.groups}))
        left, right = self._spread(groups), other._spread(groups)
        sketch = None
        if left.sketch is not None and right.sketch is not None:
            sketch = left.sketch + right.sketch
        return Partial(
            groups,
            left.n + right.n,
            left.total + right.total,
            left.squares + right.squares,
            left.weight + right.weight,
            sketch,
        )

    def _spread(self, groups: tuple[str, ...]) -> "Partial":
        """The same over more groups, in another order."""
        if groups == self.groups:
            return self
        place = {group: number for number, group in enumerate(groups)}
        places = np.array([place[group] for group in self.groups], dtype=np.intp)

        def spread(sums: npt.NDArray[Any]) -> npt.NDArray[Any]:
            result = np.zeros(len(groups), dtype=sums.dtype)
            result[places] = sums
            return result

        sketch = None if self.sketch is None else self.sketch.regrouped(places)
        return Partial(
            groups, spread(self.n), spread(self.total), spread(self.squares), spread(self.weight), sketch
        )
