import numpy as np
import pytest

from benchmarks.common_random_numbers import variance_ratio


def test_the_ratio_is_that_of_the_sample_variances() -> None:
    # Variances of 0, 4, 8 and of 1, 2, 3: 16 and 1.
    found = variance_ratio(np.array([0.0, 4.0, 8.0]), np.array([1.0, 2.0, 3.0]), seed=1)
    assert found.median == pytest.approx(16.0)
    assert found.n == 3


def test_the_interval_holds_the_true_ratio_of_normal_differences() -> None:
    chance = np.random.default_rng(7)
    found = variance_ratio(chance.normal(0, 3, 400), chance.normal(0, 1, 400), seed=1)
    assert found.low < 9 < found.high
    assert found.high / found.low < 2


def test_the_same_seed_gives_the_same_interval() -> None:
    chance = np.random.default_rng(7)
    independent, paired = chance.normal(0, 3, 20), chance.normal(0, 1, 20)
    assert variance_ratio(independent, paired, seed=1) == variance_ratio(independent, paired, seed=1)
    assert variance_ratio(independent, paired, seed=1) != variance_ratio(independent, paired, seed=2)


def test_equal_differences_in_a_draw_make_an_endless_upper_end() -> None:
    # Of the 27 draws of three, 6 take the first two in some mixture: paired 0, 0 and the others 0, 1.
    assert variance_ratio(np.array([0.0, 1.0, 2.0]), np.array([0.0, 0.0, 1.0]), seed=1).high == np.inf
