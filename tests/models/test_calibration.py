"""Calibration: probabilities that mean what they say."""

import numpy as np
import pytest

from models.calibration import (
    CURVES,
    Foretold,
    chosen_curve,
    expected_calibration_error,
    learned,
    reliability,
)


def test_the_error_is_the_mean_gap_of_bins_of_equal_mass() -> None:
    # Two bins of two: said 0.1, came 0.5; said 0.9, came 1. Gaps 0.4 and 0.1, half of the rows each.
    said, late = np.array([0.1, 0.9, 0.1, 0.9]), np.array([True, True, False, True])
    assert expected_calibration_error(said, late, bins=2) == pytest.approx(0.25)
    assert [bin_["came"] for bin_ in reliability(said, late, bins=2)] == [0.5, 1.0]


def test_the_error_catches_a_model_that_boasts_and_passes_one_that_does_not() -> None:
    rng = np.random.default_rng(7)
    true = rng.uniform(0, 1, 6_000)
    late = rng.random(6_000) < true
    # Bins of 400: chance alone makes 0.8 x sqrt(1/6 / 400) = 0.016; the boast is off by 0.15 on average.
    assert expected_calibration_error(true, late) < 0.03
    assert expected_calibration_error(np.where(true > 0.5, 1 - 0.4 * (1 - true), 0.4 * true), late) > 0.1


@pytest.mark.parametrize("kind", ["logistic", "beta", "steps"])
def test_scores_that_boast_are_brought_down_to_what_came(kind: str) -> None:
    rng = np.random.default_rng(1)
    true = rng.uniform(0.05, 0.6, 3_000)
    late = rng.random(3_000) < true
    curve = learned(kind, np.sqrt(true), late)
    # The scores lie about 0.23 above what came (the mean of sqrt(p) - p for p from 0.05 to 0.6).
    assert np.sqrt(true).mean() - late.mean() > 0.15
    assert expected_calibration_error(curve.apply(np.sqrt(true)), late) < 0.03
    assert (np.diff(curve.apply(np.linspace(0, 1, 50))) >= 0).all()


def test_half_of_the_score_and_half_of_the_rate() -> None:
    # The rate is 1/4: 0.5 x 0.8 + 0.5 x 0.25.
    late = np.array([True, False, False, False])
    assert learned("half of the score", np.full(4, 0.5), late).apply(np.array([0.8])) == pytest.approx(
        [0.525]
    )


def test_a_curve_that_later_cases_do_not_bear_out_is_not_used() -> None:
    # Late cases are half as many as scored in the first part of the time, as many as scored in the next.
    half, right = _part(0.5, seed=2), _part(1.0, seed=3)
    assert chosen_curve([half, right])[0].apply(np.array([0.5])) == [0.5]
    steady = chosen_curve([half, _part(0.5, seed=4)])[0]
    assert steady.apply(np.array([0.6])) == pytest.approx([0.3], abs=0.08)


def test_one_outcome_only_and_nothing_foretold_leave_the_scores_alone() -> None:
    for kind in CURVES:
        alone = learned(kind, np.array([0.2, 0.4]), np.array([True, True]))
        assert alone.apply(np.array([0.3])) == pytest.approx([0.3])
    assert chosen_curve([])[0].apply(np.array([0.3])) == pytest.approx([0.3])


def _part(share: float, seed: int) -> Foretold:
    rng = np.random.default_rng(seed)
    scores = rng.uniform(0.1, 0.9, 1_000)
    return scores, rng.random(1_000) < share * scores
