"""Names as whole numbers: what makes grouping a million rows an addition per row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.intp]

UNKNOWN_NAME = "unknown"
_TABLE = 100_000
"""A table of this many entries costs less than sorting."""


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of names.

    Attributes
    ----------
    codes : place in `names` for each row; unknown is the last place, named "unknown".
    names : sorted, then the unknown.
    """

    codes: Codes
    names: tuple[str, ...]

    @classmethod
    def of(cls, column: "pd.Series[Any]", unknown: str = UNKNOWN_NAME) -> "Coded":
        """Code a column of any kind by its text."""
        if not isinstance(column.dtype, pd.CategoricalDtype):
            column = column.astype("str").where(column.notna()).astype("category")
        return cls._sorted(
            column.cat.codes.to_numpy(), [str(name) for name in column.cat.categories], unknown
        )

    @classmethod
    def _sorted(cls, codes: npt.NDArray[Any], names: Sequence[str], unknown: str) -> "Coded":
        used = np.flatnonzero(np.bincount(codes + 1, minlength=len(names) + 1)[1:])
        order = used[np.argsort(np.array(names, dtype=object)[used])]
        place = np.full(len(names) + 1, len(order), dtype=np.int32)
        place[order] = np.arange(len(order))
        return cls(place[codes], (*(names[i] for i in order), unknown))

    @property
    def known(self) -> tuple[str, ...]:
        """The names without the unknown."""
        return self.names[:-1]

    def code_of(self, name: str) -> int:
        """Place of a name; -1, which no row has, where it is not among the names."""
        return self.names.index(name) if name in self.names else -1

    def taken(self, rows: npt.NDArray[Any]) -> "Coded":
        """The column at some rows; row -1 is unknown."""
        return Coded(np.append(self.codes, np.int32(len(self.known)))[rows], self.names)


def compacted(codes: npt.NDArray[np.integer[Any]], size: int) -> tuple[npt.NDArray[np.int64], Codes]:
    """Number the codes that occur.

    Parameters
    ----------
    codes : from 0 to size - 1.

    Returns
    -------
    The codes that occur, sorted, and for each row the place of its code among them.
    """
    if size > codes.size + _TABLE:
        found, places = np.unique(codes, return_inverse=True)
        return found.astype(np.int64), places.astype(np.int32)
    found = np.flatnonzero(np.bincount(codes, minlength=size))
    place = np.zeros(size, dtype=np.int32)
    place[found] = np.arange(found.size)
    return found.astype(np.int64), place[codes]


def summed(
    places: npt.NDArray[np.integer[Any]], values: npt.NDArray[np.float64], size: int
) -> npt.NDArray[np.float64]:
    """Sum the values at each place from 0 to size - 1."""
    if size == 1:
        return np.array([values.sum()])
    return np.bincount(places, weights=values, minlength=size).astype(np.float64, copy=False)


def together(columns: Sequence["pd.Series[Any]"]) -> list[Coded]:
    """Code several category columns with one set of names, so that equal names have equal codes."""
    apart = [Coded.of(column) for column in columns]
    names = sorted({name for coded in apart for name in coded.known})
    place = {name: code for code, name in enumerate(names)}
    return [
        Coded(
            np.array([*(place[name] for name in coded.known), len(names)], dtype=np.int32)[coded.codes],
            (*names, coded.names[-1]),
        )
        for coded in apart
    ]
