from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.due import due_at, extended_due
from domain.holds import Holds
from domain.service_level import ServiceLevel
from domain.time_limit_text import parse_time_limit
from tests.domain.calendars import OFFICE, SHANGHAI, calendars, instants, shanghai

HOURS = timedelta(hours=1)
Hold = tuple[datetime, datetime | None, str]


def level(amount: str, clauses: str = "") -> ServiceLevel:
    return ServiceLevel("x", parse_time_limit(f"{amount} from survey.enabled to survey.completed{clauses}"))


def due(amount: str, start: str, clauses: str = "", holds: Sequence[tuple[str, str | None]] = ()) -> str:
    """When an amount runs out in the office calendar, all in Shanghai time."""
    spans: list[Hold] = [
        (shanghai(begun), None if ended is None else shanghai(ended), "permit") for begun, ended in holds
    ]
    end = due_at(level(amount, clauses), shanghai(start), OFFICE, Holds.of(spans))
    return "unknown" if pd.isna(end) else end.astimezone(ZoneInfo(SHANGHAI)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("amount", "start", "end"),
    [
        # Low-voltage residential, 48 h from acceptance: over a weekend as on any day.
        ("48 h elapsed", "2026-03-06 15:20", "2026-03-08 15:20"),
        # High-voltage on site, an emergency powered, an online application answered: all within 24 h.
        ("24 h elapsed", "2026-02-16 23:30", "2026-02-17 23:30"),
        # The customer confirms or objects to the scheme within 12 h.
        ("12 h elapsed", "2026-03-05 18:00", "2026-03-06 06:00"),
        # A call-back one week after energization.
        ("7 days elapsed", "2026-03-05 10:00", "2026-03-12 10:00"),
        # 30 minutes; half an hour is the same.
        ("30 min elapsed", "2026-03-05 23:45", "2026-03-06 00:15"),
        ("0.5 h elapsed", "2026-03-05 23:45", "2026-03-06 00:15"),
    ],
)
def test_elapsed_hours_run_through_nights_weekends_and_holidays(amount: str, start: str, end: str) -> None:
    assert due(amount, start) == end


def test_working_hours_run_while_the_office_works() -> None:
    # Friday 13 February 15:30 to 17:30 is 2 h, Saturday 14 (make-up) 7.5 h; 0.5 h is left for Tuesday 24.
    assert due("10 working hours", "2026-02-13 15:30") == "2026-02-24 09:00"


# Working days around the Spring Festival of 2026: Saturday 14 February is worked, Sunday 15 to Monday 23
# February are off, Saturday 28 February is worked again. So the working days are
#   February 9-14 | 24-28 | March 2-6 | 9-13 | 16-20 | 23-27 ...
@pytest.mark.parametrize(
    ("amount", "start", "end"),
    [
        # Supply scheme, one source, accepted Monday 9: 10-14 are days 1-5, 24-28 6-10, March 2-6 11-15.
        ("15 working days", "2026-02-09 10:00", "2026-03-07 00:00"),
        # Two sources, accepted the same day: March 9-13 are days 16-20, 16-20 days 21-25, 23-27 days 26-30.
        ("30 working days", "2026-02-09 10:00", "2026-03-28 00:00"),
        # Design review, accepted Thursday 12: 13, 14 are days 1-2, 24-28 days 3-7, March 2-4 days 8-10.
        ("10 working days", "2026-02-12 16:00", "2026-03-05 00:00"),
        # Inspection, accepted on the make-up Saturday 14: 24-28 are days 1-5.
        ("5 working days", "2026-02-14 09:00", "2026-03-01 00:00"),
        # Meter and connection, accepted in the holiday (Wednesday 18): counting begins on Tuesday 24 as well.
        ("5 working days", "2026-02-18 09:00", "2026-03-01 00:00"),
    ],
)
def test_the_chinese_stage_limits_count_from_the_next_working_day(amount: str, start: str, end: str) -> None:
    assert due(amount, start) == end


def test_the_last_day_may_end_with_the_shift() -> None:
    assert due("5 working days", "2026-02-14 09:00", ", due end of shift") == "2026-02-28 17:30"


def test_the_day_of_acceptance_may_be_the_first() -> None:
    # 14 February is day 1, 24 to 27 are days 2 to 5.
    assert due("5 working days", "2026-02-14 09:00", ", first day same") == "2026-02-28 00:00"


STOPS = ", stops for permit"


def test_waiting_for_the_customer_stops_the_clock() -> None:
    # 48 h from Friday 15:20, 3 h of them held.
    held = [("2026-03-07 09:00", "2026-03-07 12:00")]
    assert due("48 h elapsed", "2026-03-06 15:20", STOPS, held) == "2026-03-08 18:20"


def test_a_hold_that_the_service_level_does_not_name_does_not_stop_it() -> None:
    held = [("2026-03-07 09:00", "2026-03-07 12:00")]
    assert due("48 h elapsed", "2026-03-06 15:20", ", stops for weather", held) == "2026-03-08 15:20"


def test_only_the_part_of_a_hold_after_the_start_counts() -> None:
    held = [("2026-03-06 12:20", "2026-03-06 16:20")]
    assert due("48 h elapsed", "2026-03-06 15:20", STOPS, held) == "2026-03-08 16:20"


def test_a_hold_that_begins_when_the_time_is_up_comes_too_late() -> None:
    held = [("2026-03-08 15:20", "2026-03-09 15:20")]
    assert due("48 h elapsed", "2026-03-06 15:20", STOPS, held) == "2026-03-08 15:20"


def test_a_second_hold_counts_if_it_begins_before_the_moved_end() -> None:
    # Moved to 18:20 by the first, so 16:00 to 17:00 still stops it.
    held = [("2026-03-08 16:00", "2026-03-08 17:00"), ("2026-03-07 09:00", "2026-03-07 12:00")]
    assert due("48 h elapsed", "2026-03-06 15:20", STOPS, held) == "2026-03-08 19:20"


def test_holds_that_overlap_count_once() -> None:
    held = [("2026-03-07 09:00", "2026-03-07 12:00"), ("2026-03-07 10:00", "2026-03-07 13:00")]
    assert due("48 h elapsed", "2026-03-06 15:20", STOPS, held) == "2026-03-08 19:20"


def test_nothing_is_due_while_an_open_hold_stops_the_clock() -> None:
    assert due("48 h elapsed", "2026-03-06 15:20", STOPS, [("2026-03-07 09:00", None)]) == "unknown"
    assert due("48 h elapsed", "2026-03-06 15:20", STOPS, [("2026-03-09 09:00", None)]) == "2026-03-08 15:20"


def test_a_hold_counts_in_working_hours_only_while_the_office_works() -> None:
    # Thursday 17:00 to Friday 09:00 holds 0.5 h of Thursday and 0.5 h of Friday.
    held = [("2026-03-05 17:00", "2026-03-06 09:00")]
    # 2 h from Thursday 16:30: 0.5 h before the hold, 1.5 h after it.
    assert due("2 working hours", "2026-03-05 16:30", STOPS, held) == "2026-03-06 10:30"


def test_a_working_day_that_ends_in_a_hold_does_not_count() -> None:
    # Accepted Thursday 26 February: Fri 27, Sat 28, Mon 2 would be days 1 to 3. Held from Saturday 28 10:00
    # to Tuesday 3 15:00, which takes Sat 28 and Mon 2 out: Fri 27, Tue 3, Wed 4.
    held = [("2026-02-28 10:00", "2026-03-03 15:00")]
    assert due("3 working days", "2026-02-26 10:00", STOPS, held) == "2026-03-05 00:00"


def test_a_hold_inside_one_working_day_takes_none_away() -> None:
    held = [("2026-02-27 10:00", "2026-02-27 15:00")]
    assert due("3 working days", "2026-02-26 10:00", STOPS, held) == "2026-03-03 00:00"


def test_a_hold_on_the_uncounted_day_of_acceptance_takes_none_away() -> None:
    held = [("2026-02-26 12:00", "2026-02-27 09:00")]
    assert due("3 working days", "2026-02-26 10:00", STOPS, held) == "2026-03-03 00:00"


def test_a_deadline_without_holds_needs_none() -> None:
    start = shanghai("2026-03-05 09:00")
    assert due_at(level("4 h elapsed", STOPS), start, OFFICE) == start + 4 * HOURS


def test_each_deadline_of_a_column_gets_the_holds_of_its_application() -> None:
    holds = pd.DataFrame(
        {
            "application": [1, 1, 0],
            "cause": pd.Categorical(["permit", "weather", "permit"]),
            "started_at": pd.DatetimeIndex(["2026-03-05 10:00", "2026-03-05 11:00", None], tz="UTC"),
            "ended_at": pd.DatetimeIndex(["2026-03-05 12:00", "2026-03-05 15:00", None], tz="UTC"),
        }
    )
    starts = pd.Series(
        pd.DatetimeIndex(["2026-03-05 09:00", "2026-03-05 09:00", "2026-03-05 11:30", None], tz="UTC")
    )
    ends = due_at(
        level("4 h elapsed", STOPS), starts, OFFICE, Holds.of_applications(holds, np.array([0, 1, 1, 1]))
    )
    # 13:00 for application 0, whose hold never began; 15:00 after 2 h held; 16:00 after the half hour left.
    assert ends.dt.hour.fillna(-1).tolist() == [13, 15, 16, -1]


def recorded(at: str, holds: Sequence[tuple[str, str]]) -> str:
    """A due instant recorded for a start on Thursday 26 February 10:00, moved by holds, in Shanghai time."""
    start, end = (pd.DatetimeIndex([shanghai(text)]) for text in ("2026-02-26 10:00", at))
    spans: list[Hold] = [(shanghai(begun), shanghai(ended), "permit") for begun, ended in holds]
    moved = extended_due(level("3 working days", STOPS), start, end, OFFICE, Holds.of(spans))
    return moved.tz_convert(SHANGHAI)[0].strftime("%Y-%m-%d %H:%M")


def test_a_recorded_due_instant_is_moved_by_the_working_days_held() -> None:
    # Saturday 28 February and Monday 2 March end in the hold: two days later than Monday is Wednesday.
    assert recorded("2026-03-03 00:00", [("2026-02-28 10:00", "2026-03-03 15:00")]) == "2026-03-05 00:00"


def test_a_recorded_due_instant_inside_a_day_stays_when_no_day_was_held() -> None:
    assert recorded("2026-03-02 12:00", [("2026-02-28 10:00", "2026-02-28 15:00")]) == "2026-03-02 12:00"


starts_of_holds = st.tuples(st.integers(-2_000, 30_000), st.integers(0, 10_000))
limits = st.sampled_from(
    [
        level("48 h elapsed", STOPS),
        level("20 working hours", STOPS),
        level("5 working days", STOPS),
        level("4 working days", ", first day same, due end of shift" + STOPS),
    ]
)


def spans_after(start: datetime, drawn: list[tuple[int, int]]) -> list[Hold]:
    begun = [(start + timedelta(minutes=after), length) for after, length in drawn]
    return [(at, at + timedelta(minutes=length), "permit") for at, length in begun]


@given(limits, calendars(), instants, st.lists(starts_of_holds, max_size=4), starts_of_holds)
def test_one_more_hold_never_brings_the_end_forward(
    promise: ServiceLevel,
    calendar: WorkingCalendar,
    start: datetime,
    drawn: list[tuple[int, int]],
    more: tuple[int, int],
) -> None:
    fewer, further = (
        due_at(promise, start, calendar, Holds.of(spans_after(start, held)))
        for held in (drawn, [*drawn, more])
    )
    assert start < fewer <= further


@given(limits, calendars(), instants, st.lists(starts_of_holds, max_size=4))
def test_nothing_falls_due_inside_a_hold_that_stops_it(
    promise: ServiceLevel, calendar: WorkingCalendar, start: datetime, drawn: list[tuple[int, int]]
) -> None:
    spans = spans_after(start, drawn)
    end = due_at(promise, start, calendar, Holds.of(spans))
    assert not any(begun < end < ended for begun, ended, _ in spans if ended is not None)


@given(calendars(), instants, st.lists(starts_of_holds, max_size=4))
def test_working_hours_outside_holds_are_those_of_a_calendar_without_them(
    calendar: WorkingCalendar, start: datetime, drawn: list[tuple[int, int]]
) -> None:
    spans = spans_after(start, drawn)
    absent = calendar.without([(begun, ended) for begun, ended, _ in spans if ended is not None])
    end = due_at(level("20 working hours", STOPS), start, calendar, Holds.of(spans))
    assert end == absent.add(start, 20 * HOURS)
