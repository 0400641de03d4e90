"""Terms as a file: under which calendar, promises and prices a log that somebody else wrote is judged.

calendar: {name: office, zone: Europe/Amsterdam, shifts: {mon-fri: ["08:30-17:00"]}}
service_levels:
  permit_8_weeks:
    limit: 56 days elapsed from application.submitted to application.finished, stops for permit
    label: {en: Permit within eight weeks, zh: 八周内答复}
prices: {General: 60, Experts: 95}            (CNY per hour, by skill or department)

Every key may be left out.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.calendar import WorkingCalendar
from domain.calendar_mapping import read_calendar
from domain.errors import InputError, must_be_one_of
from domain.service_level import read_service_levels
from domain.terms import Terms
from domain.yaml_text import read_yaml

_KEYS = ("calendar", "service_levels", "prices")


def read_terms(path: Path, time_zone: str) -> Terms:
    """Read a terms file.

    Parameters
    ----------
    time_zone : IANA zone of the log, for the calendar in which every hour counts where the file has none.

    Raises
    ------
    InputError : broken YAML, an unknown key, or a value that breaks its rule; it begins with the file.
    """
    where = f"Terms file {path.name!r}"
    content = read_yaml(path, where)
    for key in content:
        must_be_one_of(key, _KEYS, f"{where}: key")
    try:
        return _terms(content, time_zone)
    except InputError as error:
        raise InputError(f"{where}: {error}") from error


def _terms(content: Mapping[str, Any], time_zone: str) -> Terms:
    calendar = content.get("calendar")
    return Terms(
        calendar=WorkingCalendar.always(time_zone) if calendar is None else read_calendar(calendar),
        service_levels=read_service_levels(content.get("service_levels", {})),
        prices=_prices(content.get("prices", {})),
    )


def _prices(prices: object) -> dict[str, float]:
    if not isinstance(prices, Mapping):
        raise InputError(f"'prices' must map skills or departments to CNY per hour, got {prices!r:.60}.")
    for name, price in prices.items():
        if isinstance(price, bool) or not isinstance(price, int | float):
            raise InputError(f"price of '{name}' must be a number of CNY per hour, got {price!r:.60}.")
    return {str(name): float(price) for name, price in prices.items()}
