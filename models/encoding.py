"""Features as a matrix of numbers, with the names that were met when the model was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.features import Features

Matrix = npt.NDArray[np.float64]

MOST_NAMES = 250
"""Names of a column told apart; the rarest beyond are one. Histogram trees take at most 255."""


@dataclass(frozen=True)
class Encoder:
    """Which columns a model reads, in order, and the names known in those that hold names.

    Attributes
    ----------
    names : column -> its names, the most frequent first.
    """

    columns: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]

    @classmethod
    def learn(cls, features: Features, leave_out: Sequence[str] = ()) -> "Encoder":
        """Take the columns that tell rows apart; one value for all teaches nothing."""
        frame = features.frame
        kept = [str(name) for name in frame if name not in leave_out and _varies(frame[str(name)])]
        named = {name: _frequent(frame[name]) for name in kept if _is_named(frame[name])}
        return cls(tuple(kept), named)

    @property
    def categorical(self) -> list[bool]:
        """Which columns hold names."""
        return [name in self.names for name in self.columns]

    def matrix(self, features: Features) -> Matrix:
        """Lay the columns out; unknown, and a name not met before, is NaN."""
        return np.column_stack(
            [self._numbers(features.frame[name], name) for name in self.columns]
            or [np.empty((len(features), 0))]
        )

    def unseen(self, features: Features) -> dict[str, list[str]]:
        """Names that a model has not met, by column: they are taken for unknown."""
        found = {}
        for name, known in self.names.items():
            if new := sorted(set(features.frame[name].dropna().unique()) - set(known)):
                found[name] = [str(one) for one in new]
        return found

    def _numbers(self, column: "pd.Series[float]", name: str) -> Matrix:
        if name not in self.names:
            return np.asarray(column.to_numpy(dtype=np.float64))
        place = pd.Index(self.names[name]).get_indexer(pd.Index(column.cat.categories)).astype(np.float64)
        return np.append(np.where(place >= 0, place, np.nan), np.nan)[column.cat.codes.to_numpy()]


def _is_named(column: "pd.Series[float]") -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype)


def _varies(column: "pd.Series[float]") -> bool:
    return len(column.unique()) > 1


def _frequent(column: "pd.Series[float]") -> tuple[str, ...]:
    counts = column.value_counts()
    return tuple(str(name) for name in counts[counts > 0].index[:MOST_NAMES])
