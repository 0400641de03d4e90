"""What a study tells of lateness and of the bottleneck."""

import pytest

from domain.lateness import CAUSES
from scenarios import Scenario
from simulation.study import replicate
from tests.simulation.small import desk, exponential, scenario_data

PROMISE = {"limit": "8 h elapsed from application.submitted to application.finished"}


def two_desks(second: int) -> Scenario:
    """50 a day, day and night: first desk 28 minutes of work each for two people, second likewise."""
    stages = {"review": desk("front", exponential(28)), "check": desk("back", exponential(28))}
    data = scenario_data(
        stages,
        {"front": 4, "back": second},
        per_day=100,
        days=20,
        roster="always",
        service_levels={"day": PROMISE},
    )
    return Scenario.from_data(data)


def test_a_scenario_with_too_few_people_at_one_desk_has_that_bottleneck() -> None:
    """100 a day x 28 min = 46.7 h of work a day; two people have 48: busy for 97 %."""
    found = replicate(two_desks(2), 3, seed=1, workers=2).bottleneck()
    assert found.bottleneck is not None
    assert (found.bottleneck.department, found.bottleneck.stage) == ("back", "check")
    assert found.bottleneck.share > 0.8
    assert found.times >= 2


def test_a_scenario_with_enough_people_everywhere_shows_none() -> None:
    assert replicate(two_desks(6), 3, seed=1, workers=2).bottleneck().bottleneck is None


def test_late_hours_are_told_by_cause_and_track_with_intervals() -> None:
    study = replicate(two_desks(2), 3, seed=1, workers=2)
    hours = study.late_hours()
    assert list(hours) == list(CAUSES)
    assert hours["queue"].mean > 0
    assert hours["roster"].mean == 0  # somebody is always on duty
    assert hours["queue"].low is not None
    assert study.late_hours("plain") == hours
    assert study.late_hours("no such track") == {}
    one = replicate(two_desks(2), 1, seed=1, workers=1).late_hours()
    assert (one["queue"].low, one["queue"].high) == (None, None)


def test_the_parts_of_a_replication_sum_to_its_lateness() -> None:
    (one,) = replicate(two_desks(2), 1, seed=1, workers=1).replications.values()
    by_track = sum(hours for (track, _), hours in one.late_hours.items() if track == "plain")
    assert by_track == pytest.approx(sum(h for (track, _), h in one.late_hours.items() if track == "all"))
    assert by_track > 0
