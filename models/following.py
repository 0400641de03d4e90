"""Bounds that follow drift: what became of earlier ones moves the level asked of later ones."""

import numpy as np
import numpy.typing as npt

from domain.instants import DAY, HOUR, Micros
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
