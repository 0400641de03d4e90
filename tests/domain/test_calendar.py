import pickle
from datetime import UTC, date, datetime, timedelta
from typing import cast

import numpy as np
import pandas as pd
import pytest

from domain.calendar import WorkingCalendar
from domain.errors import InputError
from domain.shift import ShiftPattern
from tests.domain.calendars import AMSTERDAM, NIGHTS, OFFICE, OFFICE_WEEK, SEVEN_DAYS, SHANGHAI, shanghai

HOURS = timedelta(hours=1)


def test_work_left_at_closing_time_goes_on_the_next_morning() -> None:
    # Thursday 16:30 to 17:30 is 1 h; Friday 08:30 to 09:30 the second.
    assert OFFICE.add(shanghai("2026-03-05 16:30"), 2 * HOURS) == shanghai("2026-03-06 09:30")


def test_an_amount_that_just_fits_ends_with_the_shift_and_not_with_the_next_start() -> None:
    assert OFFICE.add(shanghai("2026-03-05 16:30"), 1 * HOURS) == shanghai("2026-03-05 17:30")


def test_a_negative_amount_goes_back_to_the_start_of_a_shift() -> None:
    # Friday 09:30 back to 08:30 is 1 h.
    assert OFFICE.add(shanghai("2026-03-06 09:30"), -1 * HOURS) == shanghai("2026-03-06 08:30")
    assert OFFICE.add(shanghai("2026-03-06 09:30"), -2 * HOURS) == shanghai("2026-03-05 16:30")


def test_nothing_added_leaves_an_instant_where_it_is_even_off_duty() -> None:
    night = shanghai("2026-03-05 23:00")
    assert OFFICE.add(night, 0 * HOURS) == night


def test_lunch_and_night_are_not_working_time() -> None:
    # 11:00 to 12:00 is 1 h, 13:30 to 17:30 is 4 h, 08:30 to 09:00 is 0.5 h.
    assert OFFICE.working_time(shanghai("2026-03-05 11:00"), shanghai("2026-03-06 09:00")) == 5.5 * HOURS


def test_working_time_backwards_is_negative() -> None:
    assert OFFICE.working_time(shanghai("2026-03-05 11:00"), shanghai("2026-03-05 10:00")) == -1 * HOURS


def test_the_spring_festival_is_off_and_its_make_up_saturday_is_on() -> None:
    # Saturday 2026-02-14 makes up for the holiday of 15 to 23 February; the day has 7.5 h.
    assert OFFICE.working_time(shanghai("2026-02-14 00:00"), shanghai("2026-02-15 00:00")) == 7.5 * HOURS
    assert OFFICE.next_start(shanghai("2026-02-14 17:30")) == shanghai("2026-02-24 08:30")


def test_a_crew_of_seven_days_works_through_the_holiday() -> None:
    # 15 to 23 February are 9 days of 10 h.
    assert SEVEN_DAYS.working_time(shanghai("2026-02-15 00:00"), shanghai("2026-02-24 00:00")) == 90 * HOURS


def test_make_up_days_are_known_for_announced_years_only() -> None:
    assert OFFICE.announced(2026)
    assert not OFFICE.announced(2031)
    assert SEVEN_DAYS.announced(2031)


def test_lunisolar_holidays_hold_in_years_not_yet_announced() -> None:
    # Spring Festival 2031 begins on 23 January, a Thursday.
    assert not OFFICE.is_working(shanghai("2031-01-23 10:00"))
    assert OFFICE.is_working(shanghai("2031-01-15 10:00"))


def test_a_country_without_yearly_notices_is_always_announced() -> None:
    assert WorkingCalendar("nl", AMSTERDAM, OFFICE_WEEK, country="NL").announced(2031)


def test_a_dated_override_wins_over_the_country() -> None:
    overrides = ((date(2026, 2, 14), False), (date(2026, 2, 23), True))
    calendar = WorkingCalendar("own", SHANGHAI, OFFICE_WEEK, "CN", overrides)
    assert not calendar.is_working(shanghai("2026-02-14 10:00"))
    assert calendar.is_working(shanghai("2026-02-23 10:00"))


def test_a_shift_across_midnight_belongs_to_the_day_on_which_it_starts() -> None:
    off = WorkingCalendar("nights", SHANGHAI, NIGHTS.pattern, None, ((date(2026, 3, 5), False),))
    assert off.is_working(shanghai("2026-03-05 05:00"))
    assert not off.is_working(shanghai("2026-03-05 23:00"))
    assert not off.is_working(shanghai("2026-03-06 05:00"))


def test_crews_of_one_rotation_take_turns() -> None:
    # Day, night, off, off: the offset moves a crew along the cycle.
    cycle, anchor = [["08:00-20:00"], ["20:00-08:00"], [], []], date(2026, 3, 5)
    rotas = [ShiftPattern.rotating(cycle, anchor, offset) for offset in range(4)]
    crews = [WorkingCalendar(f"crew {ahead}", SHANGHAI, rota) for ahead, rota in enumerate(rotas)]
    assert [crew.is_working(shanghai("2026-03-05 12:00")) for crew in crews] == [True, False, False, False]
    assert [crew.is_working(shanghai("2026-03-05 23:00")) for crew in crews] == [False, True, False, False]
    assert [crew.is_working(shanghai("2026-03-05 02:00")) for crew in crews] == [False, False, True, False]


def test_an_absence_takes_time_away() -> None:
    leave = (shanghai("2026-03-05 09:00"), shanghai("2026-03-05 15:00"))
    # 08:30 to 09:00 and 15:00 to 17:30 are left: 3 h.
    absent = OFFICE.without([leave])
    assert absent.working_time(shanghai("2026-03-05 00:00"), shanghai("2026-03-06 00:00")) == 3 * HOURS
    assert absent.next_start(shanghai("2026-03-05 10:00")) == shanghai("2026-03-05 15:00")


def test_absences_that_overlap_count_once() -> None:
    absent = OFFICE.without(
        [
            (shanghai("2026-03-05 13:30"), shanghai("2026-03-05 15:30")),
            (shanghai("2026-03-05 14:30"), shanghai("2026-03-05 16:30")),
        ]
    )
    # 3.5 h in the morning and 16:30 to 17:30.
    assert absent.working_time(shanghai("2026-03-05 00:00"), shanghai("2026-03-06 00:00")) == 4.5 * HOURS


def test_intervals_are_cut_at_both_ends() -> None:
    cut = OFFICE.intervals(shanghai("2026-03-05 10:00"), shanghai("2026-03-05 14:00"))
    expected = [["2026-03-05T02:00", "2026-03-05T04:00"], ["2026-03-05T05:30", "2026-03-05T06:00"]]
    assert cut.tolist() == np.array(expected, "M8[us]").tolist()


def test_there_are_no_intervals_on_a_day_off() -> None:
    assert OFFICE.intervals(shanghai("2026-02-17 00:00"), shanghai("2026-02-18 00:00")).shape == (0, 2)


def test_the_night_on_which_the_clock_goes_forward_is_an_hour_shorter() -> None:
    # Amsterdam, 2026-03-29: 02:00 is followed by 03:00, so 22:00 to 06:00 lasts 7 h.
    evening = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert NIGHTS.working_time(evening, evening + timedelta(days=1)) == 7 * HOURS


def test_the_night_on_which_the_clock_goes_back_is_an_hour_longer() -> None:
    # Amsterdam, 2026-10-25: 02:00 to 03:00 comes twice, so 22:00 to 06:00 lasts 9 h.
    evening = datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert NIGHTS.working_time(evening, evening + timedelta(days=1)) == 9 * HOURS


def test_a_shift_in_the_hour_that_does_not_exist_is_not_worked() -> None:
    calendar = WorkingCalendar("early", AMSTERDAM, ShiftPattern.weekly({"sun": ["02:00-03:00"]}))
    assert (
        calendar.working_time(datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 30, tzinfo=UTC))
        == 0 * HOURS
    )


@pytest.mark.parametrize(
    ("zone", "first"), [(AMSTERDAM, "2026-10-25T00:30"), ("Europe/Dublin", "2026-10-25T00:30")]
)
def test_a_shift_edge_in_the_doubled_hour_is_its_first_occurrence(zone: str, first: str) -> None:
    # 02:30 in Amsterdam (UTC+2, then UTC+1); Dublin doubles 01:00 to 02:00 in the same hour of UTC.
    wall = "02:30" if zone == AMSTERDAM else "01:30"
    calendar = WorkingCalendar("sunday", zone, ShiftPattern.weekly({"sun": [f"{wall}-12:00"]}))
    assert calendar.next_start(datetime(2026, 10, 24, 23, tzinfo=UTC)) == pd.Timestamp(first, tz="UTC")


def test_round_the_clock_is_elapsed_time_even_when_the_clocks_change() -> None:
    always = WorkingCalendar.always(AMSTERDAM)
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert always.add(start, 48 * HOURS) == start + 48 * HOURS


def test_working_days_skip_the_festival_and_count_the_make_up_saturday() -> None:
    # After Thursday 12 February: Fri 13 (1), Sat 14 (2), then Tue 24 (3); 24:00 of that day.
    assert OFFICE.add_working_days(shanghai("2026-02-12 10:00"), 3) == shanghai("2026-02-25 00:00")


def test_the_same_day_can_be_the_first() -> None:
    due = OFFICE.add_working_days(shanghai("2026-03-05 10:00"), 1, "same", "end_of_shift")
    assert due == shanghai("2026-03-05 17:30")


def test_a_day_whose_shift_is_over_is_not_the_first() -> None:
    due = OFFICE.add_working_days(shanghai("2026-03-05 18:00"), 1, "same", "end_of_shift")
    assert due == shanghai("2026-03-06 17:30")


def test_the_first_day_after_a_weekend_is_monday() -> None:
    for first_day in ("same", "next"):
        due = OFFICE.add_working_days(shanghai("2026-03-07 10:00"), 1, first_day)
        assert due == shanghai("2026-03-10 00:00")


def test_absences_do_not_change_what_is_a_working_day() -> None:
    leave = (shanghai("2026-03-06 00:00"), shanghai("2026-03-07 00:00"))
    due = OFFICE.without([leave]).add_working_days(shanghai("2026-03-05 10:00"), 1, until="end_of_shift")
    assert due == shanghai("2026-03-06 17:30")


def test_working_days_between_leave_out_the_first_date_and_count_the_last() -> None:
    # Thu 12 to Tue 24 February: Fri 13, Sat 14, Tue 24.
    assert OFFICE.working_days_between(shanghai("2026-02-12 10:00"), shanghai("2026-02-24 09:00")) == 3
    assert OFFICE.working_days_between(shanghai("2026-02-24 09:00"), shanghai("2026-02-12 10:00")) == -3


def test_fewer_than_one_working_day_is_refused() -> None:
    with pytest.raises(InputError, match="count of working days must be at least 1, got 0"):
        OFFICE.add_working_days(shanghai("2026-03-05 10:00"), 0)


def test_a_column_comes_back_as_the_kind_it_was() -> None:
    index = pd.DatetimeIndex(["2026-03-05 08:30", None], tz=SHANGHAI)
    expected = pd.DatetimeIndex(["2026-03-05 09:30", None], tz=SHANGHAI).tz_convert("UTC")
    assert OFFICE.add(index, HOURS).equals(expected)
    column = pd.Series(index, index=["a", "b"], name="started_at")
    pd.testing.assert_series_equal(
        OFFICE.add(column, HOURS), pd.Series(expected, ["a", "b"], name="started_at"), check_dtype=False
    )
    plain = np.array(["2026-03-05T00:30", "NaT"], "M8[us]")
    assert np.array_equal(
        OFFICE.add(plain, HOURS), np.array(["2026-03-05T01:30", "NaT"], "M8[us]"), equal_nan=True
    )


def test_unknown_stays_unknown() -> None:
    index = pd.DatetimeIndex([None, "2026-03-05 08:30"], tz=SHANGHAI)
    assert OFFICE.working_time(index, shanghai("2026-03-05 09:30")).tolist() == [None, HOURS]
    assert OFFICE.is_working(index).tolist() == [False, True]
    assert pd.isna(OFFICE.next_start(cast(datetime, pd.NaT)))


def test_an_instant_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 3, 5, 8, 30)  # noqa: DTZ001 the point of the test
    with pytest.raises(
        InputError, match="must have a time zone, such as UTC, got 2026-03-05 08:30:00 without one"
    ):
        OFFICE.is_working(naive)
    with pytest.raises(InputError, match="column of instants must have a time zone"):
        OFFICE.is_working(pd.DatetimeIndex(["2026-03-05"]))
    with pytest.raises(InputError, match="array of instants must be of kind datetime64, got int64"):
        OFFICE.is_working(np.array([1]))
    with pytest.raises(InputError, match=r"must be a datetime with a time zone, got datetime\.date"):
        OFFICE.is_working(cast(datetime, date(2026, 3, 5)))


def test_working_days_cannot_be_counted_to_an_unknown_instant() -> None:
    with pytest.raises(InputError, match="between known instants only"):
        OFFICE.working_days_between(shanghai("2026-03-05 10:00"), pd.DatetimeIndex([None], tz="UTC"))


def test_an_unknown_zone_is_answered_with_the_nearest() -> None:
    with pytest.raises(
        InputError, match=r"time zone must be a known word, got 'Asia/Shangai' \(nearest: 'Asia/Shan"
    ):
        WorkingCalendar("office", "Asia/Shangai", OFFICE_WEEK)


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(InputError, match="'country' must be a known word, got 'XX'"):
        WorkingCalendar("office", SHANGHAI, OFFICE_WEEK, country="XX")


def test_an_absence_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InputError, match="Calendar 'office': an absence must end after it starts"):
        OFFICE.without([(shanghai("2026-03-05 10:00"), shanghai("2026-03-05 09:00"))])


def test_a_calendar_that_never_works_cannot_finish_work() -> None:
    never = WorkingCalendar("never", SHANGHAI, ShiftPattern.weekly({}))
    start = shanghai("2026-03-05 10:00")
    assert never.working_time(start, start + 100 * HOURS) == 0 * HOURS
    assert not never.is_working(start)
    with pytest.raises(InputError, match="'never' has too little working time between 1950 and 2100"):
        never.add(start, HOURS)
    with pytest.raises(InputError, match="too little working time"):
        never.next_start(start)


def test_instants_beyond_the_known_years_are_refused() -> None:
    with pytest.raises(InputError, match="knows the years 1951 to 2099, got 9999"):
        OFFICE.is_working(datetime(9999, 12, 31, tzinfo=UTC))


def test_a_long_amount_reaches_beyond_the_years_first_written_out() -> None:
    start = shanghai("2026-03-05 08:30")
    done = SEVEN_DAYS.add(start, timedelta(hours=10 * 365 * 20))
    # 7,300 days of 10 h each: the last hour is that of the 7,300th day, counted from the first.
    assert done == shanghai("2026-03-05 08:30") + timedelta(days=7300)
    assert SEVEN_DAYS.working_time(done, start) == -timedelta(hours=73_000)


def test_a_calendar_is_a_value() -> None:
    OFFICE.is_working(shanghai("2026-03-05 08:30"))
    twin = pickle.loads(pickle.dumps(OFFICE))
    assert twin == OFFICE
    assert hash(twin) == hash(OFFICE)
    assert twin.is_working(shanghai("2026-03-05 08:30"))
