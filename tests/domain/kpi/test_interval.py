import numpy as np
import pytest
from scipy import stats

from domain.kpi.interval import quantile_ranks, student, wilson


def test_wilson_gives_the_textbook_interval() -> None:
    # 8 of 10: Wilson 0.4902 to 0.9433 (Brown, Cai and DasGupta 2001, formula 4).
    low, high = wilson(np.array([8.0]), np.array([10]))
    assert (low[0], high[0]) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))


def test_wilson_stays_between_zero_and_one_and_is_unknown_for_nothing() -> None:
    low, high = wilson(np.array([0.0, 3.0, 0.0]), np.array([5, 3, 0]))
    assert low[0] == 0.0
    assert high[1] == pytest.approx(1.0)
    assert np.isnan([low[2], high[2]]).all()


def test_student_agrees_with_scipy() -> None:
    values = np.array([3.0, 5.0, 9.0, 4.0])
    low, high = student(np.array([values.sum()]), np.array([(values**2).sum()]), np.array([4]))
    expected = stats.t.interval(0.95, 3, loc=values.mean(), scale=stats.sem(values))
    assert (low[0], high[0]) == (pytest.approx(expected[0]), pytest.approx(expected[1]))


def test_one_value_has_no_interval() -> None:
    assert np.isnan(student(np.array([3.0]), np.array([9.0]), np.array([1]))).all()


def test_order_statistics_bound_a_quantile() -> None:
    # n = 16, median: 8 -+ 1.96 * 2 = 4.08 and 11.92, so the 5th and the 12th value: ranks 4 and 11 from 0.
    assert [int(rank[0]) for rank in quantile_ranks(np.array([16]), 0.5)] == [4, 11]


def test_few_values_do_not_bound_a_high_quantile() -> None:
    # n = 16, q = 0.9: 14.4 + 1.96 * 1.2 = 16.75 asks for a 17th value, so there is no interval.
    assert [int(rank[0]) for rank in quantile_ranks(np.array([16]), 0.9)] == [-1, -1]
