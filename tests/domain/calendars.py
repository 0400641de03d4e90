"""Calendars of the tests, and a slow one that walks minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.shift import DAY_MINUTES, Shift, ShiftPattern

SHANGHAI = "Asia/Shanghai"
AMSTERDAM = "Europe/Amsterdam"
OFFICE_WEEK = ShiftPattern.weekly({"mon-fri": ["08:30-12:00", "13:30-17:30"]})
OFFICE = WorkingCalendar("office", SHANGHAI, OFFICE_WEEK, country="CN")
SEVEN_DAYS = WorkingCalendar("seven days", SHANGHAI, ShiftPattern.weekly({"mon-sun": ["08:00-18:00"]}))
NIGHTS = WorkingCalendar("nights", AMSTERDAM, ShiftPattern.weekly({"mon-sun": ["22:00-06:00"]}))

MINUTE = timedelta(minutes=1)


def shanghai(text: str) -> datetime:
    """The instant at which Shanghai (UTC+8) shows "2026-02-14 08:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(SHANGHAI)).astimezone(UTC)


def works_at(calendar: WorkingCalendar, at: datetime) -> bool:
    """Whether an instant lies in a shift that starts on its local date or on the one before."""
    today = at.astimezone(ZoneInfo(calendar.zone)).date()
    absent = any(start <= at < end for start, end in calendar.absences)
    return not absent and any(
        clock_shows(calendar.zone, day, shift.start_minutes)
        <= at
        < clock_shows(calendar.zone, day, shift.end_minutes)
        for day in (today, today - timedelta(days=1))
        for shift in _shifts(calendar, day)
    )


@lru_cache(maxsize=100_000)
def clock_shows(zone: str, day: date, minutes: int) -> datetime:
    """The first instant at which the local clock shows a time or a later one: every minute is tried."""
    wall = datetime.combine(day, time()) + minutes * MINUTE
    at = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(hours=2)
    while at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wall:
        at += MINUTE
    return at


def minutes_worked(calendar: WorkingCalendar, start: datetime, end: datetime) -> int:
    """Minutes of [start, end) in which work goes on, counted one by one; both on whole minutes."""
    length = (end - start) // MINUTE
    return sum(works_at(calendar, start + minute * MINUTE) for minute in range(length))


def _shifts(calendar: WorkingCalendar, day: date) -> tuple[Shift, ...]:
    on = dict(calendar.overrides).get(day)
    own = calendar.pattern.shifts_on(day)
    if on is False:
        return ()
    return own or (calendar.pattern.make_up if on else ())


@st.composite
def patterns(draw: st.DrawFn) -> ShiftPattern:
    """Cycles of up to eight days with up to two shifts on a day, at least one of them with a shift."""
    days = draw(st.lists(_days, min_size=1, max_size=8))
    return ShiftPattern(((Shift(480, 720),), *days), date(2026, 1, 1), draw(st.integers(-9, 9)))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Any pattern in zones with and without clock changes, with dated exceptions and absences."""
    zone = draw(st.sampled_from([SHANGHAI, AMSTERDAM, "Asia/Kolkata", "America/New_York", "UTC"]))
    day = st.dates(date(2026, 2, 1), date(2026, 12, 1))
    overrides = draw(st.dictionaries(day, st.booleans(), max_size=5))
    absences = draw(st.lists(st.tuples(instants, st.integers(0, 5_000)), max_size=3))
    spans = tuple((start, start + length * MINUTE) for start, length in absences)
    return WorkingCalendar("drawn", zone, draw(patterns()), None, tuple(sorted(overrides.items())), spans)


def _minutes_after(first: datetime, most: int) -> st.SearchStrategy[datetime]:
    return st.integers(0, most).map(lambda minutes: first + minutes * MINUTE)


# Any time of ten months, and the days on which clocks change in Amsterdam and New York.
instants = st.one_of(
    _minutes_after(datetime(2026, 2, 1, tzinfo=UTC), 300 * DAY_MINUTES),
    _minutes_after(datetime(2026, 3, 8, tzinfo=UTC), DAY_MINUTES),
    _minutes_after(datetime(2026, 3, 28, 12, tzinfo=UTC), DAY_MINUTES),
    _minutes_after(datetime(2026, 10, 24, 12, tzinfo=UTC), DAY_MINUTES),
    _minutes_after(datetime(2026, 11, 1, tzinfo=UTC), DAY_MINUTES),
)
_shift = st.builds(
    lambda start, length: Shift(start, start + length), st.integers(0, 1439), st.integers(1, 1440)
)
_days = st.lists(_shift, max_size=2).map(tuple)
