"""Upper bounds that hold as often as they say: conformal offsets that follow drift in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

LEVELS = (0.5, 0.8, 0.9)
"""Shares of applications that are to be done by the bounds P50, P80 and P90."""

STEP = 0.01
"""How far one outcome moves the level asked for (gamma of adaptive conformal inference)."""

_HIGHEST = 0.999
_LEAST_OF_GROUP = 200


@dataclass(frozen=True, eq=False)
class Conformal:
    """Offsets of one bound, overall and by group.

    Attributes
    ----------
    scores, weights : by group ("" is all): how far outcomes lay above the bound, sorted, with their weights
        (split conformal for quantiles: Y. Romano, E. Patterson, E. Candes, NeurIPS 2019; weighted: R. J.
        Tibshirani et al., NeurIPS 2019).
    """

    scores: Mapping[str, Floats]
    weights: Mapping[str, Floats]

    @classmethod
    def learn(cls, scores: Floats, weights: Floats, groups: Sequence[str]) -> "Conformal":
        """Sort the scores of outcomes the bound was not fitted to; small groups share those of all."""
        names = np.array(groups, dtype=object)
        rows = {"": np.flatnonzero(weights > 0)}
        for group in sorted({str(one) for one in groups} - {""}):
            mine = np.flatnonzero((weights > 0) & (names == group))
            if mine.size >= _LEAST_OF_GROUP:
                rows[group] = mine
        by_score = np.argsort(scores, kind="stable")
        order = {group: by_score[np.isin(by_score, mine)] for group, mine in rows.items()}
        return cls(
            {group: scores[mine] for group, mine in order.items()},
            {group: weights[mine] for group, mine in order.items()},
        )

    def offset(self, level: float, group: str = "") -> float:
        """Give the least offset by which a share of the outcomes is covered."""
        name = group if group in self.scores else ""
        scores, weights = self.scores[name], self.weights[name]
        if not scores.size:
            return 0.0
        # One more outcome, the one predicted, is counted as lying above all.
        share = np.cumsum(weights) / (weights.sum() + weights.mean())
        place = int(np.searchsorted(share, min(max(level, 0.0), _HIGHEST)))
        return float(scores[min(place, scores.size - 1)])

    def offsets(self, level: float, groups: Sequence[str]) -> Floats:
        """Give the offset of each row."""
        place, names = pd.factorize(np.array(groups, dtype=object), use_na_sentinel=False)
        of_group = np.array([self.offset(level, str(name)) for name in names], dtype=np.float64)
        return np.asarray(of_group[place])


def adapted(level: float, target: float, covered: npt.NDArray[np.bool_]) -> float:
    """Move the level asked for by what became of earlier bounds, in the order in which that was known.

    Adaptive conformal inference (I. Gibbs, E. Candes, NeurIPS 2021): a bound that failed raises the level,
    one that held lowers it, so that in the long run the stated share holds however the service drifts.
    """
    for held in covered:
        level = min(max(level + STEP * (target - float(held)), 0.0), _HIGHEST)
    return level
