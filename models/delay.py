"""Delay risk: the probability that a deadline is missed, calibrated, rising as time runs out.

What it reads, how many trees it has and how its scores become probabilities are chosen on rehearsals
(`models.rehearsal`) by the logarithmic loss; the model used is then fitted on all cases. The load of the
service helps where it comes and goes, and misleads where it only grows, so it may be left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from models.calibration import Calibrator, Foretold, chosen_curve
from models.encoding import Encoder, Matrix
from models.features import Features, Group
from models.outcomes import Lateness
from models.rehearsal import rehearsals
from models.trees import fit_classifier, probability, probability_by_share

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_SIGNS: Mapping[str, int] = {"left_hours": -1, "left_working_hours": -1, "share_used": 1}
"""The less time is left, and the more of the promise is used up, the higher the risk or the same."""

LEFT_OUT: Sequence[frozenset[Group]] = (frozenset(), frozenset({Group.LOAD}))
"""Groups of features that may be left out; the first named where nothing can be rehearsed."""

SHARES_OF_TREES = (1.0, 0.6, 0.35)
"""Of the trees usual for so many rows: where chance decides most, fewer remember less of it."""

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

    def shifted(self, shift: float) -> "DelayModel":
        """Move the logarithm of the odds of every risk by so much."""
        return replace(self, calibrator=self.calibrator.moved(shift))

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


def fit_delay(features: Features, outcome: Lateness, *, whole: bool = True, seed: int = 0) -> DelayModel:
    """Choose and calibrate the risk on rehearsals, and fit it on all.

    Parameters
    ----------
    outcome : of each row; rows whose outcome is not known are left out.
    """
    signs = {f"{_prefix(whole)}{name}": sign for name, sign in _SIGNS.items()}
    tried = [
        (*chosen_curve(parts), left_out, share)
        for left_out in LEFT_OUT
        for share, parts in _foretold(features, outcome, left_out, signs, seed).items()
    ]
    curve, _, left_out, share = min(tried, key=lambda one: one[1])
    encoder = _encoder(features, outcome.known, left_out)
    matrix = encoder.matrix(features.take(outcome.known))
    classifier = fit_classifier(encoder, matrix, outcome.late[outcome.known], signs, seed, share)
    return DelayModel(whole, encoder, classifier, curve)


def _foretold(
    features: Features, outcome: Lateness, left_out: frozenset[Group], signs: Mapping[str, int], seed: int
) -> dict[float, list[Foretold]]:
    """What was foretold of the parts of the rehearsals, by the share of the trees."""
    parts: dict[float, list[Foretold]] = {share: [] for share in SHARES_OF_TREES}
    for learn, judge in rehearsals(features.moments, outcome.known, seed):
        late = outcome.late[learn]
        if judge.any() and late.any() and not late.all():
            encoder = _encoder(features, learn, left_out)
            fitted = fit_classifier(encoder, encoder.matrix(features.take(learn)), late, signs, seed)
            scores = probability_by_share(fitted, encoder.matrix(features.take(judge)), SHARES_OF_TREES)
            for share, said in zip(SHARES_OF_TREES, scores, strict=True):
                parts[share].append((said, outcome.late[judge]))
    return parts


def _encoder(features: Features, rows: Flags, left_out: frozenset[Group]) -> Encoder:
    names = [name for name, group in features.groups.items() if group in left_out]
    return Encoder.learn(features.take(rows), names)


def _prefix(whole: bool) -> str:
    return "" if whole else "stage_"
