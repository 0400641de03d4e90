from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from domain.errors import InputError
from domain.eventlog import Origin
from domain.instants import micros_of
from domain.kpi import Period, default_period, last_days, local_span, previous, whole_period
from domain.kpi.period import bins, chart_bins, split
from tests.domain.logs import application, hour, log_of

MOMENT = pd.Timedelta(microseconds=1)


def labels(period: Period, freq: str, zone: str = "UTC") -> list[str]:
    return [label for label, _ in split(period, freq, zone)]


def test_a_period_must_end_after_it_starts() -> None:
    with pytest.raises(InputError, match="end must be after start"):
        Period(hour(2), hour(2))


def test_a_period_without_time_zone_is_refused() -> None:
    with pytest.raises(
        InputError, match="start must carry its time zone, got 2026-03-02 00:00:00 without one"
    ):
        Period(pd.Timestamp("2026-03-02"), hour(2))


def test_equal_instants_in_different_zones_make_equal_periods() -> None:
    assert Period(hour(0).tz_convert("Asia/Shanghai"), hour(1)) == Period(hour(0), hour(1))


def test_the_previous_period_is_as_long_and_ends_where_this_one_starts() -> None:
    assert previous(Period(hour(10), hour(16))) == Period(hour(4), hour(10))


@pytest.mark.parametrize(
    ("days", "freq"), [(2, "hour"), (3, "day"), (62, "day"), (63, "week"), (371, "month")]
)
def test_bins_are_as_wide_as_a_chart_can_show(days: int, freq: str) -> None:
    assert Period(hour(0), hour(24 * days)).freq == freq


def test_the_whole_period_reaches_from_the_first_submission_up_to_and_with_now() -> None:
    log = log_of(100, applications=[application("A1", 5), application("A2", 50)])
    assert whole_period(log, hour(100)) == Period(hour(5), hour(100) + MOMENT)


def test_the_default_period_is_thirty_days_from_a_local_midnight() -> None:
    end = 24 * 200
    both = [application("A1", 0), application("A2", end - 1)]
    log = log_of(end, applications=both, time_zone="Asia/Shanghai")
    # 30 days before 08:00 in Shanghai is 08:00; that day began 8 hours earlier.
    assert default_period(log, hour(end)) == Period(hour(end - 30 * 24 - 8), hour(end) + MOMENT)


def test_the_default_period_of_a_short_log_is_its_last_quarter() -> None:
    log = log_of(40 * 24, applications=[application("A1", 0), application("A2", 40 * 24)])
    assert default_period(log, hour(40 * 24)) == Period(hour(30 * 24), hour(40 * 24) + MOMENT)


def test_an_old_register_is_shown_up_to_the_day_of_its_last_submission() -> None:
    log = log_of(10_000, applications=[application("A1", 0), application("A2", 400)])
    # Hour 400 is 16:00 on the seventeenth day, which ends at 408.
    assert default_period(log, hour(10_000)).end == hour(408)
    assert default_period(replace(log, origin=Origin.LIVE), hour(10_000)).end == hour(10_000) + MOMENT


def test_a_log_without_applications_has_a_default_period_and_a_whole_one() -> None:
    log = log_of(30, applications=[application("A1", 0)]).where(np.array([False]))
    assert default_period(log, hour(30)) == Period(hour(0), hour(30) + MOMENT)
    assert whole_period(log, hour(30)) == Period(hour(30), hour(30) + MOMENT)


def test_a_period_up_to_and_with_midnight_ends_with_the_day_before() -> None:
    # Hour 720 is midnight of 1 April: thirty days are 2 to 31 March, seven are 25 to 31 March.
    month = last_days(hour(720) + MOMENT, 30, "UTC")
    assert (month.start, local_span(month, "UTC")) == (hour(0), (date(2026, 3, 2), date(2026, 3, 31)))
    assert local_span(last_days(hour(720), 7, "UTC"), "UTC") == (date(2026, 3, 25), date(2026, 3, 31))


def test_the_last_days_are_local_and_end_with_that_of_the_end() -> None:
    # 17:00 in London is 01:00 of the next day in Shanghai: one day is that hour, two begin a day before.
    end = hour(17)
    assert last_days(end, 1, "Asia/Shanghai") == Period(hour(16), end)
    assert last_days(end, 2, "Asia/Shanghai") == Period(hour(-8), end)


def test_a_period_is_cut_to_what_it_has_in_common_with_another() -> None:
    log = Period(hour(10), hour(20))
    assert Period(hour(0), hour(15)).within(log) == Period(hour(10), hour(15))
    assert Period(hour(0), hour(99)).within(log) == log
    assert Period(hour(20), hour(99)).within(log) is None


def test_days_weeks_and_months_are_local() -> None:
    # 2026-03-01 20:00 UTC is 04:00 on Monday 2 March in Shanghai.
    period = Period(hour(-4), hour(30))
    assert labels(period, "day", "UTC") == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert labels(period, "day", "Asia/Shanghai") == ["2026-03-02", "2026-03-03"]
    assert labels(period, "week", "UTC") == ["2026-02-23", "2026-03-02"]
    assert labels(period, "month", "UTC") == ["2026-03"]
    # From 05:30 to 07:00 in Kolkata.
    assert labels(Period(hour(0), hour(1.5)), "hour", "Asia/Kolkata") == [
        "2026-03-02T05:00",
        "2026-03-02T06:00",
    ]


def test_a_day_on_which_the_clock_changes_has_23_or_25_hours() -> None:
    # Berlin: 29 March 2026 loses an hour, 25 October gains one.
    def length(day: str) -> float:
        start = pd.Timestamp(day, tz="Europe/Berlin")
        edges = bins(Period(start, start + pd.DateOffset(days=1)), "hour", "Europe/Berlin")
        return len(edges) - 1

    assert (length("2026-03-29"), length("2026-06-01")) == (23, 24)


def test_the_moment_that_holds_a_midnight_is_no_day_of_its_own() -> None:
    assert labels(Period(hour(0), hour(24) + MOMENT), "day") == ["2026-03-02"]


def test_bins_cover_the_period_without_gaps() -> None:
    period = Period(hour(3.5), hour(2000.25))
    for freq in ("hour", "day", "week", "month"):
        parts = [part for _, part in split(period, freq, "America/New_York")]
        assert (parts[0].start, parts[-1].end) == (period.start, period.end)
        assert all(one.end == two.start for one, two in pairwise(parts))


def test_a_stub_of_a_month_is_drawn_with_its_neighbour() -> None:
    # One day of February, March, nine days of April: the day goes to March, nine of 31 days stand.
    period = Period(hour(-48), hour(-24 + 24 * 40))
    february, april = (pd.Timestamp(day, tz="UTC") for day in ("2026-02-28", "2026-04-01"))
    edges = chart_bins(period, "month", "UTC")
    assert edges.tolist() == [micros_of(at) for at in (february, april, period.end)]
    assert chart_bins(Period(hour(-48), hour(48)), "day", "UTC").size == 5


def test_an_unknown_width_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"got 'weak' \(nearest: 'week'\)"):
        bins(Period(hour(0), hour(1)), "weak", "UTC")
