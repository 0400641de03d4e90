"""Intervals and bands by cases."""

import numpy as np
import pytest

from benchmarks.foretelling.cases import BAND, band, mean_of, ratio_of


def test_the_band_is_that_of_sums_over_cases() -> None:
    # Two looks at each of two cases, half to be held: sums of (held - 1/2) are 1 and 0; sqrt(1 + 0) / 4.
    held = np.array([True, True, False, True])
    assert band(held, 0.5, np.array([1, 1, 2, 2])) == pytest.approx(BAND / 4)
    # Each look a case of its own: sqrt(4 / 4) / 4 as well, the binomial sqrt(p q / n).
    assert band(held, 0.5, np.arange(4)) == pytest.approx(BAND * np.sqrt(0.25 / 4))


def test_bounds_that_hold_too_seldom_lie_outside_the_band_and_right_ones_inside() -> None:
    rng = np.random.default_rng(1)
    cases = np.repeat(np.arange(1_000), 5)
    for share, inside in ((0.9, True), (0.8, False)):
        held = np.repeat(rng.random(1_000) < share, 5)
        assert (abs(held.mean() - 0.9) <= band(held, 0.9, cases)) == inside


def test_the_interval_of_a_mean_is_wider_where_looks_share_their_case() -> None:
    values = np.repeat([1.0, 3.0] * 20, 4)
    apart, shared = mean_of(values, np.arange(160)), mean_of(values, np.repeat(np.arange(40), 4))
    assert (apart.median, shared.median, apart.n) == (2, 2, 160)
    assert shared.high - shared.low > 1.5 * (apart.high - apart.low)


def test_equal_sides_have_the_ratio_one_without_spread() -> None:
    found = ratio_of(np.arange(6.0), np.arange(6.0), np.arange(6))
    assert (found.low, found.median, found.high) == (1, 1, 1)
