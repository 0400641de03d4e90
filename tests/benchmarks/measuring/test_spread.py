import pytest

from benchmarks.measuring.spread import Spread, ratio, spread
from domain.errors import InputError


def test_a_spread_is_the_middle_value_with_the_least_and_the_greatest() -> None:
    assert spread([3.0, 9.0, 1.0]) == Spread(median=3.0, low=1.0, high=9.0, n=3)


def test_the_middle_of_two_values_lies_between_them() -> None:
    assert spread([1.0, 4.0]).median == 2.5


def test_no_value_has_no_spread() -> None:
    with pytest.raises(InputError, match="at least 1 value"):
        spread([])


def test_a_ratio_is_taken_pair_by_pair() -> None:
    # 2/1, 6/2, 20/5 = 2, 3, 4: that the last pair was slow on both sides does not show.
    assert ratio([2.0, 6.0, 20.0], [1.0, 2.0, 5.0]) == Spread(3.0, 2.0, 4.0, 3)


def test_sides_with_different_repeats_are_refused() -> None:
    with pytest.raises(InputError, match="got 2 and 1"):
        ratio([1.0, 2.0], [1.0])
