"""Public holidays and the make-up working days that pay for some of them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays
import numpy as np

from domain.errors import InputError, must_be_one_of

FIRST_YEAR, LAST_YEAR = 1950, 2100
LAST_INSTANT = int(np.datetime64(f"{LAST_YEAR - 1}-12-31", "us").view(np.int64))

Exceptions = Mapping[date, bool]


@lru_cache(maxsize=64)
def public_exceptions(country: str, first_year: int, last_year: int) -> Exceptions:
    """Dates on which a country departs from its week: False is a holiday, True a make-up working day.

    Make-up days come from the yearly notice and exist only for announced years; of later years the
    lunisolar and fixed holidays hold, a holiday on a weekend moving to the next working day.

    Parameters
    ----------
    country : ISO 3166 code, such as "CN".
    first_year, last_year : inclusive; a notice may name make-up days in the December before its year.
    """
    years = range(max(first_year, FIRST_YEAR), min(last_year + 1, LAST_YEAR) + 1)
    known = holidays.country_holidays(country, years=years)
    return dict.fromkeys(known, False) | dict.fromkeys(known.weekend_workdays, True)


@lru_cache(maxsize=16)
def announced_years(country: str) -> frozenset[int] | None:
    """Years whose holiday notice is known, or None where the law fixes holidays without a yearly notice.

    Source: the notices of the General Office of the State Council as kept by the `holidays` package.
    """
    if country != "CN":
        return None
    return frozenset(holidays.country_holidays(country).special_public_holidays)


def must_be_country(country: str) -> None:
    """Refuse a country for which no public holidays are known."""
    must_be_one_of(
        country, list(holidays.list_supported_countries(include_aliases=False)), "Calendar key 'country'"
    )


def read_overrides(mapping: object) -> tuple[tuple[date, bool], ...]:
    """Dated exceptions of one's own, {2027-02-13: on, 2026-12-24: off}, in order of date.

    Parameters
    ----------
    mapping : date or ISO text -> "on" | "off"; YAML reads a bare on or off as true or false, which is the
        same.
    """
    if not isinstance(mapping, Mapping):
        raise InputError(f"Calendar key 'overrides' must map dates to on or off, got {mapping!r}.")
    return tuple(
        sorted((read_day(day, "Overrides: a key"), _is_on(day, word)) for day, word in mapping.items())
    )


def read_day(day: object, where: str) -> date:
    """Read a date, or its ISO text.

    Parameters
    ----------
    where : subject of the message, such as "Calendar key 'anchor'".
    """
    if type(day) is date:
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise InputError(f"{where} must be a date such as 2026-02-14, got {day!r}.") from None


def _is_on(day: object, word: object) -> bool:
    if isinstance(word, bool):
        return word
    must_be_one_of(word, ("on", "off"), f"Overrides: the value of {day}")
    return word == "on"
