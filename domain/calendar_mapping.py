"""A working calendar as plain data, the way a file writes it.

name: office
zone: Asia/Shanghai
country: CN                                            (public holidays off, make-up days on; may be left out)
shifts: {mon-fri: ["08:30-12:00", "13:30-17:30"]}      (or `always`)
cycle: [["08:00-20:00"], ["20:00-08:00"], [], []]      (a rotation, instead of shifts, with its anchor)
anchor: 2026-01-01
offset: 1
overrides: {2027-02-13: on, 2026-12-24: off}
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.calendar import WorkingCalendar
from domain.errors import InputError, must, must_be_one_of
from domain.holiday import read_day, read_overrides
from domain.shift import ShiftPattern

_KEYS = ("name", "zone", "country", "shifts", "cycle", "anchor", "offset", "overrides")


def read_calendar(mapping: object) -> WorkingCalendar:
    """Read a calendar.

    Raises
    ------
    InputError : an unknown key, none or both of shifts and cycle, or a value that breaks its rule.
    """
    if not isinstance(mapping, Mapping):
        raise InputError(f"A calendar must map keys to values, got {mapping!r}.")
    for key in mapping:
        must_be_one_of(key, _KEYS, "Calendar: key")
    name, zone = (_text(mapping, key) for key in ("name", "zone"))
    country = _text(mapping, "country") if "country" in mapping else None
    overrides = read_overrides(mapping.get("overrides", {}))
    return WorkingCalendar(name, zone, _pattern(mapping), country, overrides)


def _pattern(mapping: Mapping[str, Any]) -> ShiftPattern:
    must(("shifts" in mapping) != ("cycle" in mapping), "A calendar must have either 'shifts' or 'cycle'.")
    if "cycle" in mapping:
        must(
            "anchor" in mapping,
            "A calendar with a 'cycle' must have an 'anchor', the date on which it begins.",
        )
        return _rotation(mapping["cycle"], read_day(mapping["anchor"], "Calendar key 'anchor'"), mapping)
    shifts = mapping["shifts"]
    if shifts == "always":
        return ShiftPattern.always()
    if not isinstance(shifts, Mapping):
        raise InputError(f"Calendar key 'shifts' must map weekdays to shifts or be 'always', got {shifts!r}.")
    return ShiftPattern.weekly(shifts)


def _rotation(cycle: object, anchor: date, mapping: Mapping[str, Any]) -> ShiftPattern:
    if not isinstance(cycle, list):
        raise InputError(f"Calendar key 'cycle' must list the shifts of each day, got {cycle!r}.")
    offset = mapping.get("offset", 0)
    must(type(offset) is int, f"Calendar key 'offset' must be a whole number of days, got {offset!r}.")
    return ShiftPattern.rotating(cycle, anchor, offset)


def _text(mapping: Mapping[str, Any], key: str) -> str:
    value = mapping.get(key)
    if not isinstance(value, str):
        raise InputError(f"Calendar key {key!r} must be text, got {value!r}.")
    return value
