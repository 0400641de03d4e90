"""Numbers, durations and instants as the reader writes them."""

from datetime import date, tzinfo
from zoneinfo import ZoneInfo

import pandas as pd
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from dashboard.words.languages import LOCALES, language

NONE = "–"
"""What stands for an unknown value."""

_UNITS = {
    "en": {"minutes": "min", "hours": "h", "days": "d"},
    "zh": {"minutes": "分钟", "hours": "小时", "days": "天"},
}
_HOURS_TO_SAY_MINUTES, _HOURS_TO_SAY_DAYS = 1.0, 72.0


def number(value: float | None, digits: int = 1) -> str:
    """Write a number with at most so many decimals, thousands apart."""
    if value is None or pd.isna(value):
        return NONE
    return format_decimal(round(value, digits) + 0.0, format=_pattern("#,##0", digits), locale=_locale())


def percent(share: float | None, digits: int = 1) -> str:
    """Write a share of 1 as a percentage."""
    if share is None or pd.isna(share):
        return NONE
    return format_percent(share, format=_pattern("#,##0", digits) + "%", locale=_locale())


def duration(hours: float | None) -> str:
    """Write a duration given in hours in the unit that reads best: minutes, hours or days."""
    if hours is None or pd.isna(hours):
        return NONE
    unit, factor = best_unit(hours)
    if unit == "minutes" and round(abs(hours) * factor) == 0:
        return f"< 1 {unit_name(unit)}"
    digits = 0 if unit == "minutes" or abs(hours * factor) >= 100 else 1
    return f"{number(hours * factor, digits)} {unit_name(unit)}"


def best_unit(hours: float) -> tuple[str, float]:
    """Choose the unit of a duration, and by what its hours are multiplied."""
    if abs(hours) < _HOURS_TO_SAY_MINUTES and hours != 0:
        return "minutes", 60.0
    return ("hours", 1.0) if abs(hours) < _HOURS_TO_SAY_DAYS else ("days", 1 / 24)


def unit_name(unit: str) -> str:
    """Short name of "minutes", "hours" or "days"."""
    return _UNITS[language()][unit]


def instant(at: pd.Timestamp | None, zone: str) -> str:
    """Write day and time of an instant in a zone."""
    if at is None or pd.isna(at):
        return NONE
    form = {"en": "d MMM y, HH:mm", "zh": "y年M月d日 HH:mm"}[language()]
    return format_datetime(at.to_pydatetime(), form, tzinfo=_zone(zone), locale=_locale())


def column_of_instants() -> str:
    """How a column of instants is written, in the letters of tables that sort: as `instant` writes one."""
    return {"en": "D MMM YYYY, HH:mm", "zh": "YYYY年M月D日 HH:mm"}[language()]


def time_of_day(at: pd.Timestamp, zone: str) -> str:
    """Write the time of day of an instant in a zone."""
    return format_datetime(at.to_pydatetime(), "HH:mm", tzinfo=_zone(zone), locale=_locale())


def day(at: pd.Timestamp | None, zone: str) -> str:
    """Write the day of an instant in a zone."""
    if at is None or pd.isna(at):
        return NONE
    return date_of(at.tz_convert(_zone(zone)).date())


def date_of(local: date) -> str:
    """Write a day of the calendar."""
    form = {"en": "d MMM y", "zh": "y年M月d日"}[language()]
    return format_date(local, form, locale=_locale())


def _pattern(whole: str, digits: int) -> str:
    return f"{whole}.{'#' * digits}" if digits else whole


def _locale() -> str:
    return LOCALES[language()]


def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)
