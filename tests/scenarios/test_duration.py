"""Distributions: quantiles, means and units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from scipy import stats

from scenarios.duration import Duration, longer_than

READ = TypeAdapter(Duration)
EXAMPLES = [
    {"distribution": "constant", "value": 12},
    {"distribution": "exponential", "mean": 12},
    {"distribution": "triangular", "low": 3, "mode": 9, "high": 24},
    {"distribution": "lognormal", "mean": 12, "sd": 5},
    {"distribution": "gamma", "mean": 12, "sd": 5},
]


@pytest.mark.parametrize("data", EXAMPLES, ids=lambda data: data["distribution"])
def test_quantiles_average_to_the_stated_mean(data):
    """Midpoints of 100,000 slices of [0, 1); each example has mean 12: triangular (3 + 9 + 24) / 3."""
    duration = READ.validate_python(data)
    quantiles = (np.arange(100_000) + 0.5) / 100_000
    assert duration.mean_minutes == pytest.approx(12)
    assert duration.minutes(quantiles).mean() == pytest.approx(12, rel=2e-4)


@pytest.mark.parametrize("data", EXAMPLES[3:], ids=lambda data: data["distribution"])
def test_quantiles_spread_by_the_stated_standard_deviation(data):
    quantiles = (np.arange(100_000) + 0.5) / 100_000
    assert READ.validate_python(data).minutes(quantiles).std() == pytest.approx(5, rel=5e-3)


def test_quantiles_of_a_triangle_by_hand():
    """low 0, mode 10, high 20: the median is the mode; an eighth lies below 10 x sqrt(1/4) = 5."""
    triangle = READ.validate_python({"distribution": "triangular", "low": 0, "mode": 10, "high": 20})
    assert triangle.minutes(np.array([0.0, 0.125, 0.5, 0.875])).tolist() == pytest.approx([0, 5, 10, 15])


@pytest.mark.parametrize(
    ("unit", "minutes"), [("seconds", 0.2), ("minutes", 12), ("hours", 720), ("days", 17280)]
)
@pytest.mark.parametrize("data", EXAMPLES, ids=lambda data: data["distribution"])
def test_units(data, unit, minutes):
    assert READ.validate_python({**data, "unit": unit}).mean_minutes == pytest.approx(minutes)


@given(st.sampled_from(EXAMPLES), st.lists(st.floats(0, 1, exclude_max=True), min_size=2))
def test_a_longer_quantile_is_a_longer_time(data, quantiles):
    ordered = np.sort(np.array(quantiles))
    minutes = READ.validate_python(data).minutes(ordered)
    assert np.isfinite(minutes).all()
    assert (minutes >= 0).all()
    assert (np.diff(minutes) >= -1e-9).all()


@pytest.mark.parametrize(
    ("data", "peer"),
    [
        (EXAMPLES[1], stats.expon(scale=12)),
        (EXAMPLES[2], stats.triang(c=6 / 21, loc=3, scale=21)),
        ({**EXAMPLES[2], "mode": 3}, stats.triang(c=0, loc=3, scale=21)),
        ({**EXAMPLES[2], "mode": 24}, stats.triang(c=1, loc=3, scale=21)),
        # mean 12, sd 5: sigma2 = ln(1 + 25/144), median 12 exp(-sigma2 / 2); shape 144/25, scale 25/12
        (EXAMPLES[3], stats.lognorm(np.log1p(25 / 144) ** 0.5, scale=12 * (1 + 25 / 144) ** -0.5)),
        (EXAMPLES[4], stats.gamma(144 / 25, scale=25 / 12)),
    ],
)
def test_the_share_that_takes_at_most_so_long_is_that_of_scipy(data, peer):
    minutes = np.array([0.0, 0.5, 3, 5, 9, 12, 20, 24, 100])
    assert READ.validate_python(data).cdf(minutes) == pytest.approx(peer.cdf(minutes), abs=1e-12)
    hours = READ.validate_python({**data, "unit": "hours"})
    assert hours.cdf(minutes * 60) == pytest.approx(peer.cdf(minutes), abs=1e-12)


def test_a_constant_has_taken_its_time_at_that_instant():
    assert READ.validate_python(EXAMPLES[0]).cdf(np.array([11.9, 12.0])).tolist() == [0, 1]


@given(st.sampled_from(EXAMPLES[1:]), st.floats(0, 0.99), st.floats(0, 0.999))
def test_what_has_lasted_so_long_takes_longer(data, quantile, luck):
    """Given T > e, P(T <= t) is (F(t) - F(e)) / (1 - F(e)), which is the luck."""
    duration = READ.validate_python(data)
    elapsed = duration.minutes(np.array([quantile]))
    taken = longer_than(duration, elapsed, np.array([luck]))
    assert taken >= elapsed
    passed = duration.cdf(elapsed)
    assert (duration.cdf(taken) - passed) / (1 - passed) == pytest.approx(luck, abs=1e-6)


def test_half_past_the_half_of_a_triangle_by_hand():
    """low 0, mode 10, high 20, 10 elapsed: quantile 0.5 + 0.5 x 0.75 = 0.875 lies at 15."""
    triangle = READ.validate_python({"distribution": "triangular", "low": 0, "mode": 10, "high": 20})
    assert longer_than(triangle, np.array([10.0]), np.array([0.75])).tolist() == pytest.approx([15])


def test_what_should_be_over_already_ends_at_once():
    constant = READ.validate_python(EXAMPLES[0])
    assert longer_than(constant, np.array([5.0, 30.0]), np.array([0.5, 0.5])).tolist() == [12, 30]
