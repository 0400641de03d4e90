"""Who applies when: arrivals follow their profile, and customers keep their luck."""

from datetime import date

import numpy as np
import pytest

from scenarios import Scenario, load
from scenarios.demand import Stream
from simulation.arrivals import Block, arrivals, numbered
from simulation.customers import customers_of, sites_of
from simulation.intensity import Hours
from simulation.place import distance, point
from simulation.run import run
from tests.simulation.small import constant, desk, scenario_data, stream_data

HOMES = Stream.model_validate(stream_data("anyone"))


def stream(**more):
    data = scenario_data({"work": desk("office", constant(1))}, {"office": 1}, days=14)
    data["demand"]["streams"]["plain"].update(per_day={"here": 200.0}, **more)
    return Scenario.from_data(data)


def drawn(of, seed=1, replication=0):
    return customers_of("plain", arrivals(of, seed, replication), of.routes)


def test_as_many_apply_as_expected():
    """200 a day over 14 days: 2,800 expected, a standard deviation of 53."""
    assert len(drawn(stream())) == pytest.approx(2800, abs=4 * 53)


def test_arrivals_follow_the_hours_of_the_day():
    """Three times as many from 12:00 as before: a quarter in the morning."""
    minutes = drawn(stream(hours=[1] * 12 + [3] * 12)).submitted_minutes
    assert ((minutes % 1440) < 720).mean() == pytest.approx(0.25, abs=0.04)


def test_arrivals_follow_the_weekdays():
    """The run begins on a Monday; Sundays are off."""
    minutes = drawn(stream(weekdays=[1, 1, 1, 1, 1, 1, 0])).submitted_minutes
    assert set((minutes // 1440 % 7).astype(int)) == {0, 1, 2, 3, 4, 5}


def test_hours_without_demand_have_none():
    minutes = drawn(stream(hours=[0] * 9 + [1] * 8 + [0] * 7)).submitted_minutes
    hours = minutes % 1440 / 60
    assert (hours >= 9).all()
    assert (hours <= 17).all()


def test_a_public_holiday_has_its_factor():
    """1 May 2026, a Friday, is off in China, the day before is not; factor 0 leaves no application there."""
    base = load("one_stop")
    hours = Hours.of(base)
    first_day = base.horizon.covered.start.tz_convert("Asia/Shanghai").date()
    of_may = slice(*((date(2026, 5, 1) - first_day).days * 24 + hour for hour in (0, 24)))
    before = slice(of_may.start - 24, of_may.start)
    assert hours.holiday[of_may].all()
    assert not hours.holiday[before].any()
    quiet = base.demand.streams["industrial"].model_copy(update={"holiday": 0.0})
    expected = np.diff(hours.expected(quiet, 6.0))
    assert expected[of_may].sum() == 0
    assert expected[before].sum() > 5


def test_expected_arrivals_add_up_to_the_daily_mean_over_a_week():
    of = stream(weekdays=[3, 1, 1, 1, 1, 0.5, 0.5], hours=list(range(24)))
    expected = Hours.of(of).expected(of.demand.streams["plain"], 200.0)
    # March's weight is 1 and so is the mean of the months.
    assert expected[7 * 24] == pytest.approx(7 * 200)


def test_replications_are_different_customers_and_a_seed_is_the_same():
    of = stream()
    assert np.array_equal(drawn(of).submitted_minutes, drawn(of).submitted_minutes)
    assert not np.array_equal(
        drawn(of).submitted_minutes[:50], drawn(of, replication=1).submitted_minutes[:50]
    )
    assert not np.array_equal(drawn(of).submitted_minutes[:50], drawn(of, seed=2).submitted_minutes[:50])


def test_luck_belongs_to_what_it_is_about():
    customers = drawn(stream())
    survey = customers.uniforms("survey", 0, "work")
    assert np.array_equal(survey, customers.uniforms("survey", 0, "work"))
    for other in (("survey", 1, "work"), ("design", 0, "work"), ("survey", 0, "hold")):
        assert abs(np.corrcoef(survey, customers.uniforms(*other))[0, 1]) < 0.1
    assert survey.mean() == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("scale", [0.3, 1.0, 1.5, 2.4])
def test_a_larger_scale_has_everyone_of_a_smaller(scale):
    of = stream()
    fewer, more = drawn(of.vary(demand_scale=scale)), drawn(of.vary(demand_scale=scale + 0.6))
    at = dict(zip(more.numbers, more.submitted_minutes, strict=True))
    assert len(at) == len(more) > len(fewer)
    assert [at[number] for number in fewer.numbers] == fewer.submitted_minutes.tolist()
    assert len(fewer) == pytest.approx(2800 * scale, rel=0.15)


def block(series, submitted, applies):
    flags = np.array(applies)
    return Block((7, 0, "homes", "here", 0), series, HOMES, 0, np.array(submitted), flags, np.array([]))


def test_customers_are_numbered_in_order_of_submission_each_layer_under_its_letter():
    first = block("A", [5.0, 20.0, 30.0], [True, False, True])
    second = block("B", [1.0], [True])
    other = block("A", [10.0], [True])
    # First layer in order: 5, 10, 20 (does not apply), 30.
    printed = [one.printed.tolist() for one in numbered([first, second, other])]
    assert printed == [["A000001", "A000003", "A000004"], ["B000001"], ["A000002"]]


def test_nobody_who_applies_needs_no_number():
    assert numbered([]) == []


def test_customers_live_evenly_in_their_region():
    """Half of a disc's area lies within radius / sqrt(2) of its centre."""
    data = scenario_data({"work": desk("office", constant(1))}, {"office": 1}, per_day=2000.0)
    data["regions"]["here"]["radius_km"] = 10.0
    of = Scenario.from_data(data)
    sites = sites_of(drawn(of), of)
    centre = point(31.0, 117.0)
    km = np.array([distance(centre, site) * 6371.0088 for site in sites.points()])
    assert km.max() <= 10.01
    assert (km < 10 / np.sqrt(2)).mean() == pytest.approx(0.5, abs=0.03)


def by_number(everyone, *about):
    """Printed number -> when they apply, and a number of their luck."""
    return {
        number: (minutes, luck)
        for customers in everyone
        for number, minutes, luck in zip(
            customers.numbers, customers.submitted_minutes, customers.uniforms(*about), strict=True
        )
    }


def test_a_changed_routing_table_or_a_new_track_changes_no_customers_luck():
    """One customer in five is urgent and asks for 8 kW or less; where both are led, they keep everything."""
    mixed = {"capacity_kw": [4.0, 12.0], "urgency": {"normal": 0.8, "emergency": 0.2}}
    data = scenario_data({"work": desk("office", constant(1))}, {"office": 1})
    data["demand"]["streams"]["plain"].update(**mixed)
    together = Scenario.from_data(data)
    plain = data["tracks"]["plain"]
    data["tracks"] = {"plain": plain, "urgent": plain, "large": plain}
    data["routing"] = [
        {"track": "urgent", "urgency": ["emergency"], "capacity_kw": [0, 8]},
        {"track": "large", "capacity_kw": [10.1, 12]},
        {"track": "plain"},
    ]
    apart = Scenario.from_data(data)
    blocks = arrivals(apart, 1, 0)
    everyone = [customers_of(track, blocks, apart.routes) for track in apart.tracks]
    assert all(len(customers) > 5 for customers in everyone)
    assert by_number(everyone, "survey", 0, "work") == by_number([drawn(together)], "survey", 0, "work")


def test_the_first_route_that_takes_an_application_decides():
    mixed = {"capacity_kw": [4.0, 12.0], "urgency": {"normal": 0.8, "emergency": 0.2}}
    data = scenario_data({"work": desk("office", constant(1))}, {"office": 1})
    data["demand"]["streams"]["plain"].update(**mixed)
    plain = data["tracks"]["plain"]
    data["tracks"] = {"urgent": plain, "plain": plain}
    data["routing"] = [{"track": "urgent", "urgency": ["emergency"]}, {"track": "plain"}]
    log = run(Scenario.from_data(data), seed=1)
    applications = log.applications
    assert set(applications["urgency"][applications["track"] == "urgent"]) == {"emergency"}
    assert set(applications["urgency"][applications["track"] == "plain"]) == {"normal"}
    assert (applications["track"] == "urgent").mean() == pytest.approx(0.2, abs=0.09)
