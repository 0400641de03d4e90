from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from domain.shift import Shift, ShiftPattern


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("08:30-12:00", 510, 720),
        ("22:00-06:00", 1320, 1800),
        ("00:00-24:00", 0, 1440),
        ("8:00-8:00", 480, 1920),
    ],
)
def test_a_shift_is_read_in_minutes_of_its_day(text: str, start: int, end: int) -> None:
    assert Shift.parse(text) == Shift(start, end)


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_a_shift_reads_back_what_it_writes(start: int, length: int) -> None:
    shift = Shift(start, start + length)
    assert Shift.parse(str(shift)) == shift


@pytest.mark.parametrize("text", ["8-12", "08:60-12:00", "", None, 830])
def test_a_shift_that_cannot_be_read_is_answered_with_how_to_write_one(text: object) -> None:
    with pytest.raises(InputError, match=r"must be written like '08:30-17:30' or '22:00-06:00', got"):
        Shift.parse(text)


def test_times_beyond_midnight_are_refused() -> None:
    with pytest.raises(InputError, match="must end by 24:00 or on the next day, got '08:00-24:30'"):
        Shift.parse("08:00-24:30")
    with pytest.raises(InputError, match="must start between 00:00 and 23:59"):
        Shift.parse("25:00-08:00")


def test_a_shift_of_no_length_or_of_more_than_a_day_is_refused() -> None:
    for end in (480, 480 + 1441):
        with pytest.raises(InputError, match="more than 0 and at most 24 hours"):
            Shift(480, end)


def test_weekdays_not_named_are_off() -> None:
    week = ShiftPattern.weekly({"mon-wed": ["08:00-12:00"], "sat": ["09:00-10:00"]})
    # 2026-03-02 is a Monday.
    shifts = [len(week.shifts_on(date(2026, 3, day))) for day in range(2, 9)]
    assert shifts == [1, 1, 1, 0, 0, 1, 0]


def test_a_rotation_repeats_after_its_cycle() -> None:
    rota = ShiftPattern.rotating([["08:00-20:00"], [], []], anchor=date(2026, 3, 2))
    assert [rota.position(date(2026, 3, day)) for day in (1, 2, 3, 4, 5)] == [2, 0, 1, 2, 0]


def test_an_unknown_weekday_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"weekday must be a known word, got 'thur' \(nearest: 'thu'\)"):
        ShiftPattern.weekly({"mon-thur": ["08:00-12:00"]})


@pytest.mark.parametrize(
    ("shifts", "message"),
    [
        ({"fri-mon": ["08:00-12:00"]}, "'fri-mon': the weekdays must run from Monday to Sunday"),
        ({"mon-fri": ["08:00-12:00"], "fri": ["13:00-14:00"]}, "'fri' must be given once"),
        ({"mon": ["08:00-12:00", "11:00-14:00"]}, "overlap: 08:00-12:00 and 11:00-14:00"),
        ({"mon": "08:00-12:00"}, "must be a list such as"),
    ],
)
def test_a_week_that_contradicts_itself_is_refused(shifts: dict[str, list[str]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        ShiftPattern.weekly(shifts)


def test_a_pattern_without_days_is_refused() -> None:
    with pytest.raises(InputError, match="at least one day in its cycle"):
        ShiftPattern(())
