"""The routing table: who is led where, and what a table must not leave open."""

import pytest

from domain.errors import InputError
from scenarios import Scenario, load, loads
from scenarios.asked import asked, regions_asked
from scenarios.routing import Route, shares
from tests.simulation.small import constant, desk, scenario_data

HEAD = "extends: one_stop\nname: july\n"
TABLE = [
    Route(track="urgent", urgency=("emergency",)),
    Route(track="large", category=("industry",), capacity_kw=(100, 1000)),
    Route(track="homes", category=("residential",)),
]


def test_customers_divide_by_how_much_of_the_range_each_route_takes():
    """50.1 to 150 kW are 1,000 tenths; 501 of them, from 100.0, go to the large track, 499 nowhere."""
    found, left = shares(TABLE, "industry", "normal", (50.1, 150))
    assert found == {"large": 0.501}
    assert left == [(501, 999)]
    assert shares(TABLE, "industry", "emergency", (50.1, 150)) == ({"urgent": 1.0}, [])


def test_routes_that_meet_at_a_tenth_of_a_kilowatt_leave_nothing_between():
    table = [Route(track="small", capacity_kw=(0, 100)), Route(track="large", capacity_kw=(100.1, 2000))]
    assert shares(table, "any", "normal", (4, 2000))[1] == []


def test_a_capacity_all_customers_share_is_taken_whole_or_not_at_all():
    assert shares(TABLE, "industry", "normal", (100, 100)) == ({"large": 1.0}, [])
    assert shares(TABLE, "industry", "normal", (99.9, 99.9)) == ({}, [(999, 999)])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("routing: [{track: hvv}]", r"routing\[0\]\.track must name a track, got 'hvv' \(nearest: 'hv'\)\."),
        ("routing: []", r"routing must say who takes which of several tracks, got none for lv_residential"),
        (
            "routing: [{track: hv, category: [industrail]}, {track: lv_residential}]",
            r"routing\[0\]\.category must name a known category, "
            r"got 'industrail' \(nearest: 'industrial'\)\.",
        ),
        (
            "routing: [{track: hv, urgency: [norml]}, {track: lv_residential}]",
            r"routing\[0\]\.urgency must name a known urgency, got 'norml' \(nearest: 'normal'\)\.",
        ),
        ("routing: [{track: hv, capacity_kw: [9, 8]}]", r"routing\[0\]: capacity_kw must not fall, got 9, 8"),
        (
            "demand: {streams: {industrial: {capacity_kw: [9, 8]}}}",
            r"demand\.streams\.industrial: capacity_kw must not fall, got 9, 8",
        ),
        (
            "demand: {streams: {industrial: {urgency: {normal: 0, emergency: 0}}}}",
            r"demand\.streams\.industrial: urgency must hold a weight greater than 0, got only zeros",
        ),
        (
            "routing: [{track: hv, capacity_kw: [1, 1500]}, {track: lv_residential, urgency: [emergency]}]",
            r"demand\.streams\.industrial must bring only customers that a route takes, got none for "
            r"category 'industrial', urgency 'normal', 1500\.1 to 2000 kW\.",
        ),
        (
            "service_levels: {hv_on_site_24h: {applies_to: {urgency: [emergancy]}}}",
            r"applies_to\.urgency must name a known urgency, got 'emergancy'",
        ),
    ],
)
def test_a_table_that_leads_nowhere_is_told_in_one_sentence(text, message):
    with pytest.raises(InputError, match=message) as raised:
        loads(HEAD + text)
    assert "\n" not in str(raised.value)


def test_a_track_no_route_leads_to_is_legal_and_has_no_customers():
    """Its stages ask for no crews: nobody comes."""
    data = scenario_data({"work": desk("office", constant(1))}, {"office": 1})
    visited = {"visit": {"department": "field", "work": {"skill": "fly", "duration": constant(1)}}}
    idle = {"owner": "office", "procedure": "visit", "stages": visited}
    data = {**data, "tracks": {**data["tracks"], "idle": idle}, "routing": [{"track": "plain"}]}
    small = Scenario.from_data(data)
    assert regions_asked(small) == {"plain": ["here"], "idle": []}
    assert {one.track for one in asked(small)} == {"plain"}


def test_what_is_asked_adds_up_to_the_demand():
    """60 a day over 125 days."""
    assert sum(one.applications for one in asked(load("one_stop"))) == pytest.approx(60 * 125)
