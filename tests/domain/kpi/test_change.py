import math

import pytest

from domain.kpi import Figure
from domain.kpi.change import change_interval
from domain.kpi.interval import poisson


def figure(mean: float | None, low: float | None, high: float | None, unit: str = "hours") -> Figure:
    return Figure("some", "all", mean, low, high, 9, unit)


def test_the_interval_of_a_change_joins_the_limits_of_both_sides() -> None:
    # Down: 3 from 10 to its low, 4 from 8 to its high; up: 12 from 10 to its high, 5 from 8 to its low.
    one, other = figure(10, 7, 22), figure(8, 3, 12)
    assert change_interval(one, other) == (2 - 5, 2 + 13)


def test_shares_have_newcombes_interval() -> None:
    # Newcombe 1998, table II, example (a): 56 of 70 against 48 of 80 gives 0.0524 to 0.3339.
    one = figure(56 / 70, 0.6918, 0.8769, "share")
    other = figure(48 / 80, 0.4904, 0.7004, "share")
    assert change_interval(one, other) == pytest.approx((0.0524, 0.3339), abs=2e-4)


def test_counts_have_the_limits_of_a_poisson_number() -> None:
    # Garwood 1936: nothing seen bounds the expectation by -ln 0.025, three by 0.6187 and 8.7673.
    assert poisson(0) == pytest.approx((0, -math.log(0.025)))
    assert poisson(3) == pytest.approx((0.6187, 8.7673), abs=1e-4)
    low, high = change_interval(figure(3, None, None, "cases"), figure(0, None, None, "cases"))
    assert low < 0 < high
    low, _ = change_interval(figure(60, None, None, "cases"), figure(20, None, None, "cases"))
    assert low > 0


@pytest.mark.parametrize("unknown", [figure(None, None, None), figure(5, None, None)])
def test_what_has_no_limits_leaves_the_change_open(unknown: Figure) -> None:
    assert change_interval(figure(9, 8, 10), unknown) == (-math.inf, math.inf)
