import pytest

from dashboard.words import speaking
from dashboard.words.amounts import amounts


@pytest.mark.parametrize(
    ("unit", "largest", "value", "difference", "written", "apart"),
    [
        ("hours", 60.0, 59.06, -8.94, "59.1 h", "−8.9 h"),
        ("hours", 96.0, 96.0, 12.0, "4 d", "+0.5 d"),
        ("share", 1.0, 0.983, -0.011, "98.3%", "−1.1 pp"),
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


@pytest.mark.parametrize(
    ("interval", "written"),
    [
        ((-0.075, -0.014), ["−0.075", "−0.014"]),  # two digits of 0.014 are three decimals
        ((-9.5, -8.4), ["−9.5", "−8.4"]),
        ((-0.09, 0.0003), ["−0.09", "0"]),  # 0 lies within, so the far end decides
        ((0.0000012, 1.0), ["0", "+1"]),  # two digits would be seven decimals
        ((None, None), ["–", "–"]),
    ],
)
def test_an_interval_that_leaves_out_0_is_not_written_as_ending_there(
    interval: tuple[float | None, float | None], written: list[str]
) -> None:
    chosen = amounts("hours", 60.0, interval)
    assert [chosen.bare(one) for one in interval] == written
    assert chosen.value(59.0612) == "59.1 h"


def test_what_is_unknown_is_a_dash() -> None:
    chosen = amounts("hours", 1.0)
    assert (chosen.value(None), chosen.difference(None), chosen.bare(None)) == ("–", "–", "–")


def test_a_difference_of_shares_is_in_points_in_chinese_too() -> None:
    with speaking("zh"):
        assert amounts("share", 1.0).difference(0.05) == "+5 个百分点"
