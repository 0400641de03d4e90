"""The learners: histogram gradient boosting, set once for all logs before any result was looked at."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from threadpoolctl import ThreadpoolController

from models.encoding import Encoder, Matrix

Floats = npt.NDArray[np.float64]

_SETTINGS: Mapping[str, Any] = {
    "learning_rate": 0.05,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 20,
    "max_features": 0.5,
}
ROUNDS = 100
HURRIED_ROUNDS = 60
_FEW_ROWS = 20_000
_MOST_VALUES = 255
MANY_ROWS = 50_000
"""Rows from which fewer rounds, each of larger steps, do: there is more in each to learn from."""


def fit_classifier(
    encoder: Encoder,
    matrix: Matrix,
    late: npt.NDArray[np.bool_],
    signs: Mapping[str, int],
    seed: int,
    share: float = 1.0,
) -> Any:
    """Fit the probability of being late.

    Parameters
    ----------
    share : of the trees that are usual for so many rows.
    signs : column -> +1 where more of it must not lower the probability, -1 where it must not raise it.
    """
    constraints = [signs.get(name, 0) for name in encoder.columns]
    sized = _of_size(matrix, encoder, seed)
    sized["max_iter"] = round(share * sized["max_iter"])
    learner = HistGradientBoostingClassifier(monotonic_cst=constraints, **sized, early_stopping=False)
    with _threads(matrix):
        return learner.fit(_told(matrix), late)


def fit_regressor(
    encoder: Encoder,
    matrix: Matrix,
    values: Floats,
    weights: Floats,
    seed: int,
    quantile: float | None = None,
) -> Any:
    """Fit the median, or another quantile, of a value.

    Parameters
    ----------
    weights : of the rows.
    """
    loss: dict[str, Any] = {"loss": "quantile", "quantile": quantile or 0.5}
    learner = HistGradientBoostingRegressor(**loss, **_of_size(matrix, encoder, seed), early_stopping=False)
    alike = bool((weights == weights[:1]).all())
    with _threads(matrix):
        if alike:
            return learner.fit(_told(matrix), values)
        return learner.fit(_coarse(_told(matrix)), values, sample_weight=weights)


def predicted(learner: Any, matrix: Matrix) -> Floats:
    """Give what a regressor says of each row."""
    if not len(matrix):
        return np.empty(0)
    with _threads(matrix):
        return np.asarray(learner.predict(matrix))


def probability(learner: Any, matrix: Matrix) -> Floats:
    """Give a classifier's score of being late of each row."""
    if not len(matrix):
        return np.empty(0)
    with _threads(matrix):
        return np.asarray(learner.predict_proba(matrix)[:, 1])


def _told(matrix: Matrix) -> Matrix:
    """Call a column of which nothing is known the same for all: the learner finds no bins for nothing."""
    return np.where(np.isnan(matrix).all(axis=0), 0.0, matrix)


def _coarse(matrix: Matrix) -> Matrix:
    """Bring each column to so few values that the learner need not look for bins of its own.

    With weights it sorts every column once for each of 255 bounds, nine tenths of the time of a fit. Bounds
    lie halfway between values next to each other, so a number not seen goes where the nearest of them went.
    """
    return np.column_stack([_few_values(column) for column in matrix.T] or [matrix])


def _few_values(column: Floats) -> Floats:
    known = column[~np.isnan(column)]
    values = np.unique(known)
    if values.size <= _MOST_VALUES:
        return column
    ranks = (np.arange(_MOST_VALUES) + 0.5) / _MOST_VALUES
    kept = np.unique(np.quantile(known, ranks, method="inverted_cdf"))
    halfway = (kept[1:] + kept[:-1]) / 2
    return np.where(np.isnan(column), np.nan, kept[np.searchsorted(halfway, column)])


def probability_by_share(learner: Any, matrix: Matrix, shares: Sequence[float]) -> list[Floats]:
    """Give a classifier's score of each row, after each of these shares of its trees."""
    with _threads(matrix):
        staged = [stage[:, 1] for stage in learner.staged_predict_proba(matrix)]
    return [staged[max(round(share * len(staged)), 1) - 1] for share in shares]


def _threads(matrix: Matrix) -> AbstractContextManager[object]:
    """Small data on one core: handing out the work costs more than it saves."""
    if len(matrix) >= _FEW_ROWS:
        return nullcontext()
    limited: AbstractContextManager[object] = _pools().limit(limits=1, user_api="openmp")
    return limited


@cache
def _pools() -> ThreadpoolController:
    """Look up once which libraries have threads: it takes as long as a prediction."""
    return ThreadpoolController()


def _of_size(matrix: Matrix, encoder: Encoder, seed: int) -> dict[str, Any]:
    many = len(matrix) >= MANY_ROWS
    sized = {"max_iter": HURRIED_ROUNDS, "learning_rate": 0.1} if many else {"max_iter": ROUNDS}
    return {**_SETTINGS, **sized, "categorical_features": encoder.categorical, "random_state": seed}
