from datetime import UTC, datetime, timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.shift import ShiftPattern
from tests.domain.calendars import NIGHTS, OFFICE, SHANGHAI, calendars, shanghai

MONDAY = shanghai("2026-03-02 00:00")
HOUR = 60.0
DAY = 24 * HOUR


def test_minutes_count_from_the_epoch() -> None:
    view = OFFICE.minutes_view(MONDAY)
    # Monday 08:30 to 12:00 and 13:30 to 17:30.
    assert view.starts[:2] == [8.5 * HOUR, 13.5 * HOUR]
    assert view.ends[:2] == [12 * HOUR, 17.5 * HOUR]
    assert view.cumulative[:3] == [0, 3.5 * HOUR, 7.5 * HOUR]


def test_work_left_at_closing_time_goes_on_the_next_morning() -> None:
    assert OFFICE.minutes_view(MONDAY).add(16.5 * HOUR, 2 * HOUR) == DAY + 9.5 * HOUR


def test_work_that_just_fits_ends_with_the_shift() -> None:
    assert OFFICE.minutes_view(MONDAY).add(16.5 * HOUR, HOUR) == 17.5 * HOUR


def test_no_work_off_duty_is_done_at_once() -> None:
    assert OFFICE.minutes_view(MONDAY).add(2 * HOUR, 0) == 2 * HOUR


def test_next_start_is_now_on_duty_and_the_next_shift_off_duty() -> None:
    view = OFFICE.minutes_view(MONDAY)
    assert [view.next_start(now * HOUR) for now in (0, 9, 12)] == [8.5 * HOUR, 9 * HOUR, 13.5 * HOUR]


def test_before_the_epoch_nobody_is_on_duty() -> None:
    view = NIGHTS.minutes_view(MONDAY)
    assert not view.is_working(-HOUR)
    # Monday 00:00 in Shanghai is Sunday 17:00 in Amsterdam: the shift starts five hours later.
    assert view.next_start(-HOUR) == 5 * HOUR
    assert view.add(-HOUR, 10) == 5 * HOUR + 10


def test_a_shift_that_is_going_on_at_the_epoch_is_worked_from_then_on() -> None:
    view = OFFICE.minutes_view(shanghai("2026-03-02 10:00"))
    assert view.is_working(0)
    assert view.ends[0] == 2 * HOUR


def test_the_view_goes_on_for_as_long_as_it_is_asked() -> None:
    view = WorkingCalendar.always().minutes_view(datetime(2026, 1, 1, tzinfo=UTC))
    ten_years = 3652 * DAY
    assert view.add(0, ten_years) == ten_years
    assert view.is_working(2 * ten_years)


def test_far_ahead_the_view_still_agrees_with_the_calendar() -> None:
    view = OFFICE.minutes_view(MONDAY)
    start = MONDAY + timedelta(days=4000, hours=20)
    assert MONDAY + timedelta(minutes=view.next_start(4000 * DAY + 20 * HOUR)) == OFFICE.next_start(start)


def test_a_crew_without_shifts_never_finishes() -> None:
    view = WorkingCalendar("never", SHANGHAI, ShiftPattern.weekly({})).minutes_view(MONDAY)
    assert view.add(0, 1) == inf
    assert view.next_start(0) == inf
    assert not view.is_working(0)


minutes = st.integers(0, 200_000)


@given(calendars(), st.lists(st.tuples(minutes, st.integers(0, 10_000)), min_size=1, max_size=10))
def test_the_view_gives_what_the_calendar_gives(
    calendar: WorkingCalendar, asked: list[tuple[int, int]]
) -> None:
    epoch = datetime(2026, 2, 20, tzinfo=UTC)
    view = calendar.minutes_view(epoch)
    for now, amount in asked:
        at = epoch + timedelta(minutes=now)
        finish = calendar.add(at, timedelta(minutes=amount))
        assert view.add(now, amount) == pytest.approx((finish - epoch) / timedelta(minutes=1), abs=1e-6)
        assert view.is_working(now) == calendar.is_working(at)
        start = (calendar.next_start(at) - epoch) / timedelta(minutes=1)
        assert view.next_start(now) == pytest.approx(start, abs=1e-6)
