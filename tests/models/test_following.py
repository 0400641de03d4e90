"""What follows drift does so by what was known, and by no more."""

import numpy as np
import pandas as pd
import pytest

from domain.instants import DAY
from models.calibration import expected_calibration_error
from models.features import Features, Moments
from models.features.deadlines import Due
from models.following import RECORD_SPREAD, follow_risk, level_shift


def test_the_shift_weighs_the_record_against_how_far_it_may_be_off() -> None:
    # At the most probable shift: sum of (late - said) = shift / spread^2. Here all of 40 came, said 1/2 each:
    # 40 (1 - s) = a / 0.18^2 with s = 1 / (1 + exp(-a)).
    shift = level_shift(np.full(40, 0.5), np.ones(40, dtype=bool), np.ones(40))
    assert 40 * (1 - 1 / (1 + np.exp(-shift))) == pytest.approx(shift / RECORD_SPREAD**2)
    assert level_shift(np.empty(0), np.empty(0, dtype=bool), np.empty(0)) == 0


def test_a_level_that_is_off_comes_right_once_deadlines_have_passed() -> None:
    rng = np.random.default_rng(8)
    features, due = _daily(4_000, days=40)
    late = rng.random(4_000) < 0.2
    said = np.full(4_000, 0.4)
    moved = follow_risk(said, features, late, due)
    assert (moved[features.moments.at < 2 * DAY] == 0.4).all()
    after = features.moments.at >= 20 * DAY
    assert expected_calibration_error(said[after], late[after]) > 0.15
    assert expected_calibration_error(moved[after], late[after], bins=1) < 0.06


def test_what_becomes_of_deadlines_still_to_come_moves_nothing() -> None:
    rng = np.random.default_rng(9)
    features, due = _daily(400, days=20)
    late, said = rng.random(400) < 0.3, rng.uniform(0.1, 0.6, 400)
    now = 10 * DAY
    other = np.where(due > now, ~late, late)
    up_to = features.moments.at < now + DAY
    first, second = (follow_risk(said, features, one, due)[up_to] for one in (late, other))
    assert (first == second).all()
    assert (follow_risk(said, features, other, due) != follow_risk(said, features, late, due)).any()


def _daily(n: int, days: int) -> tuple[Features, np.ndarray]:  # type: ignore[type-arg]
    """Looks at so many applications, evenly over the days, each due two days on."""
    at = np.arange(n) * days // n * DAY
    none = Due(np.full(n, -1), at, at)
    return Features(pd.DataFrame(index=range(n)), {}, Moments.of(np.arange(n), at), none, none), at + 2 * DAY
