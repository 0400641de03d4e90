import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from domain.errors import InputError
from simulation.statistics import (
    Interval,
    Verdict,
    holm,
    mean_interval,
    paired_difference,
    ratio_of_means,
    replications_needed,
    verdict,
)

NAN = float("nan")


def test_the_interval_of_a_mean_is_students_t() -> None:
    # mean 2, deviation 1, so the error is 1 / sqrt(3) = 0.57735; t(97.5 %, 2) = 4.30265; reach 2.48414
    found = mean_interval([1.0, 2.0, 3.0])
    assert (found.mean, found.n) == (2.0, 3)
    assert (found.low, found.high) == pytest.approx((-0.48414, 4.48414), abs=1e-5)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_interval_and_p_value_of_a_mean_equal_scipys(confidence: float) -> None:
    values = np.random.default_rng(4).normal(5, 2, 17)
    reference = stats.ttest_1samp(values, 0.0)
    expected = reference.confidence_interval(confidence)
    found = mean_interval(values, confidence)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    assert found.p_value == pytest.approx(reference.pvalue)


def test_one_replication_has_a_mean_and_no_interval() -> None:
    assert mean_interval([7.0]) == Interval(7.0, None, None, 1)


def test_a_replication_without_the_figure_is_left_out() -> None:
    assert mean_interval([NAN, 1.0, 2.0, 3.0]) == mean_interval([1.0, 2.0, 3.0])
    assert mean_interval([NAN]) == Interval(None, None, None, 0)


def test_a_confidence_outside_zero_and_one_is_refused() -> None:
    with pytest.raises(InputError, match="confidence must lie between 0 and 1, got 95"):
        mean_interval([1.0, 2.0], confidence=95)


def test_pairing_takes_out_the_chance_both_sides_share() -> None:
    # differences 1, 1, 2: mean 4/3, deviation 0.57735, however far the pairs are from each other
    found = paired_difference([10.0, 200.0, 3000.0], [11.0, 201.0, 3002.0])
    assert found.mean == pytest.approx(4 / 3)
    assert found.high is not None
    assert found.high - 4 / 3 == pytest.approx(4.30265 * 0.57735 / np.sqrt(3), abs=1e-4)


def test_a_pair_with_one_side_unknown_is_left_out() -> None:
    assert paired_difference([1.0, NAN, 3.0], [2.0, 5.0, 7.0]) == paired_difference([1.0, 3.0], [2.0, 7.0])


def test_sides_of_unequal_length_are_refused() -> None:
    with pytest.raises(InputError, match="as many on both sides, got 2 and 1"):
        paired_difference([1.0, 2.0], [1.0])


def test_the_ends_of_fiellers_interval_are_where_the_paired_test_just_rejects() -> None:
    rng = np.random.default_rng(7)
    base = rng.normal(50, 8, 12)
    other = 0.7 * base + rng.normal(0, 3, 12)
    found = ratio_of_means(base, other)
    assert found.mean == pytest.approx(other.mean() / base.mean())
    for end in (found.low, found.high):
        assert end is not None
        assert stats.ttest_1samp(other - end * base, 0.0).pvalue == pytest.approx(0.05)


def test_a_proportional_change_has_a_certain_ratio() -> None:
    found = ratio_of_means([20.0, 22.0, 24.0], [10.0, 11.0, 12.0])
    assert (found.mean, found.low, found.high) == pytest.approx((0.5, 0.5, 0.5))


def test_a_base_not_told_from_zero_has_no_finite_ratio_interval() -> None:
    found = ratio_of_means([-1.0, 1.0, 0.5], [2.0, 3.0, 4.0])
    assert found.mean == pytest.approx(18.0)
    assert (found.low, found.high) == (None, None)


def test_a_ratio_to_nothing_is_unknown() -> None:
    assert ratio_of_means([0.0, 0.0], [1.0, 2.0]) == Interval(None, None, None, 2)


def test_zeros_in_some_replications_do_not_trouble_the_ratio() -> None:
    found = ratio_of_means([0.2, 0.0, 0.3, 0.25, 0.2], [0.1, 0.0, 0.0, 0.1, 0.05])
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.05 / 0.19 < found.high


def test_holm_multiplies_the_smallest_by_the_number_of_tests() -> None:
    # sorted 0.01 x 3 = 0.03, 0.02 x 2 = 0.04, 0.5 x 1
    assert holm([0.5, 0.01, 0.02]) == pytest.approx([0.5, 0.03, 0.04])


def test_holm_never_orders_two_tests_the_other_way_round() -> None:
    # 0.02 x 2 = 0.04, then 0.03 x 1 is raised to 0.04
    assert holm([0.03, 0.02]) == pytest.approx([0.04, 0.04])


def test_a_figure_without_a_test_does_not_make_the_others_stricter() -> None:
    assert holm([None, 0.04]) == [None, 0.04]


@given(st.lists(st.floats(0, 1), max_size=12))
def test_an_adjusted_p_value_lies_between_the_raw_one_and_bonferronis(raw: list[float]) -> None:
    for p, adjusted in zip(raw, holm(raw), strict=True):
        assert adjusted is not None
        assert p <= adjusted <= min(1.0, p * len(raw)) + 1e-12


def difference(low: float, high: float, p_value: float) -> Interval:
    return Interval((low + high) / 2, low, high, 10, p_value)


@pytest.mark.parametrize(
    ("low", "high", "p", "expected"),
    [
        (-4.0, -2.0, 0.001, Verdict.BETTER),
        (2.0, 4.0, 0.001, Verdict.WORSE),
        (-0.9, 0.8, 0.9, Verdict.NO_DIFFERENCE_THAT_MATTERS),
        (-0.9, -0.1, 0.01, Verdict.NO_DIFFERENCE_THAT_MATTERS),
        (-3.0, 1.0, 0.3, Verdict.NOT_ENOUGH_EVIDENCE),
        (-1.4, -0.2, 0.01, Verdict.NOT_ENOUGH_EVIDENCE),
    ],
)
def test_verdicts_on_hours_where_one_hour_matters(
    low: float, high: float, p: float, expected: Verdict
) -> None:
    assert verdict(difference(low, high, p), "lower", matters=1.0) is expected


def test_the_wished_direction_decides_between_better_and_worse() -> None:
    assert verdict(difference(2.0, 4.0, 0.001), "higher", matters=1.0) is Verdict.BETTER
    assert verdict(difference(-4.0, -2.0, 0.001), "higher", matters=1.0) is Verdict.WORSE


def test_a_figure_looked_at_among_many_needs_stronger_evidence() -> None:
    shown = difference(-4.0, -1.0, 0.02)
    assert verdict(shown, "lower", 1.0) is Verdict.BETTER
    assert verdict(shown, "lower", 1.0, p_value=0.2) is Verdict.NOT_ENOUGH_EVIDENCE


def test_one_replication_is_not_enough_evidence() -> None:
    assert verdict(mean_interval([-9.0]), "lower", 1.0) is Verdict.NOT_ENOUGH_EVIDENCE


def test_equal_results_are_no_difference_even_where_every_difference_matters() -> None:
    assert verdict(mean_interval([0.0, 0.0]), "lower", 0.0) is Verdict.NO_DIFFERENCE_THAT_MATTERS


def test_a_negative_smallest_difference_is_refused() -> None:
    with pytest.raises(InputError, match="must be at least 0, got -1"):
        verdict(mean_interval([1.0, 2.0]), "lower", matters=-1.0)


def test_the_replications_needed_are_the_first_whose_interval_is_narrow_enough() -> None:
    values = [-1.0, -9.0, -5.0, -3.0, -7.0]  # mean -5, deviation sqrt(10) = 3.162
    needed = replications_needed(values, matters=1.0)
    # reach of n: t(97.5 %, n - 1) x 3.162 / sqrt(n): n = 4 gives 5.03 > 5, n = 5 gives 3.93 <= 5
    assert needed == 5


def test_ten_times_the_spread_needs_about_a_hundred_times_the_replications() -> None:
    signs = np.array([-1.0, 1.0] * 5)  # deviation 1.054, so n = (1.96 x 1.054 x spread / 2)^2 for many
    narrow = replications_needed(-2 + 5 * signs, matters=0.5)
    wide = replications_needed(-2 + 50 * signs, matters=0.5)
    assert narrow == pytest.approx(26.7, abs=4)
    assert wide == pytest.approx(2668, abs=4)


def test_replications_needed_is_unknown_without_a_spread_to_judge_by() -> None:
    assert replications_needed([3.0], matters=1.0) is None


def test_differences_that_never_vary_need_no_more_replications() -> None:
    assert replications_needed([3.0, 3.0], matters=1.0) == 2


def test_a_difference_just_at_what_matters_asks_for_more_than_can_be_run() -> None:
    assert replications_needed([0.0, 1.999_999], matters=1.0) is None


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    # 2,000 studies of 8 pairs at 90 %: expected 1,800, deviation 13.4; six deviations allowed either way
    rng = np.random.default_rng(11)
    base = rng.normal(40, 5, (2000, 8))
    other = base * 0.8 + rng.normal(0, 2, (2000, 8))
    held = np.zeros(2)
    for before, after in zip(base, other, strict=True):
        apart = paired_difference(before, after, 0.9)
        ratio = ratio_of_means(before, after, 0.9)
        held += [_holds(apart, -8.0), _holds(ratio, 0.8)]
    assert ((held > 1720) & (held < 1880)).all()


def _holds(interval: Interval, truth: float) -> bool:
    assert interval.low is not None
    assert interval.high is not None
    return interval.low <= truth <= interval.high
