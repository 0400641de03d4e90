"""Distributions: quantiles, means and units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from scenarios.duration import Duration

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
