"""Bounds that hold as often as they say, and go on doing so when the service drifts."""

import numpy as np
import pytest

from models.censoring import weights_of
from models.conformal import Conformal, adapted
from models.outcomes import Remaining


def test_the_offset_covers_the_share_asked_for_with_one_more_case_counted_above() -> None:
    # Nine scores 1 to 9 and the one to come: 8 of 10 are covered by the eighth.
    bound = Conformal.learn(np.arange(9.0, 0, -1), np.ones(9), [""] * 9)
    assert (bound.offset(0.8), bound.offset(0.5), bound.offset(0.999)) == (8, 5, 9)


def test_a_group_with_enough_cases_has_an_offset_of_its_own() -> None:
    scores = np.concatenate([np.zeros(300), np.full(300, 5.0), np.full(10, 99.0)])
    bound = Conformal.learn(scores, np.ones(610), ["quick"] * 300 + ["slow"] * 300 + ["rare"] * 10)
    assert bound.offsets(0.8, ["quick", "slow", "rare"]).tolist() == [0, 5, 5]


def test_the_level_asked_for_rises_when_bounds_fail_and_falls_when_they_hold() -> None:
    assert adapted(0.8, 0.8, np.array([False])) == pytest.approx(0.808)
    assert adapted(0.8, 0.8, np.array([True])) == pytest.approx(0.798)


def test_the_share_that_holds_comes_back_after_a_drift() -> None:
    rng = np.random.default_rng(3)
    bound = Conformal.learn(rng.normal(size=2_000), np.ones(2_000), [""] * 2_000)
    level, held = 0.8, []
    for outcome in rng.normal(0.7, 1, 4_000):
        held.append(outcome <= bound.offset(level))
        level = adapted(level, 0.8, np.array(held[-1:]))
    fixed = (rng.normal(0.7, 1, 4_000) <= bound.offset(0.8)).mean()
    # Unmoved, about P(Z < 0.84 - 0.7) = 56 % hold; 99 % of 3,000 draws at 80 % lie within 1.9 points.
    assert fixed < 0.6
    assert np.mean(held[1_000:]) == pytest.approx(0.8, abs=0.019)


def test_a_long_time_seen_speaks_for_those_the_log_was_too_short_to_show() -> None:
    # Watched 10, 10, 4, 4 hours. 3 h was seen of all watched 3 h: 4 of 4, weight 1; 8 h of 2 of 4, weight 2.
    outcome = Remaining(
        np.array([3.0, 8.0, np.nan, np.nan]), np.array([10.0, 10.0, 4.0, 4.0]), np.array([0, 0, 1, 1]) > 0
    )
    assert weights_of(outcome).tolist() == [1, 2, 0, 0]


def test_weights_undo_the_shortening_of_a_log_that_ends() -> None:
    rng = np.random.default_rng(4)
    took, watched = rng.exponential(10, 20_000), rng.uniform(0, 60, 20_000)
    seen = took <= watched
    outcome = Remaining(np.where(seen, took, np.nan), watched, ~seen)
    weights = weights_of(outcome)
    assert took[seen].mean() < 9
    assert np.average(took[seen], weights=weights[seen]) == pytest.approx(10, rel=0.04)
