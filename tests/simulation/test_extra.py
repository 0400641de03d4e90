"""Surges and requests: who comes beside the usual customers, and that nobody else notices."""

import numpy as np
import pytest

from domain.errors import InputError
from scenarios import Scenario
from simulation.arrivals import arrivals
from simulation.customers import customers_of, sites_of
from simulation.run import run
from tests.simulation.small import constant, desk, scenario_data

DAY = 1440
HEAT = {"name": "heat", "start": "2026-03-05", "days": 3, "factor": 0.5}
CLINIC = {"name": "clinic", "at": "2026-03-04 09:30", "stream": "plain", "region": "here"}


def data_with(**demand):
    data = scenario_data({"work": desk("office", constant(1))}, {"office": 1}, days=10)
    data["regions"]["there"] = {**data["regions"]["here"], "latitude": 31.2}
    data["demand"]["streams"]["plain"]["per_day"]["there"] = 60.0
    data["demand"].update(demand)
    return data


def scenario_with(**demand):
    return Scenario.from_data(data_with(**demand))


def drawn(of):
    return customers_of("plain", arrivals(of, 1, 0), of.routes)


def facts(of):
    """Printed number -> instant, region, capacity, site and luck of a stage."""
    customers = drawn(of)
    sites, luck = sites_of(customers, of), customers.uniforms("work", 0, "work")
    columns = (customers.submitted_minutes, customers.region, sites.latitude, sites.longitude, luck)
    return dict(zip(customers.numbers, zip(*(one.tolist() for one in columns), strict=True), strict=True))


@pytest.mark.parametrize("scale", [0.4, 1.0, 1.7])
def test_a_surge_and_a_request_change_nobody_elses_arrival_number_site_or_luck(scale):
    usual = facts(scenario_with(scale=scale))
    more = facts(scenario_with(scale=scale, surges=[HEAT], requests=[CLINIC]))
    assert {number: more[number] for number in usual} == usual
    extra = set(more) - set(usual)
    assert {number.split("-")[0] for number in extra} == {"heat", "clinic"}
    assert [number for number in extra if number.startswith("clinic")] == ["clinic-000001"]


def test_one_surge_changes_nothing_about_another():
    flood = {**HEAT, "name": "flood", "regions": ["there"]}
    alone = facts(scenario_with(surges=[HEAT]))
    both = facts(scenario_with(surges=[flood, HEAT]))
    assert {number: both[number] for number in alone} == alone


def test_a_surge_brings_its_factor_on_its_days_only():
    """Half of 160 a day over days 4 to 6: 240 expected, a standard deviation of 15.5."""
    further = {number: of for number, of in facts(scenario_with(surges=[HEAT])).items() if "heat" in number}
    assert len(further) == pytest.approx(240, abs=4 * 15.5)
    days = np.array([minutes for minutes, *_ in further.values()]) // DAY
    assert set(days) == {3, 4, 5}


def test_a_surge_in_numbers_needs_no_usual_customers():
    """20 a day from "there" over three days: 60 expected, a standard deviation of 7.7."""
    surge = {"name": "storm", "start": "2026-03-05", "days": 3, "per_day": 20.0, "regions": ["there"]}
    data = data_with(surges=[surge])
    data["demand"]["streams"]["plain"]["per_day"] = {}
    customers = drawn(Scenario.from_data(data))
    assert len(customers) == pytest.approx(60, abs=4 * 7.7)
    assert set(customers.region) == {1}


def test_a_surge_takes_the_streams_it_names():
    data = data_with(surges=[{**HEAT, "streams": ["other"]}])
    data["demand"]["streams"]["other"] = {**data["demand"]["streams"]["plain"], "category": "else"}
    log = run(Scenario.from_data(data), seed=1)
    further = log.applications[log.applications["application_id"].str.startswith("heat-")]
    assert set(further["category"]) == {"else"}


def test_a_surge_grows_with_demand_and_keeps_whom_it_has():
    fewer, more = (facts(scenario_with(scale=scale, surges=[HEAT])) for scale in (1.0, 1.5))
    assert {number: more[number] for number in fewer} == fewer


def test_a_request_applies_at_its_local_time_where_and_for_what_it_states():
    """09:30 on the third day in Shanghai, whose day begins at the run's first midnight."""
    stated = {"latitude": 31.5, "longitude": 117.5, "capacity_kw": 630.0, "urgency": "emergency"}
    data = data_with(requests=[{**CLINIC, **stated}])
    data["horizon"]["time_zone"] = "Asia/Shanghai"
    data["demand"]["streams"]["plain"]["urgency"] = {"normal": 1, "emergency": 0}
    log = run(Scenario.from_data(data), seed=1)
    [clinic] = log.applications[log.applications["application_id"] == "clinic-000001"].itertuples()
    assert str(clinic.submitted_at.tz_convert("Asia/Shanghai")) == "2026-03-04 09:30:00+08:00"
    told = (clinic.latitude, clinic.longitude, clinic.capacity_kw, clinic.urgency)
    assert told == (31.5, 117.5, 630.0, "emergency")


def test_a_request_comes_once_at_any_scale():
    for scale in (0.0, 0.5, 2.5):
        numbers = list(facts(scenario_with(scale=scale, requests=[CLINIC])))
        assert [number for number in numbers if "clinic" in number] == ["clinic-000001"]


def test_a_run_cut_short_before_them_brings_nobody_of_them():
    """Two days end before the clinic applies on the third and the heat begins on the fourth."""
    of = scenario_with(surges=[HEAT], requests=[CLINIC])
    assert [number for number in facts(of.vary(days=2)) if "-" in number] == []


def test_days_of_another_year_are_a_slip():
    with pytest.raises(InputError, match=r"surges\[0\] must have a day of the run, 2026-03-02 to 2026-03-11"):
        scenario_with(surges=[{**HEAT, "start": "2025-03-05"}])
    with pytest.raises(InputError, match=r"requests\[0\].at must be in the run, .* got '2026-03-12 00:00'"):
        scenario_with(requests=[{**CLINIC, "at": "2026-03-12 00:00"}])


def test_a_request_that_no_route_takes_is_told():
    with pytest.raises(InputError, match=r"requests.clinic must bring only customers that a route takes"):
        Scenario.from_data(
            {
                **data_with(requests=[{**CLINIC, "capacity_kw": 99.0}]),
                "routing": [{"track": "plain", "capacity_kw": [0, 10]}],
            }
        )


def test_a_region_that_only_a_surge_asks_needs_crews():
    data = data_with(surges=[{"name": "s", "start": "2026-03-05", "days": 3, "per_day": 2.0}])
    data["demand"]["streams"]["plain"]["per_day"] = {"here": 10.0}
    Scenario.from_data(data)
    data["stages"]["work"] = {"department": "field", "work": {"skill": "dig", "duration": constant(9)}}
    crew = {"name": "c", "region": "here", "skills": ["dig"], "size": 1, "roster": "always"}
    data["workforce"]["crews"] = [{**crew, "department": "field"}]
    data["demand"]["surges"][0]["regions"] = ["there"]
    with pytest.raises(InputError, match=r"crew group with skill 'dig' in there"):
        Scenario.from_data(data)
