import pytest

from dashboard.words import speaking
from dashboard.words.amounts import amounts


@pytest.mark.parametrize(
    ("unit", "largest", "value", "difference", "written", "apart"),
    [
        ("hours", 60.0, 59.06, -8.94, "59.1 h", "−8.9 h"),
        ("hours", 96.0, 96.0, 12.0, "4 d", "+0.5 d"),
        ("share", 1.0, 0.983, -0.011, "98.3%", "−1.1 points"),
        ("CNY", 600.0, 574.3, 26.1, "574.3 CNY", "+26.1 CNY"),
        ("cases/day", 60.0, 57.3, 0.0, "57.3 a day", "0 a day"),
        ("cases", 12345.0, 12345.4, -0.2, "12,345", "0"),
    ],
)
def test_values_and_differences_of_one_figure_share_a_unit(
    unit: str, largest: float, value: float, difference: float, written: str, apart: str
) -> None:
    chosen = amounts(unit, largest)
    assert (chosen.value(value), chosen.difference(difference)) == (written, apart)


def test_what_is_unknown_is_a_dash() -> None:
    chosen = amounts("hours", 1.0)
    assert (chosen.value(None), chosen.difference(None), chosen.bare(None)) == ("–", "–", "–")


def test_a_difference_of_shares_is_in_points_in_chinese_too() -> None:
    with speaking("zh"):
        assert amounts("share", 1.0).difference(0.05) == "+5 个百分点"
