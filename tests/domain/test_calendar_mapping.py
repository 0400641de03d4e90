from typing import Any

import pytest
import yaml

from domain.calendar import WorkingCalendar
from domain.calendar_mapping import read_calendar
from domain.errors import InputError
from tests.domain.calendars import OFFICE, shanghai

OFFICE_FILE = """
name: office
zone: Asia/Shanghai
country: CN
shifts: {mon-fri: ["08:30-12:00", "13:30-17:30"]}
"""


def read(text: str) -> WorkingCalendar:
    return read_calendar(yaml.safe_load(text))


def test_a_file_says_what_the_office_is() -> None:
    assert read(OFFICE_FILE) == OFFICE


def test_overrides_are_written_as_on_and_off() -> None:
    # YAML reads a bare on and off as true and false; quoted they stay words.
    calendar = read(OFFICE_FILE + "overrides: {2026-02-14: off, '2026-02-23': 'on'}")
    assert not calendar.is_working(shanghai("2026-02-14 10:00"))
    assert calendar.is_working(shanghai("2026-02-23 10:00"))


def test_a_rotation_is_written_as_a_cycle_with_its_anchor() -> None:
    rota = "name: rota\nzone: Asia/Shanghai\ncycle: [['08:00-20:00'], []]\nanchor: 2026-03-05\n"
    assert read(rota).is_working(shanghai("2026-03-05 10:00"))
    assert not read(rota + "offset: 1").is_working(shanghai("2026-03-05 10:00"))


def test_always_is_round_the_clock() -> None:
    assert read("{name: a, zone: UTC, shifts: always}").is_working(shanghai("2026-02-17 03:00"))


BASE: dict[str, Any] = {"name": "office", "zone": "Asia/Shanghai", "shifts": "always"}
ROTA: dict[str, Any] = {"name": "rota", "zone": "UTC", "cycle": [["08:00-12:00"]], "anchor": "2026-03-05"}


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (BASE | {"shift": []}, r"Calendar: key must be a known word, got 'shift' \(nearest: 'shifts'\)"),
        ({"name": "a", "zone": "UTC"}, "either 'shifts' or 'cycle'"),
        (BASE | ROTA, "either 'shifts' or 'cycle'"),
        ({"zone": "UTC", "shifts": "always"}, "'name' must be text, got None"),
        (BASE | {"shifts": "never"}, "must map weekdays to shifts or be 'always', got 'never'"),
        ({**ROTA, "cycle": "08:00-12:00"}, "'cycle' must list the shifts of each day"),
        ({**ROTA, "offset": "1"}, "'offset' must be a whole number of days, got '1'"),
        ({**ROTA, "anchor": "soon"}, "'anchor' must be a date such as 2026-02-14, got 'soon'"),
        ({key: ROTA[key] for key in ("name", "zone", "cycle")}, "must have an 'anchor'"),
        (BASE | {"overrides": ["2026-02-14"]}, "'overrides' must map dates to on or off"),
        (
            BASE | {"overrides": {"2026-02-30": True}},
            "Overrides: a key must be a date such as 2026-02-14, got '2026-02-30'",
        ),
        (
            BASE | {"overrides": {"2026-02-14": "of"}},
            r"value of 2026-02-14 must be a known word, got 'of' \(nearest: 'off'\)",
        ),
        (["office"], "A calendar must map keys to values"),
    ],
)
def test_a_calendar_that_breaks_a_rule_is_answered_in_one_sentence(mapping: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_calendar(mapping)
