"""Probabilities that mean what they say: curves learned from what was foretold, and how far they are off."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Foretold = tuple[Floats, Flags]
"""Scores of cases that the learner had not seen, and which of them came late."""

_EDGE = 1e-6
_KNOTS = np.linspace(0, 1, 201)


@dataclass(frozen=True, eq=False)
class Calibrator:
    """A rising curve from scores to probabilities, linear between its knots.

    Attributes
    ----------
    scores, probabilities : knots, rising.
    """

    scores: Floats
    probabilities: Floats

    def apply(self, scores: Floats) -> Floats:
        """Turn scores into probabilities."""
        return np.interp(scores, self.scores, self.probabilities)

    def moved(self, shift: float) -> "Calibrator":
        """Move the logarithm of the odds of every probability by so much; 0 leaves the curve as it is."""
        if shift == 0:
            return self
        knots = np.union1d(self.scores, _KNOTS)
        return Calibrator(knots, shifted(self.apply(knots), shift))


def as_scored(scores: Floats, late: Flags) -> Calibrator:
    """Leave the scores alone."""
    return Calibrator(np.array([0.0, 1.0]), np.array([0.0, 1.0]))


def drawn_to_the_rate(scores: Floats, late: Flags, *, share: float) -> Calibrator:
    """Keep a share of the score and take the rest from the rate of all: right for a learner that boasts."""
    rest = (1 - share) * float(late.mean())
    return Calibrator(np.array([0.0, 1.0]), np.array([rest, rest + share]))


def logistic(scores: Floats, late: Flags) -> Calibrator:
    """Bend by a line in the logarithm of the odds (J. C. Platt, 1999)."""
    return _bent(_log_odds(scores)[:, None], late, _log_odds(_KNOTS)[:, None])


def beta(scores: Floats, late: Flags) -> Calibrator:
    """Bend both ends apart (M. Kull, T. Silva Filho, P. Flach, AISTATS 2017)."""
    return _bent(_two_ends(scores), late, _two_ends(_KNOTS))


def steps(scores: Floats, late: Flags) -> Calibrator:
    """Take the rate between steps (isotonic: A. Niculescu-Mizil, R. Caruana, ICML 2005)."""
    fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(scores, late)
    return Calibrator(fitted.X_thresholds_, fitted.y_thresholds_)


CURVES: Mapping[str, Callable[[Floats, Flags], Calibrator]] = {
    "as scored": as_scored,
    "three quarters of the score": partial(drawn_to_the_rate, share=0.75),
    "half of the score": partial(drawn_to_the_rate, share=0.5),
    "logistic": logistic,
    "beta": beta,
    "steps": steps,
}
"""What may be chosen, the simplest first: of equals the first is taken."""


def learned(kind: str, scores: Floats, late: Flags) -> Calibrator:
    """Learn a curve of a kind; one outcome only leaves the scores alone."""
    return CURVES[kind if late.any() and not late.all() else "as scored"](scores, late)


def chosen_curve(parts: Sequence[Foretold]) -> tuple[Calibrator, float]:
    """Choose the curve that, learned from earlier parts, tells most of later ones; learn it from all.

    A rate that swings from month to month makes a curve fitted to the last month worse than none.

    Parameters
    ----------
    parts : in the order of time.

    Returns
    -------
    The curve, and the summed logarithmic loss of later parts; fewer than two parts leave the scores alone.
    """
    losses = {kind: _loss_ahead(kind, parts) for kind in CURVES}
    best = min(losses, key=losses.__getitem__)
    return learned(best, *_together(parts)), losses[best]


def expected_calibration_error(probabilities: Floats, late: Flags, bins: int = 15) -> float:
    """Mean distance between what was said and what came, over bins of equal mass."""
    gaps = [abs(one["said"] - one["came"]) * one["n"] for one in reliability(probabilities, late, bins)]
    return float(np.sum(gaps) / probabilities.size)


def reliability(probabilities: Floats, late: Flags, bins: int = 15) -> list[dict[str, float]]:
    """What was said and what came, bin by bin: said, came, n."""
    return [
        {"said": float(probabilities[part].mean()), "came": float(late[part].mean()), "n": part.size}
        for part in equal_mass(probabilities, bins)
    ]


def equal_mass(probabilities: Floats, bins: int) -> list[npt.NDArray[np.intp]]:
    """Cut ranks into so many parts, none empty; equal probabilities stay in the order of the rows."""
    parts = np.array_split(np.argsort(probabilities, kind="stable"), bins)
    return [part for part in parts if part.size]


def shifted(probabilities: Floats, shift: float) -> Floats:
    """Move the logarithm of the odds by so much."""
    return np.asarray(1 / (1 + np.exp(-(_log_odds(probabilities) + shift))))


def surprise(probabilities: Floats, late: Flags) -> float:
    """Mean logarithmic loss; a certainty that fails counts as a millionth."""
    inside = np.clip(probabilities, _EDGE, 1 - _EDGE)
    return float(-np.log(np.where(late, inside, 1 - inside)).mean())


def _loss_ahead(kind: str, parts: Sequence[Foretold]) -> float:
    curves = [learned(kind, *_together(parts[:place])) for place in range(1, len(parts))]
    told = zip(curves, parts[1:], strict=True)
    return sum(surprise(curve.apply(scores), late) * late.size for curve, (scores, late) in told)


def _together(parts: Sequence[Foretold]) -> Foretold:
    scores = [one for one, _ in parts]
    late = [one for _, one in parts]
    return np.concatenate([np.empty(0), *scores]), np.concatenate([np.empty(0, dtype=bool), *late])


def _bent(columns: Floats, late: Flags, knots: Floats) -> Calibrator:
    curve = LogisticRegression().fit(columns, late)
    # A curve that falls anywhere would sort cases anew, and less time left could be less risk.
    slopes = np.maximum(curve.coef_[0], 0.0)
    return Calibrator(_KNOTS, 1 / (1 + np.exp(-(knots @ slopes + float(curve.intercept_[0])))))


def _log_odds(scores: Floats) -> Floats:
    inside = np.clip(scores, _EDGE, 1 - _EDGE)
    return np.log(inside / (1 - inside))


def _two_ends(scores: Floats) -> Floats:
    inside = np.clip(scores, _EDGE, 1 - _EDGE)
    return np.column_stack([np.log(inside), -np.log1p(-inside)])
