"""How large a run is expected to be, before it is run."""

import pytest

from domain.errors import InputError
from scenarios import Scenario, load, loads
from scenarios.size import expected_visits
from tests.simulation.small import constant, desk, scenario, scenario_data

HEAD = "extends: one_stop\nname: july\n"


def office(*stages):
    return {name: desk("office", constant(1)) for name in stages}


def test_visits_follow_demand_days_and_the_loops_and_rules_of_the_procedure():
    """100 a day x 2 days x 1.5 scale = 300; a loop of chance 1/2 without end is done twice."""
    tree = {
        "sequence": [
            {"rule": [{"when": {"terrain": ["flat"]}, "then": "ride"}, {"otherwise": "climb"}]},
            {"loop": {"do": "test", "redo": "mend", "probability": 0.5}},
        ]
    }
    data = scenario_data(office("ride", "climb", "test", "mend"), {"office": 1}, tree)
    data["demand"]["scale"] = 1.5
    assert expected_visits(Scenario.from_data(data)) == {
        ("plain", "ride"): 300,
        ("plain", "climb"): 0,
        ("plain", "test"): 600,
        ("plain", "mend"): 300,
    }


def test_a_region_without_demand_brings_nothing_however_long_its_loops():
    tree = {"loop": {"do": "test", "redo": "silent", "probability": 0.999999}}
    still = scenario(office("test"), {"office": 1}, tree, per_day=0.0)
    assert expected_visits(still) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # 60 a day x 100 x (3000 + 35) days = 18,210,000 applications alone.
        (
            "demand: {scale: 100}\nhorizon: {days: 3000}",
            r"demand must bring at most 10,000,000 applications and stage visits in all, "
            r"got \d{3},\d{3},\d{3}, \d\d,\d{3},\d{3} of them at 'scheme_design' of lv_residential\.",
        ),
        # 5.91 a day x 125 days x 1 / (1 - 0.99999) = 73,875,000 visits.
        (
            "tracks: {hv: {procedure: {loop: {do: survey, redo: silent, probability: 0.99999}}}}",
            r"got 73,\d{3},\d{3}, 73,875,000 of them at 'survey' of hv\.",
        ),
    ],
)
def test_a_run_too_large_for_a_machine_is_refused_before_it_begins(text, message):
    with pytest.raises(InputError, match=message) as raised:
        loads(HEAD + text)
    assert "\n" not in str(raised.value)


def test_a_large_run_without_a_visit_is_refused_too():
    data = scenario_data(office("test"), {"office": 1}, "silent", per_day=1e6, days=11)
    with pytest.raises(InputError, match=r"applications and stage visits in all, got 11,000,000\."):
        Scenario.from_data(data)


def test_a_lever_that_makes_a_loop_endless_is_told():
    loop = "{loop: {do: survey, redo: silent, probability: 0.99999}}"
    lever = f"mechanisms: {{zero_approval: {{changes: {{tracks: {{hv: {{procedure: {loop}}}}}}}}}}}\n"
    with pytest.raises(InputError, match=r"lever 'zero_approval' pulled: demand must bring at most"):
        loads(HEAD + lever)


def test_the_library_is_far_from_the_limit():
    """60 a day x 125 days x about ten visits."""
    assert 60_000 < sum(expected_visits(load("one_stop")).values()) < 90_000
