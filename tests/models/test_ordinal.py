"""Ordinal regression: worked by hand where that is possible, and against known effects."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import logit

from domain.errors import InputError
from models.ordinal import fit_ordinal
from models.ordinal_likelihood import Likelihood


def drawn(customers=400, each=4, spread=1.0, effects=(-0.5, -1.0, 0.0), seed=1):
    """An amount, a switch and a column that moves nothing; cutpoints -3, -2, -1, 1."""
    rng = np.random.default_rng(seed)
    customer = np.repeat(np.arange(customers), each)
    n = customer.size
    design = np.column_stack([rng.exponential(2, n), rng.random(n) < 0.3, rng.normal(size=n)]).astype(float)
    latent = design @ effects + spread * rng.normal(size=customers)[customer] + logit(rng.random(n))
    return design, 1 + np.searchsorted([-3.0, -2.0, -1.0, 1.0], latent), customer


def test_one_switch_and_two_scores_give_the_log_odds_ratio_of_the_table():
    """With it 10 of 40 are satisfied, without it 30 of 40: log((10/30) / (30/10)) = -2.197."""
    switch = np.repeat([1.0, 0.0], 40)[:, None]
    score = np.r_[np.repeat([5, 1], [10, 30]), np.repeat([5, 1], [30, 10])]
    fitted = fit_ordinal(switch, score, np.arange(80), leanings=False)
    assert fitted.effects == pytest.approx([np.log(1 / 9)], abs=1e-4)
    # Without: odds of a better score 3, so the cutpoint is -log 3; the mean is 1 + 4 * 3/4 = 4.
    assert fitted.cutpoints == pytest.approx([-np.log(3)], abs=1e-4)
    assert fitted.expected(np.array([0.0])) == pytest.approx([4.0], abs=1e-3)
    # Woolf's error of a log odds ratio, with 80/79 for the finite number of customers.
    woolf = np.sqrt(1 / 10 + 1 / 30 + 1 / 30 + 1 / 10)
    assert fitted.errors == pytest.approx([woolf * np.sqrt(80 / 79)], rel=1e-3)


def test_slopes_are_those_of_the_likelihood():
    design, score, customer = drawn(30)
    likelihood = Likelihood.of(design, score - 1, customer)
    point = likelihood.start() + 0.1
    slopes = approx_fprime(point, lambda at: likelihood.at(at)[0], 1e-6)
    assert likelihood.at(point)[1].sum(axis=0) == pytest.approx(slopes, rel=1e-4, abs=1e-3)


def test_intervals_cover_the_effects_that_made_the_answers():
    fitted = fit_ordinal(*drawn())
    low, high = fitted.limits(0.999)
    assert (low < [-0.5, -1.0, 0.0]).all()
    assert (high > [-0.5, -1.0, 0.0]).all()
    assert (fitted.errors < 0.2).all()
    assert fitted.spread == pytest.approx(1.0, abs=0.3)


def test_effects_come_out_too_small_where_leanings_are_not_reckoned_with():
    """A leaning with a standard deviation of 3 shrinks effects by about (1 + 0.35 * 9) ** 0.5, a half."""
    design, score, customer = drawn(spread=3.0, effects=(-0.5, -2.0, 0.0))
    plain = fit_ordinal(design, score, customer, leanings=False)
    reckoned = fit_ordinal(design, score, customer)
    assert abs(plain.effects[1]) < 0.65 * abs(reckoned.effects[1])
    assert reckoned.effects[1] == pytest.approx(-2.0, abs=4 * reckoned.errors[1])


def test_answers_written_twice_do_not_narrow_the_intervals():
    """A copy of each answer by the same customer brings no news, and the errors are by customer."""
    design, score, customer = drawn(100, spread=0.0)
    once = fit_ordinal(design, score, customer, leanings=False)
    copied = np.vstack([design, design]), np.r_[score, score], np.r_[customer, customer]
    twice = fit_ordinal(*copied, leanings=False)
    assert twice.effects == pytest.approx(once.effects, abs=1e-4)
    assert twice.errors == pytest.approx(once.errors, rel=1e-3)


def test_answers_that_are_all_alike_are_refused():
    with pytest.raises(InputError, match=r"Answers must differ to teach anything, but all are \[5\]"):
        fit_ordinal(np.ones((3, 1)), np.array([5, 5, 5]), np.arange(3))


def test_answers_of_one_customer_are_refused():
    with pytest.raises(InputError, match="at least two customers, got one"):
        fit_ordinal(np.eye(2), np.array([1, 5]), np.zeros(2, dtype=int))
