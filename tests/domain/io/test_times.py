from datetime import UTC, datetime

import pyarrow as pa
import pytest

from domain.instants import UNKNOWN
from domain.io.times import parse_times, share_dated


def micros(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "expected", "zoned"),
    [
        ("2026-07-01 08:30", micros(2026, 7, 1, 8, 30), False),
        ("2026-07-01T08:30:15Z", micros(2026, 7, 1, 8, 30, 15), True),
        ("2026-07-01 08:30:00+08:00", micros(2026, 7, 1, 0, 30), True),
        ("2026-07-01 08:30 UTC", micros(2026, 7, 1, 8, 30), True),
        ("2026-07-01T08:30:00.123456789", micros(2026, 7, 1, 8, 30) + 123_456, False),
        ("2026/7/1 8:30", micros(2026, 7, 1, 8, 30), False),
        ("2026年7月1日 08:30", micros(2026, 7, 1, 8, 30), False),
        ("31/12/2026", micros(2026, 12, 31), False),
        ("12/31/2026", micros(2026, 12, 31), False),
        ("03.04.2026 10:00", micros(2026, 4, 3, 10), False),
        ("3/4/2026 1:02:03 PM", micros(2026, 3, 4, 13, 2, 3), False),
        ("1700000000", 1_700_000_000_000_000, True),
        ("1700000000123", 1_700_000_000_123_000, True),
    ],
)
def test_a_time_is_read_as_files_write_it(text: str, expected: int, zoned: bool) -> None:
    times = parse_times(pa.chunked_array([[text]]))
    assert (times.micros[0], times.zoned[0], times.bad[0]) == (expected, zoned, False)


def test_one_day_past_the_twelfth_settles_the_order_of_the_column() -> None:
    times = parse_times(pa.chunked_array([["03/04/2026", "13/04/2026"]]))
    assert times.micros.tolist() == [micros(2026, 4, 3), micros(2026, 4, 13)]


def test_the_order_of_day_and_month_can_be_told() -> None:
    assert parse_times(pa.chunked_array([["03/04/2026"]]), day_first=True).micros[0] == micros(2026, 4, 3)


@pytest.mark.parametrize(
    ("texts", "day_first", "unsettled", "read_day_first"),
    [
        (["01/01/2026", "03/04/2026"], None, "03/04/2026", False),
        (["03.04.2026 10:00"], None, "03.04.2026 10:00", True),
        (["03/04/2026", "13/04/2026"], None, "", True),
        (["03/04/2026", "04/13/2026"], None, "", False),
        (["03/04/2026"], True, "", True),
        (["05/05/2026"], None, "", False),
        (["13/04/2026", "04/13/2026"], None, "", False),
        (["2026-03-04", "2026/3/4"], None, "", False),
    ],
)
@pytest.mark.parametrize("stored_once", [False, True])
def test_a_date_that_could_be_either_is_kept_to_be_told(
    texts: list[str], day_first: bool | None, unsettled: str, read_day_first: bool, stored_once: bool
) -> None:
    column = pa.array(texts).dictionary_encode() if stored_once else pa.array(texts)
    times = parse_times(pa.chunked_array([column]), day_first)
    assert (times.unsettled, times.day_first) == (unsettled, read_day_first)


@pytest.mark.parametrize("text", ["soon", "2026-02-30 10:00", "2026-07-01 25:00", "9999-12-31", "0001-01-01"])
def test_what_is_no_time_of_our_ages_is_bad(text: str) -> None:
    times = parse_times(pa.chunked_array([[text, None, ""]]))
    assert times.bad.tolist() == [True, False, False]
    assert times.micros.tolist() == [UNKNOWN] * 3


def test_a_column_without_hours_says_so() -> None:
    assert parse_times(pa.chunked_array([["2026-07-01", None]])).by_day
    assert not parse_times(pa.chunked_array([["2026-07-01", "2026-07-01 08:00"]])).by_day


def test_values_stored_once_are_read_once_and_blanks_stay_blank() -> None:
    column = pa.chunked_array([pa.array(["2026-07-01", None, "x", "2026-07-01"]).dictionary_encode()])
    times = parse_times(column)
    assert times.micros.tolist() == [micros(2026, 7, 1), UNKNOWN, UNKNOWN, micros(2026, 7, 1)]
    assert times.bad.tolist() == [False, False, True, False]


def test_times_of_an_arrow_type_keep_whether_they_have_a_zone() -> None:
    moment = datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert parse_times(pa.chunked_array([pa.array([moment], pa.timestamp("ms", "Asia/Shanghai"))])).zoned[0]
    assert not parse_times(pa.chunked_array([pa.array([moment.date()])])).zoned[0]


def test_a_column_of_dates_is_told_from_one_of_numbers_before_it_is_read() -> None:
    assert share_dated(pa.chunked_array([["2026-03-02 08:00", "2/3/2026", "20260302", "1772438400"]])) == 1
    assert share_dated(pa.chunked_array([["2026", "1714", "42.2715", "101000295613", "PWDx 08"]])) == 0
    assert share_dated(pa.chunked_array([[]], pa.string())) == 0
