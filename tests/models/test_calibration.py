"""Calibration: probabilities that mean what they say."""

import numpy as np
import pytest

from models.calibration import Calibrator, calibrated_where_it_helps, expected_calibration_error, reliability


def test_the_error_is_the_mean_gap_of_bins_of_equal_mass() -> None:
    # Two bins of two: said 0.1, came 0.5; said 0.9, came 1. Gaps 0.4 and 0.1, half of the rows each.
    said, late = np.array([0.1, 0.9, 0.1, 0.9]), np.array([True, True, False, True])
    assert expected_calibration_error(said, late, bins=2) == pytest.approx(0.25)
    assert [bin_["came"] for bin_ in reliability(said, late, bins=2)] == [0.5, 1.0]


@pytest.mark.parametrize("n", [300, 3_000])
def test_scores_that_boast_are_brought_down_to_what_came(n: int) -> None:
    rng = np.random.default_rng(1)
    true = rng.uniform(0.05, 0.6, n)
    late = rng.random(n) < true
    curve = Calibrator.learn(np.sqrt(true), late)
    # The scores lie about 0.23 above what came (the mean of sqrt(p) - p for p from 0.05 to 0.6).
    assert np.sqrt(true).mean() - late.mean() > 0.15
    assert curve.apply(np.sqrt(true)).mean() == pytest.approx(late.mean(), abs=0.01)
    assert (np.diff(curve.apply(np.linspace(0, 1, 50))) >= 0).all()


def test_a_curve_that_later_cases_do_not_bear_out_is_not_used() -> None:
    # Late cases are half as many as scored in the first half of the time, as many as scored in the second.
    rng = np.random.default_rng(2)
    scores = rng.uniform(0.1, 0.9, 2_000)
    late = rng.random(2_000) < np.where(np.arange(2_000) < 1_000, scores / 2, scores)
    assert calibrated_where_it_helps(scores, late).apply(np.array([0.5])) == [0.5]
    steady = rng.random(2_000) < scores / 2
    assert calibrated_where_it_helps(scores, steady).apply(np.array([0.6])) == pytest.approx([0.3], abs=0.08)


def test_one_outcome_only_leaves_the_scores_alone() -> None:
    assert Calibrator.learn(np.array([0.2, 0.4]), np.array([True, True])).apply(np.array([0.3])) == [0.3]
