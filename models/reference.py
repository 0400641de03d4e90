"""How the features of a model were spread when it was trained, and how far others are from that."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.encoding import Encoder
from models.features import Features
from models.outcomes import Floats

PARTS = 10
"""Parts of equal mass into which numbers are cut, as is usual for the population stability index."""

_LEAST_SHARE = 1e-4
"""Stands for the share of a part that nothing fell into, whose logarithm would be infinite."""


@dataclass(frozen=True)
class Reference:
    """Shares of each column in training.

    Attributes
    ----------
    edges : column of numbers -> inner bounds of its parts, rising.
    names : column of names -> the names told apart, the most frequent first.
    shares : column -> share of the looks in each part; the last is of names not listed, then of unknown.
    applications : looked at.
    """

    edges: Mapping[str, tuple[float, ...]]
    names: Mapping[str, tuple[str, ...]]
    shares: Mapping[str, tuple[float, ...]]
    applications: int

    @classmethod
    def learn(cls, encoder: Encoder, features: Features) -> "Reference":
        """Take the shares of the columns that a model reads."""
        frame = features.frame
        names = {name: encoder.names[name][:PARTS] for name in encoder.columns if name in encoder.names}
        numbers = [name for name in encoder.columns if name not in encoder.names]
        edges = {name: _edges(frame[name].to_numpy(np.float64)) for name in numbers}
        bare = cls(edges, names, {}, np.unique(features.moments.application).size)
        shares = {name: tuple(bare.shares_of(frame[name]).tolist()) for name in encoder.columns}
        return cls(edges, names, shares, bare.applications)

    def shares_of(self, column: "pd.Series[float]") -> Floats:
        """Give the share of a column in each of the parts of the column of its name."""
        name = str(column.name)
        known = column.notna().to_numpy()
        if name in self.edges:
            parts = len(self.edges[name]) + 1
            place = np.searchsorted(self.edges[name], column.to_numpy(np.float64)[known], "left")
        else:
            parts = len(self.names[name]) + 1
            place = pd.Index(self.names[name]).get_indexer(pd.Index(column[known].astype("str")))
            place = np.where(place < 0, parts - 1, place)
        counts = np.append(np.bincount(place, minlength=parts), (~known).sum())
        return np.asarray(counts / max(len(column), 1))

    def stability(self, column: "pd.Series[float]") -> float:
        """Give the population stability index of a column: 0 where it is spread as in training."""
        then = np.maximum(self.shares[str(column.name)], _LEAST_SHARE)
        now = np.maximum(self.shares_of(column), _LEAST_SHARE)
        return float(((now - then) * np.log(now / then)).sum())


def _edges(values: Floats) -> tuple[float, ...]:
    known = values[~np.isnan(values)]
    if not known.size:
        return ()
    ranks = np.arange(1, PARTS) / PARTS
    return tuple(np.unique(np.quantile(known, ranks, method="inverted_cdf")).tolist())
