"""Variations: what a what-if changes, and what it may not."""

from datetime import date

import pytest

from domain.errors import InputError
from scenarios import Scenario, load
from scenarios.variation import Days


@pytest.fixture(scope="module")
def base():
    return load("one_stop")


def size(scenario, name):
    return next(group.size for group in scenario.workforce.crews if group.name == name)


def test_crews_are_set_by_group_or_by_region_and_skill(base):
    by_name = base.vary(crews={"survey_old_town": 7})
    by_skill = base.vary(crews={("old_town", "survey"): 7})
    assert by_name == by_skill
    assert size(by_name, "survey_old_town") == 7
    assert size(by_name, "survey_north_hills") == size(base, "survey_north_hills")


def test_everything_else_a_what_if_changes(base):
    other = base.vary(
        name="busy",
        desks={"marketing": 9},
        demand_scale=1.2,
        levers={"data_sharing": False},
        dispatch="earliest_deadline",
        days=28,
    )
    assert other.name == "busy"
    assert other.workforce.desks["marketing"].size == 9
    assert other.demand.scale == 1.2
    assert other.levers == {**base.levers, "data_sharing": False}
    assert other.dispatch == "earliest_deadline"
    assert other.horizon.days == 28


def test_the_base_stays_as_it_is(base):
    base.vary(crews={"survey_old_town": 0}, levers={"data_sharing": False})
    assert base == load("one_stop")
    assert base.vary() == base


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"crews": {"survey_oldtown": 1}},
            r"crew group must be a known word, "
            r"got 'survey_oldtown' \(nearest: 'survey_old_town'\)",
        ),
        (
            {"crews": {("old_town", "suvey"): 1}},
            r"one crew group must have skill 'suvey' in region 'old_town', got none",
        ),
        ({"crews": {"survey_old_town": -1}}, r"workforce\.crews\[0\]\.size must be at least 0, got -1\."),
        ({"desks": {"markting": 1}}, r"desk must be a known word, got 'markting' \(nearest: 'marketing'\)"),
        ({"demand_scale": -0.5}, r"demand\.scale must be at least 0, got -0\.5\."),
        ({"demand_scale": 1000.0}, r"demand\.scale must be at most 100, got 1000\.0\."),
        (
            {"levers": {"blimps": True}},
            r"levers\.blimps must name a lever that exists, got 'blimps' \(known: ",
        ),
        ({"dispatch": "lifo"}, r"dispatch must be one of 'fifo', 'earliest_deadline', .* got 'lifo'\."),
        ({"days": 0}, r"horizon\.days must be at least 1, got 0\."),
    ],
)
def test_a_variation_against_the_rules_is_refused(base, change, message):
    with pytest.raises(InputError, match=message):
        base.vary(**change)


def test_the_period_measured_follows_the_warm_up(base):
    """Shanghai is eight hours ahead: local midnight of 2 March is 16:00 UTC of 1 March."""
    assert str(base.period().start) == "2026-03-01 16:00:00+00:00"
    assert base.period().days == 90
    assert base.horizon.covered.days == 90 + 35
    assert base.horizon.covered.end == base.period().end


def test_terms_carry_the_promises_prices_and_calendar(base):
    terms = base.terms()
    assert {level.name for level in terms.service_levels} == set(base.service_levels)
    assert terms.prices["survey"] == 90
    assert terms.calendar.country == "CN"


def test_a_group_that_is_away_keeps_its_roster_but_for_these_days(base):
    other = base.vary(away={"survey_old_town": Days(first=2, lasting=3)})
    group = next(group for group in other.workforce.crews if group.name == "survey_old_town")
    days = [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)]
    assert other.rosters[group.roster].overrides == dict.fromkeys(days, False)
    assert other.rosters[group.roster].shifts == base.rosters["field_daily"].shifts
    others = [one.roster for one in other.workforce.crews if one.name != group.name]
    assert others == [one.roster for one in base.workforce.crews if one.name != group.name]


def test_a_promise_gets_another_amount_in_its_own_unit(base):
    other = base.vary(promises={"residential_48h": 36, "hv_supply_scheme_15_days": 10})
    limits = {name: promise.limit for name, promise in other.service_levels.items()}
    assert limits["residential_48h"] == "36 h elapsed from acceptance.enabled to application.finished"
    assert limits["hv_supply_scheme_15_days"].startswith("10 working days from acceptance.completed")


def test_a_scenario_in_force_is_as_if_it_had_been_read_whole(base):
    smart = base.vary(levers=dict.fromkeys(base.mechanisms, True))
    for scenario in (smart, smart.in_force):
        assert Scenario.model_validate(scenario.model_dump()) == scenario


def test_a_copy_with_other_levers_or_tracks_is_worked_out_anew(base):
    assert base.in_force != base
    assert set(base.procedures) == set(base.tracks)
    copied = base.model_copy(update={"levers": {}, "tracks": {"hv": base.tracks["hv"]}})
    assert set(copied.procedures) == {"hv"}
    assert base.model_copy(update={"levers": {}}).in_force.tracks == base.tracks
