from datetime import datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.timetable import Until
from domain.work_clock import FirstDay
from tests.domain.calendars import MINUTE, calendars, instants, minutes_worked, works_at

amounts = st.timedeltas(-timedelta(days=40), timedelta(days=40))
shorter = st.integers(0, 2_000).map(lambda minutes: minutes * MINUTE)


@given(calendars(), instants, amounts)
def test_between_undoes_add(calendar: WorkingCalendar, start: datetime, amount: timedelta) -> None:
    assert calendar.working_time(start, calendar.add(start, amount)) == amount


@given(calendars(), instants, amounts, amounts)
def test_more_work_never_ends_earlier(
    calendar: WorkingCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    less, more = sorted((one, other))
    assert calendar.add(start, less) <= calendar.add(start, more)


@given(calendars(), instants, shorter, shorter)
def test_work_done_in_two_parts_ends_as_in_one(
    calendar: WorkingCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    assert calendar.add(calendar.add(start, one), other) == calendar.add(start, one + other)


@given(calendars(), instants, instants, instants)
def test_working_time_adds_up(
    calendar: WorkingCalendar, one: datetime, two: datetime, three: datetime
) -> None:
    parts = calendar.working_time(one, two) + calendar.working_time(two, three)
    assert parts == calendar.working_time(one, three)


@given(calendars(), instants, shorter)
def test_working_time_is_what_a_count_of_minutes_gives(
    calendar: WorkingCalendar, start: datetime, length: timedelta
) -> None:
    assert (
        calendar.working_time(start, start + length)
        == minutes_worked(calendar, start, start + length) * MINUTE
    )


@given(calendars(), instants)
def test_the_next_start_is_the_first_minute_of_work(calendar: WorkingCalendar, at: datetime) -> None:
    start = calendar.next_start(at)
    assert works_at(calendar, start)
    assert calendar.working_time(at, start) == timedelta(0)


@given(calendars(), st.lists(st.tuples(instants, amounts), min_size=1, max_size=20))
def test_a_column_is_answered_like_its_instants(
    calendar: WorkingCalendar, asked: list[tuple[datetime, timedelta]]
) -> None:
    starts = np.array([at.replace(tzinfo=None) for at, _ in asked], "M8[us]")
    ends = calendar.add(starts, np.array([amount for _, amount in asked], "m8[us]"))
    singly = [calendar.add(at, amount).replace(tzinfo=None) for at, amount in asked]
    assert ends.tolist() == singly


@given(calendars(), instants, st.integers(1, 30), st.sampled_from(FirstDay), st.sampled_from(Until))
def test_one_more_working_day_ends_later_and_none_ends_before_its_start(
    calendar: WorkingCalendar, start: datetime, count: int, first_day: FirstDay, until: Until
) -> None:
    end, later = (calendar.add_working_days(start, days, first_day, until) for days in (count, count + 1))
    assert start < end <= later


@given(calendars(), instants, st.integers(1, 30))
def test_counting_the_working_days_gives_back_their_number(
    calendar: WorkingCalendar, start: datetime, count: int
) -> None:
    end = calendar.add_working_days(start, count)
    assert calendar.working_days_between(start, end - timedelta(microseconds=1)) == count
