"""Who applies when: arrivals follow their profile, and customers keep their luck."""

from datetime import date

import numpy as np
import pytest

from scenarios import Scenario, load
from simulation.customers import Block, Customers, customers_of, numbers_of, sites_of
from simulation.intensity import Hours
from simulation.place import distance, point
from tests.simulation.small import constant, desk, scenario_data


def stream(**more):
    data = scenario_data({"work": desk("office", constant(1))}, {"office": 1}, days=14)
    data["demand"]["tracks"]["plain"].update(per_day={"here": 200.0}, **more)
    return Scenario.from_data(data)


def drawn(of, seed=1, replication=0):
    return customers_of("plain", of, Hours.of(of), seed, replication)


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
    quiet = base.demand.tracks["hv"].model_copy(update={"holiday": 0.0})
    expected = np.diff(hours.expected(quiet, 6.0))
    assert expected[of_may].sum() == 0
    assert expected[before].sum() > 5


def test_expected_arrivals_add_up_to_the_daily_mean_over_a_week():
    of = stream(weekdays=[3, 1, 1, 1, 1, 0.5, 0.5], hours=list(range(24)))
    expected = Hours.of(of).expected(of.demand.tracks["plain"], 200.0)
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
    at = dict(zip(numbers_of([more]), more.submitted_minutes, strict=True))
    assert len(at) == len(more) > len(fewer)
    assert [at[number] for number in numbers_of([fewer])] == fewer.submitted_minutes.tolist()
    assert len(fewer) == pytest.approx(2800 * scale, rel=0.15)


def test_customers_are_numbered_in_order_of_submission_each_layer_under_its_letter():
    one = Block((7, 0, "lv", "here", 0), np.array([5.0, 20.0, 30.0]), np.array([True, False, True]))
    second = Block((7, 0, "lv", "here", 1), np.array([1.0]), np.array([True]))
    other = Block((7, 0, "hv", "here", 0), np.array([10.0]), np.array([True]))
    low = Customers("lv", (one, second), np.array([5.0, 30.0, 1.0]), np.zeros(3, dtype=np.int64))
    high = Customers("hv", (other,), np.array([10.0]), np.zeros(1, dtype=np.int64))
    # First layer in order: 5, 10, 20 (does not apply), 30.
    assert numbers_of([low, high]).tolist() == ["A000001", "A000004", "B000001", "A000002"]


def test_nobody_who_applies_needs_no_number():
    assert numbers_of([]).tolist() == []


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
