"""Probabilities that mean what they say: calibration on later cases, and how far it is off."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

ENOUGH = 1_000
"""Cases from which steps (isotonic) are trusted; fewer are smoothed by a logistic curve (Platt)."""

_EDGE = 1e-6
_LEAST_TO_HALVE = 100


@dataclass(frozen=True, eq=False)
class Calibrator:
    """A rising curve from scores to probabilities, linear between its knots.

    Attributes
    ----------
    scores, probabilities : knots, rising.
    """

    scores: Floats
    probabilities: Floats

    @classmethod
    def learn(cls, scores: Floats, late: Flags) -> "Calibrator":
        """Fit the curve to outcomes the learner has not seen (A. Niculescu-Mizil, R. Caruana, ICML 2005)."""
        if late.all() or not late.any():
            return cls(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
        if scores.size >= ENOUGH:
            steps = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(scores, late)
            return cls(steps.X_thresholds_, steps.y_thresholds_)
        curve = LogisticRegression().fit(_log_odds(scores)[:, None], late)
        slope, shift = max(float(curve.coef_[0, 0]), 0.0), float(curve.intercept_[0])
        knots = np.linspace(0, 1, 201)
        return cls(knots, 1 / (1 + np.exp(-(slope * _log_odds(knots) + shift))))

    def apply(self, scores: Floats) -> Floats:
        """Turn scores into probabilities."""
        return np.interp(scores, self.scores, self.probabilities)


def calibrated_where_it_helps(scores: Floats, late: Flags) -> Calibrator:
    """Learn a curve if one of the first half of the cases tells more of the second than the score does.

    A rate that swings from month to month makes a curve fitted to the last month worse than none.

    Parameters
    ----------
    scores, late : in the order of time.
    """
    half = scores.size // 2
    plain = Calibrator(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    if half < 2 * _LEAST_TO_HALVE:
        return Calibrator.learn(scores, late)
    tried = Calibrator.learn(scores[:half], late[:half]).apply(scores[half:])
    better = _surprise(tried, late[half:]) < _surprise(scores[half:], late[half:])
    return Calibrator.learn(scores, late) if better else plain


def expected_calibration_error(probabilities: Floats, late: Flags, bins: int = 15) -> float:
    """Mean distance between what was said and what came, over bins of equal mass.

    Parameters
    ----------
    bins : ranks are cut into so many parts; equal probabilities stay in the order of the rows.
    """
    parts = np.array_split(np.argsort(probabilities, kind="stable"), bins)
    gaps = [abs(probabilities[part].mean() - late[part].mean()) * part.size for part in parts if part.size]
    return float(np.sum(gaps) / probabilities.size)


def reliability(probabilities: Floats, late: Flags, bins: int = 15) -> list[dict[str, float]]:
    """What was said and what came, bin by bin: said, came, n."""
    parts = np.array_split(np.argsort(probabilities, kind="stable"), bins)
    return [
        {"said": float(probabilities[part].mean()), "came": float(late[part].mean()), "n": part.size}
        for part in parts
        if part.size
    ]


def _surprise(probabilities: Floats, late: Flags) -> float:
    inside = np.clip(probabilities, _EDGE, 1 - _EDGE)
    return float(-np.log(np.where(late, inside, 1 - inside)).mean())


def _log_odds(scores: Floats) -> Floats:
    inside = np.clip(scores, _EDGE, 1 - _EDGE)
    return np.log(inside / (1 - inside))
