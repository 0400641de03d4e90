"""Predictions that follow drift: what became of earlier ones moves later ones.

Only what was known at the instant of a prediction is used: a bound counts once its instant has passed, a risk
once the deadline has.
"""

import numpy as np
import numpy.typing as npt

from domain.instants import DAY, HOUR, Micros
from models.calibration import shifted
from models.conformal import LEVELS, adapted
from models.duration import DurationModel
from models.features import Features
from models.outcomes import Flags, Floats


def follow(
    model: DurationModel, features: Features, hours: Floats, groups: list[str]
) -> tuple[Floats, DurationModel]:
    """Give the bounds of looks in the order of time, with the levels that outcomes known by then ask for.

    A bound counts as soon as its instant has passed, whatever came, and not when the application is finished:
    quick ones would report early and make bounds look better than they are.

    Parameters
    ----------
    hours : how long each still took; NaN where it has not been finished, and the bound did not hold.
    groups : of each row.

    Returns
    -------
    Bounds in hours, shape (rows, levels), and the model as it stands after the last look.
    """
    bounds = model.raw_bounds(features) if len(features) else np.empty((0, len(LEVELS)))
    waiting = _Waiting()
    for rows in _days(features):
        model = waiting.settle(model, int(features.moments.at[rows].min()))
        bounds[rows] = model.offset_bounds(bounds[rows], [groups[row] for row in rows])
        waiting.add(features.moments.at[rows], bounds[rows], hours[rows])
    return bounds, model


RECORD_SPREAD = 0.18
"""How far (standard deviation) the level of a risk may be off, in logarithms of odds, before anything is
known of its record: a rate of 25 % that is 22 % or 29 %. A few dozen cases move it little, hundreds do."""


def follow_risk(risk: Floats, features: Features, late: Flags, due_at: Micros) -> Floats:
    """Move the level of risks, in the order of time, by how those given before have come out by then.

    The shift of the log odds is the most probable one given the record and how far it may be off beforehand;
    all looks at an application count together as one.

    Parameters
    ----------
    risk : as a model fitted beforehand says.
    late : what became of each row, used from `due_at` on (microseconds).
    """
    moved = risk.copy()
    weights = 1 / np.bincount(features.moments.application)[features.moments.application]
    for rows in _days(features):
        settled = (due_at <= int(features.moments.at[rows].min())) & ~np.isnan(risk)
        moved[rows] = shifted(risk[rows], level_shift(risk[settled], late[settled], weights[settled]))
    return moved


def level_shift(risk: Floats, late: Flags, weights: Floats) -> float:
    """Give the most probable shift of the log odds of risks, by Newton's method; 0 without a record."""
    shift = 0.0
    for _ in range(20):
        said = shifted(risk, shift)
        slope = float((weights * (late - said)).sum()) - shift / RECORD_SPREAD**2
        shift += slope / (float((weights * said * (1 - said)).sum()) + 1 / RECORD_SPREAD**2)
    return shift


class _Waiting:
    """Bounds given out whose instant has not passed yet."""

    def __init__(self) -> None:
        self._passes: list[list[Floats]] = [[] for _ in LEVELS]
        self._held: list[list[Flags]] = [[] for _ in LEVELS]

    def add(self, at: Micros, bounds: Floats, hours: Floats) -> None:
        for place in range(len(LEVELS)):
            self._passes[place].append(at + bounds[:, place] * HOUR)
            self._held[place].append(hours <= bounds[:, place])

    def settle(self, model: DurationModel, now: int) -> DurationModel:
        """Move the levels by the bounds that have passed by now, and forget these."""
        asked = dict(model.asked)
        for place, level in enumerate(LEVELS):
            if not self._passes[place]:
                continue
            passes, held = np.concatenate(self._passes[place]), np.concatenate(self._held[place])
            due = passes <= now
            order = np.argsort(passes[due], kind="stable")
            asked[level] = adapted(asked[level], level, held[due][order])
            self._passes[place], self._held[place] = [passes[~due]], [held[~due]]
        return model.asking(asked)


def _days(features: Features) -> list[npt.NDArray[np.intp]]:
    """Rows of each day, in the order of time."""
    day = features.moments.at // DAY
    order = np.argsort(features.moments.at, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(day[order])) + 1) if order.size else []
