"""Remaining time: a median to plan with, and upper bounds that hold as often as they say.

Times are learned as logarithms, so that hours and months weigh alike; quantiles survive the change.
What is fitted how is chosen on later cases only (`Lessons.judge`): which features, how fast old cases are
forgotten, and how much of the plain rule (the median at this number of visits, of all cases or of recent
ones) stays in; where the rule is best, it is used. Bounds are held to what was foretold in rehearsals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from domain.instants import DAY
from models.conformal import LEVELS, Conformal
from models.encoding import Encoder, Matrix
from models.features import Features, Group
from models.outcomes import Flags, Floats
from models.rehearsal import rehearsals, some
from models.rules import ByCount
from models.trees import fit_regressor, predicted

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
HALF_LIVES = (None, 180.0, 60.0, 20.0)
"""Days after which a case counts half; None never forgets."""

WINDOWS = (None, 180.0, 60.0, 30.0)
"""Days of the past that the rule may look back on; None for all."""

_FEW = frozenset({Group.PROGRESS, Group.ELAPSED})


@dataclass(frozen=True)
class Choice:
    """What was chosen on later cases.

    Attributes
    ----------
    share : of the learner in the point estimate; the rest is the rule. 0 falls back to the rule.
    few : learned from progress and elapsed time only.
    window_days : of the past that the rule looks back on; None for all.
    error_hours, rule_error_hours : mean absolute errors on the cases chosen on.
    """

    share: float
    half_life_days: float | None
    few: bool
    window_days: float | None
    error_hours: float
    rule_error_hours: float


@dataclass(frozen=True, eq=False)
class DurationModel:
    """How long it still takes, as a median and upper bounds.

    Attributes
    ----------
    bounds, conformal, asked : by level of `LEVELS`: its learner, its offsets, and the level asked of them,
        which follows drift.
    """

    encoder: Encoder
    choice: Choice
    rule: ByCount
    point: Any
    bounds: Mapping[float, Any]
    conformal: Mapping[float, Conformal]
    asked: Mapping[float, float]

    def predict(self, features: Features) -> Floats:
        """Give the median hours still to go of each row."""
        ruled = self.rule.predict(features.frame["visits_completed"].to_numpy())
        if self.choice.share == 0 or not len(features):
            return ruled
        learned = _hours(predicted(self.point, self.encoder.matrix(features)))
        return self.choice.share * learned + (1 - self.choice.share) * ruled

    def predict_bounds(self, features: Features, groups: Sequence[str]) -> Floats:
        """Give the upper bounds, in hours, of each row; shape (rows, levels), rising with the level.

        Parameters
        ----------
        groups : of each row, such as its track; a group with enough cases has offsets of its own.
        """
        if not len(features):
            return np.empty((0, len(LEVELS)))
        return self.offset_bounds(self.raw_bounds(features), groups)

    def raw_bounds(self, features: Features) -> Floats:
        """Give the bounds as they were learned, before they are held to later cases: logarithms."""
        return self.raw_of(self.encoder.matrix(features))

    def raw_of(self, matrix: Matrix) -> Floats:
        """Give the bounds as they were learned of each row of a matrix of the encoder."""
        return np.column_stack([predicted(self.bounds[level], matrix) for level in LEVELS])

    def offset_bounds(self, raw: Floats, groups: Sequence[str]) -> Floats:
        """Turn bounds as learned into bounds in hours that hold, rising with the level."""
        offsets = [self.conformal[level].offsets(self.asked[level], groups) for level in LEVELS]
        return np.maximum.accumulate(_hours(raw + np.column_stack(offsets)), axis=1)

    def asking(self, asked: Mapping[float, float]) -> "DurationModel":
        """Ask other levels of the offsets."""
        return replace(self, asked=asked)


@dataclass(frozen=True, eq=False)
class Lessons:
    """Looks to learn remaining time from.

    Attributes
    ----------
    hours : how long each still took; NaN rows weigh 0.
    weights : see `models.censoring`.
    judge : the rows of later cases.
    groups : of each row.
    """

    features: Features
    hours: Floats
    weights: Floats
    judge: Flags
    groups: Sequence[str]

    @property
    def counts(self) -> Floats:
        """Number of visits done."""
        return self.features.frame["visits_completed"].to_numpy()


def fit_duration(lessons: Lessons, seed: int = 0) -> DurationModel:
    """Choose on later cases, fit on all, and hold the bounds to what rehearsals foretold."""
    told = lessons.weights > 0
    choice = _choose(lessons, told & ~lessons.judge, told & lessons.judge, seed)
    encoder = _encoder(lessons, told, few=choice.few)
    matrix = encoder.matrix(lessons.features)
    weights = _forgetting(lessons, told, choice.half_life_days)
    levels = {level: _fit(lessons, encoder, matrix, told, weights, seed, level) for level in LEVELS}
    point = _fit(lessons, encoder, matrix, told, weights, seed)
    conformal = _held_to_rehearsals(lessons, told, choice, seed)
    rule = _rule(lessons, told, choice.window_days)
    return DurationModel(encoder, choice, rule, point, levels, conformal, {level: level for level in LEVELS})


def _choose(lessons: Lessons, learn: Flags, judge: Flags, seed: int) -> Choice:
    learn, judge = (some(rows, seed) for rows in (learn, judge))
    window, rule, rule_error = _chosen_rule(lessons, learn, judge)
    best = Choice(0.0, None, False, window, rule_error, rule_error)
    for (few, half_life), learned in _tried(lessons, learn, judge, seed).items():
        for share in SHARES[1:]:
            error = _error(lessons, judge, share * learned + (1 - share) * rule)
            if error < best.error_hours:
                best = Choice(share, half_life, few, window, error, rule_error)
    return best


def _chosen_rule(lessons: Lessons, learn: Flags, judge: Flags) -> tuple[float | None, Floats, float]:
    """The window whose rule does best on later cases, what it says of them, and its error."""
    said = {days: _rule(lessons, learn, days).predict(lessons.counts[judge]) for days in WINDOWS}
    errors = {days: _error(lessons, judge, rule) for days, rule in said.items()}
    best = min(errors, key=errors.__getitem__)
    return best, said[best], errors[best]


def _rule(lessons: Lessons, rows: Flags, days: float | None) -> ByCount:
    at = lessons.features.moments.at
    return ByCount.of_recent(lessons.counts[rows], lessons.hours[rows], at[rows], days)


_Way = tuple[bool, float | None]


def _tried(lessons: Lessons, learn: Flags, judge: Flags, seed: int) -> dict[_Way, Floats]:
    """What ways of learning say of the later cases: both sets of features, and the better one forgetting."""
    said: dict[_Way, Floats] = {}
    for few in (False, True):
        said[few, None] = _said(lessons, learn, judge, (few, None), seed)
    better, _ = min(said, key=lambda way: _error(lessons, judge, said[way]))
    for half_life in HALF_LIVES[1:]:
        said[better, half_life] = _said(lessons, learn, judge, (better, half_life), seed)
    return said


def _said(lessons: Lessons, learn: Flags, judge: Flags, way: _Way, seed: int) -> Floats:
    few, half_life = way
    encoder = _encoder(lessons, learn, few=few)
    matrix = encoder.matrix(lessons.features)
    fitted = _fit(lessons, encoder, matrix, learn, _forgetting(lessons, learn, half_life), seed)
    return _hours(predicted(fitted, matrix[judge]))


def _held_to_rehearsals(lessons: Lessons, told: Flags, choice: Choice, seed: int) -> dict[float, Conformal]:
    """Offsets by level, from how far outcomes lay above bounds that earlier cases had taught."""
    rows, above = [np.empty(0, dtype=np.int64)], [np.empty((0, len(LEVELS)))]
    for learn, judge in rehearsals(lessons.features.moments, told, seed):
        if learn.any() and judge.any():
            rows.append(np.flatnonzero(judge))
            above.append(_above_bounds(lessons, learn, judge, choice, seed))
    foretold, scores = np.concatenate(rows), np.concatenate(above)
    groups = np.array(lessons.groups, dtype=object)[foretold].tolist()
    weights = lessons.weights[foretold]
    return {level: Conformal.learn(scores[:, place], weights, groups) for place, level in enumerate(LEVELS)}


def _above_bounds(lessons: Lessons, learn: Flags, judge: Flags, choice: Choice, seed: int) -> Floats:
    encoder = _encoder(lessons, learn, few=choice.few)
    matrix = encoder.matrix(lessons.features)
    weights = _forgetting(lessons, learn, choice.half_life_days)
    fitted = [_fit(lessons, encoder, matrix, learn, weights, seed, level) for level in LEVELS]
    bounds = np.column_stack([predicted(one, matrix[judge]) for one in fitted])
    return np.asarray(np.log1p(lessons.hours[judge])[:, None] - bounds)


def _encoder(lessons: Lessons, rows: Flags, *, few: bool) -> Encoder:
    groups = lessons.features.groups
    leave_out = [name for name, group in groups.items() if few and group not in _FEW]
    return Encoder.learn(lessons.features.take(rows), leave_out)


def _fit(
    lessons: Lessons,
    encoder: Encoder,
    matrix: Matrix,
    rows: Flags,
    weights: Floats,
    seed: int,
    level: float | None = None,
) -> Any:
    return fit_regressor(encoder, matrix[rows], np.log1p(lessons.hours[rows]), weights, seed, level)


def _forgetting(lessons: Lessons, rows: Flags, half_life_days: float | None) -> Floats:
    weights = lessons.weights[rows]
    if half_life_days is None:
        return weights
    at = lessons.features.moments.at[rows]
    return np.asarray(weights * 0.5 ** ((at.max() - at) / DAY / half_life_days))


def _error(lessons: Lessons, rows: Flags, said: Floats) -> float:
    return float(np.average(np.abs(lessons.hours[rows] - said), weights=lessons.weights[rows]))


def _hours(logarithms: Floats) -> Floats:
    return np.maximum(np.expm1(logarithms), 0.0)
