"""The learners: what is done to columns so that weighted fits need not sort them over and over."""

import numpy as np

from models.encoding import Encoder
from models.trees import _coarse, fit_classifier, fit_regressor, predicted, probability


def test_a_weighted_fit_says_of_a_number_what_it_says_of_the_nearest_it_kept() -> None:
    # 3,000 different numbers are brought to 255; the curve still follows them all to within a bin of 1/255.
    rng = np.random.default_rng(2)
    matrix = rng.random((3000, 1))
    weights = rng.uniform(0.5, 1.5, 3000)
    learner = fit_regressor(Encoder(("x",), {}), matrix, 10 * matrix[:, 0], weights, seed=0, quantile=0.5)
    bounds = learner._bin_mapper.bin_thresholds_[0]
    assert bounds.size == 254
    assert (predicted(learner, matrix) == predicted(learner, _coarse(matrix))).all()
    assert np.abs(predicted(learner, matrix) - 10 * matrix[:, 0]).mean() < 0.2


def test_rows_of_one_weight_are_fitted_as_rows_without_weights() -> None:
    matrix = np.random.default_rng(3).random((600, 2))
    encoder, values = Encoder(("x", "y"), {}), matrix.sum(axis=1)
    once, twice = (fit_regressor(encoder, matrix, values, np.full(600, w), 0) for w in (1.0, 2.0))
    assert (predicted(once, matrix) == predicted(twice, matrix)).all()


def test_an_unknown_number_stays_unknown_in_a_weighted_fit() -> None:
    # Unknown rows are worth 5, known ones 0 to 1: the tree can tell them only if they were kept apart.
    rng = np.random.default_rng(4)
    x = np.where(rng.random(2000) < 0.3, np.nan, rng.random(2000))
    learner = fit_regressor(
        Encoder(("x",), {}), x[:, None], np.where(np.isnan(x), 5.0, x), rng.uniform(0.5, 1.5, 2000), 0
    )
    assert predicted(learner, np.array([[np.nan], [0.5]])).round(1).tolist() == [5.0, 0.5]


def test_a_column_of_which_nothing_is_known_teaches_nothing() -> None:
    # scikit-learn finds no bins for a column without a number, and raised.
    rng = np.random.default_rng(5)
    x = rng.random(300)
    encoder = Encoder(("x", "unknown"), {})
    matrix = np.column_stack([x, np.full(300, np.nan)])
    plain = fit_regressor(encoder, np.column_stack([x, np.zeros(300)]), x, np.ones(300), 0)
    for weights in (np.ones(300), rng.uniform(0.5, 1.5, 300)):
        learner = fit_regressor(encoder, matrix, x, weights, 0)
        assert np.abs(predicted(learner, matrix) - x).mean() < 0.1
    assert (
        predicted(fit_regressor(encoder, matrix, x, np.ones(300), 0), matrix) == predicted(plain, matrix)
    ).all()
    assert probability(fit_classifier(encoder, matrix, x > 0.5, {}, 0), matrix)[x > 0.8].min() > 0.5
