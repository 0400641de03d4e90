"""Delay risk: the probability that a deadline is missed, calibrated, rising as time runs out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from models.calibration import Calibrator, calibrated_where_it_helps
from models.encoding import Encoder, Matrix
from models.features import Features
from models.outcomes import Lateness
from models.trees import fit_classifier, probability

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_SIGNS: Mapping[str, int] = {"left_hours": -1, "left_working_hours": -1, "share_used": 1}
"""The less time is left, and the more of the promise is used up, the higher the risk or the same."""

LEAST_OF_EACH = 30
"""Late applications, and ones on time, that a risk is learned from at the least."""


@dataclass(frozen=True, eq=False)
class DelayModel:
    """Risk of missing the deadline that falls due first.

    Attributes
    ----------
    whole : whether it is about the deadline of the application; else of the stage.
    """

    whole: bool
    encoder: Encoder
    classifier: Any
    calibrator: Calibrator

    def predict(self, features: Features) -> Floats:
        """Give the probability of each row; 1 once the deadline is past, NaN where there is none."""
        if not len(features):
            return np.empty(0)
        return self.risk_of(self.encoder.matrix(features), features.frame[self.left_column].to_numpy())

    @property
    def left_column(self) -> str:
        """Name the feature that tells the hours left to the deadline."""
        return f"{_prefix(self.whole)}left_hours"

    def risk_of(self, matrix: Matrix, left: Floats) -> Floats:
        """Give the probability of each row of a matrix of the encoder.

        Parameters
        ----------
        left : hours left to the deadline of each row; NaN where there is none.
        """
        scores = probability(self.classifier, matrix)
        risk = np.where(left <= 0, 1.0, self.calibrator.apply(scores))
        return np.where(np.isnan(left), np.nan, risk)


def fit_delay(
    features: Features, outcome: Lateness, judge: Flags, *, whole: bool = True, seed: int = 0
) -> DelayModel:
    """Fit the risk on earlier cases, calibrate it on later ones, and fit it again on all.

    Parameters
    ----------
    outcome : of each row; rows whose outcome is not known are left out.
    judge : the rows of later cases, which calibrate.
    """
    known = outcome.known
    learn, judge = known & ~judge, known & judge
    encoder = Encoder.learn(features.take(known))
    signs = {f"{_prefix(whole)}{name}": sign for name, sign in _SIGNS.items()}
    matrix = encoder.matrix(features)
    early = fit_classifier(encoder, matrix[learn], outcome.late[learn], signs, seed)
    order = np.flatnonzero(judge)[np.argsort(features.moments.at[judge], kind="stable")]
    scores = probability(early, matrix[order]) if order.size else np.empty(0)
    calibrator = calibrated_where_it_helps(scores, outcome.late[order])
    return DelayModel(
        whole, encoder, fit_classifier(encoder, matrix[known], outcome.late[known], signs, seed), calibrator
    )


def _prefix(whole: bool) -> str:
    return "" if whole else "stage_"
