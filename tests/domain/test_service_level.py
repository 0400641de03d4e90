from datetime import date

import pandas as pd
import pytest
import yaml

from domain.condition import Condition
from domain.errors import InputError
from domain.service_level import ServiceLevel, Standing, in_force, read_service_levels

TEXT = "48 h elapsed from acceptance.enabled to application.finished"
FILE = f"""
powered_in_48h:
  limit: {TEXT}
  label: {{en: Powered within 48 h, zh: 48小时通电}}
  standing: promised
  source: one-stop service paper
  effective_from: 2024-01-01
  applies_to: {{track: lv_residential}}
scheme_answer:
- limit: 15 working days from scheme_design.enabled to scheme_design.completed
  standing: statutory
- limit: 10 working days from scheme_design.enabled to scheme_design.completed
  standing: statutory
  effective_from: 2026-07-01
"""


def test_a_file_says_what_is_promised_to_whom_since_when_and_who_says_so() -> None:
    level, *_ = read_service_levels(yaml.safe_load(FILE))
    assert str(level.limit) == TEXT
    assert level.label["zh"] == "48小时通电"
    assert (level.standing, level.effective_from) == (Standing.PROMISED, date(2024, 1, 1))
    assert level.applies_to.holds({"track": "lv_residential"})
    assert not level.applies_to.holds({"track": "hv"})


def test_a_service_level_reads_back_what_it_writes() -> None:
    for level in read_service_levels(yaml.safe_load(FILE)):
        text = yaml.safe_dump(level.to_mapping(), allow_unicode=True)
        assert ServiceLevel.from_mapping(level.name, yaml.safe_load(text)) == level


def test_the_version_that_holds_is_the_last_to_have_become_effective() -> None:
    levels = read_service_levels(yaml.safe_load(FILE))
    amounts = [
        {level.name: int(level.limit.amount) for level in in_force(levels, on)}
        for on in (date(2023, 12, 31), date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert amounts == [
        {"scheme_answer": 15},
        {"scheme_answer": 15, "powered_in_48h": 48},
        {"scheme_answer": 10, "powered_in_48h": 48},
    ]


def test_a_service_level_can_be_hashed() -> None:
    assert len(set(read_service_levels(yaml.safe_load(FILE)))) == 3


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"limt": TEXT}, r"Service level 'x': key must be a known word, got 'limt' \(nearest: 'limit'\)"),
        ({"source": "law"}, "Service level 'x' must have the key 'limit', got source"),
        ({"limit": "48 h"}, "Service level 'x': limit: Time limit '48 h', character 5"),
        ({"limit": TEXT, "standing": "promise"}, r"standing must be a known word, .*nearest: 'promised'"),
        (
            {"limit": TEXT, "effective_from": "2026"},
            "effective_from must be a date such as 2026-02-14, got '2026'",
        ),
        ({"limit": TEXT, "label": "48 h"}, "label must map languages to text, got '48 h'"),
        ({"limit": TEXT, "label": {"fr": "48 h"}}, "language of the label must be a known word, got 'fr'"),
        ({"limit": TEXT, "source": 7}, "source must be text, got 7"),
        ({"limit": TEXT, "applies_to": "hv"}, "applies_to must map attributes to values, got 'hv'"),
        ({"limit": TEXT, "applies_to": {"track": []}}, "track must allow at least one value"),
        ({"limit": TEXT, "applies_to": {"track": [1]}}, "must name attributes and values by text, got 1"),
        (TEXT, "must be a mapping with the key 'limit'"),
    ],
)
def test_a_service_level_that_breaks_a_rule_is_answered_in_one_sentence(
    mapping: object, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read_service_levels({"x": mapping})


def test_two_versions_from_the_same_date_are_refused() -> None:
    with pytest.raises(InputError, match="'x' must differ in effective_from, got None twice"):
        read_service_levels({"x": [{"limit": TEXT}, {"limit": TEXT}]})


def test_service_levels_must_be_named() -> None:
    with pytest.raises(InputError, match="must map names to service levels"):
        read_service_levels([TEXT])
    with pytest.raises(InputError, match="must have a name"):
        read_service_levels({"": {"limit": TEXT}})


def test_a_condition_picks_the_rows_that_have_every_attribute() -> None:
    applications = pd.DataFrame({"track": ["hv", "hv", None], "terrain": ["urban", "mountain", "urban"]})
    both = Condition.from_mapping({"track": "hv", "terrain": ["urban", "rural"]}, "applies_to")
    assert both.mask(applications).tolist() == [True, False, False]
    assert Condition().mask(applications).all()
    assert not Condition((("source", ("dual",)),)).mask(applications).any()
