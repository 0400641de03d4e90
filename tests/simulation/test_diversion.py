"""Emergencies call crews away from the way and from the desk, never from a site: days traced by hand."""

from typing import Any

import pytest

from scenarios import Scenario
from simulation.place import point
from tests.simulation.small import clock, constant, crew, desk, field, run_at, scenario_data, with_tracks
from tests.simulation.test_trace import spans

NINE = 9 * 60.0
HERE, NORTH, SOUTH = point(31.0, 117.0), point(31.1, 117.0), point(30.9, 117.0)
"""North and south are half an hour from the depot and an hour from each other."""


def two_tracks(stages: dict[str, Any], diverts: bool = True, **more: Any) -> Scenario:
    data = scenario_data(stages, **more)
    plain = {"owner": "office", "priority": 1, "procedure": {"sequence": list(stages)}}
    return Scenario.from_data(
        with_tracks(data, {"plain": plain, "emergency": {**plain, "priority": 0, "diverts": diverts}})
    )


def survey(**more: Any) -> Scenario:
    stages = {"survey": field("survey", constant(60), unfinished="overtime")}
    return two_tracks(stages, crews=[crew("survey")], **more)


def done(log: Any) -> list[str]:
    return clock(log.applications["finished_at"])


def test_a_crew_on_its_way_turns_round_for_an_emergency() -> None:
    # 09:00 to the north, half an hour away; at 09:15 an emergency in the south. Half of the way is done, so
    # it is a quarter of an hour back past the depot and half an hour on: there at 10:00, done at 11:00.
    # Then an hour to the north: 12:00 to 13:00.
    log = run_at(survey(), [NINE, NINE + 15], ["plain", "emergency"], sites=[NORTH, SOUTH])
    assert done(log) == ["1 13:00", "1 11:00"]
    assert spans(log) == [
        ("travel", "1 09:00", "1 09:15"),
        ("travel", "1 11:00", "1 12:00"),
        ("work", "1 12:00", "1 13:00"),
        ("travel", "1 09:15", "1 10:00"),
        ("work", "1 10:00", "1 11:00"),
    ]
    assert clock(log.visits["started_at"]) == ["1 12:00", "1 10:00"]


def test_without_the_right_to_divert_an_emergency_waits_its_turn() -> None:
    # Travel until 09:30, work until 10:30, an hour to the south, work until 12:30.
    log = run_at(survey(diverts=False), [NINE, NINE + 15], ["plain", "emergency"], sites=[NORTH, SOUTH])
    assert done(log) == ["1 10:30", "1 12:30"]


def test_work_that_has_begun_at_a_site_goes_on() -> None:
    # At 09:40 the crew has been at work in the north for ten minutes.
    log = run_at(survey(), [NINE, NINE + 40], ["plain", "emergency"], sites=[NORTH, SOUTH])
    assert done(log) == ["1 10:30", "1 12:30"]


def test_a_crew_on_its_way_to_an_emergency_is_not_called_to_another() -> None:
    log = run_at(survey(), [NINE, NINE + 15], ["emergency", "emergency"], sites=[NORTH, SOUTH])
    assert done(log) == ["1 10:30", "1 12:30"]


def test_an_idle_crew_goes_before_one_is_called_away() -> None:
    two = survey().vary(crews={"survey_crew": 2})
    # The second crew is at the depot: 09:15 to 09:45 on its way, 10:45 done.
    log = run_at(two, [NINE, NINE + 15], ["plain", "emergency"], sites=[NORTH, SOUTH])
    assert done(log) == ["1 10:30", "1 10:45"]


def test_the_crew_that_is_there_first_is_called_away() -> None:
    two = survey().vary(crews={"survey_crew": 2})
    # Both set out at 09:00, north and south; at 09:15 the southern one is a quarter of an hour away.
    times, tracks = [NINE, NINE, NINE + 15], ["plain", "plain", "emergency"]
    log = run_at(two, times, tracks, sites=[NORTH, SOUTH, SOUTH])
    # It works on the emergency 09:30 to 10:30 and, being there, on the other 10:30 to 11:30.
    assert done(log) == ["1 10:30", "1 11:30", "1 10:30"]


def test_desk_work_is_put_by_and_taken_up_where_it_was_left() -> None:
    stages = {"review": desk("office", constant(60))}
    office = two_tracks(stages, desks={"office": 1})
    # 09:00 to 09:20 on the first, 09:20 to 10:20 on the emergency, then the other 40 minutes of the first.
    log = run_at(office, [NINE, NINE + 20], ["plain", "emergency"])
    assert done(log) == ["1 11:00", "1 10:20"]
    assert spans(log) == [
        ("work", "1 09:00", "1 09:20"),
        ("work", "1 10:20", "1 11:00"),
        ("work", "1 09:20", "1 10:20"),
    ]
    assert clock(log.visits["started_at"]) == ["1 09:00", "1 09:20"]


def test_desk_work_that_was_to_go_on_next_morning_keeps_what_is_done() -> None:
    stages = {"review": desk("office", constant(60))}
    office = two_tracks(stages, desks={"office": 1})
    # 16:30 to 16:40 on the first; the emergency until 17:00 and from 09:00 to 09:40; then 50 minutes.
    log = run_at(office, [16.5 * 60, 16.5 * 60 + 10], ["plain", "emergency"])
    assert done(log) == ["2 10:30", "2 09:40"]


def test_the_least_urgent_desk_work_is_put_by() -> None:
    stages = {"review": desk("office", constant(60))}
    data = scenario_data(stages, desks={"office": 2})
    track = {"owner": "office", "procedure": {"sequence": ["review"]}}
    tracks = {
        "plain": {**track, "priority": 2},
        "pressing": {**track, "priority": 1},
        "emergency": {**track, "diverts": True},
    }
    office = Scenario.from_data(with_tracks(data, tracks))
    log = run_at(office, [NINE, NINE, NINE + 20], ["pressing", "plain", "emergency"])
    # The second person leaves the plain one for 20 minutes' work done; the first, free at 10:00, takes it up.
    assert done(log) == ["1 10:00", "1 10:40", "1 10:20"]


def test_a_promise_to_be_there_is_open_again_when_the_crew_turns_round() -> None:
    limit = {"there": {"limit": "30 min elapsed from survey.enabled to survey.started"}}
    of = survey(service_levels=limit, dispatch="earliest_deadline")
    log = run_at(of, [NINE, NINE + 15], ["plain", "emergency"], sites=[NORTH, SOUTH])
    assert clock(log.deadlines["met_at"]) == ["1 12:00", "1 10:00"]


@pytest.mark.parametrize("later", [1, 5, 25, 29])
def test_calling_away_loses_time_and_nothing_else(later: int) -> None:
    log = run_at(survey(), [NINE, NINE + later], ["plain", "emergency"], sites=[NORTH, SOUTH])
    work = log.segments[log.segments["kind"] == "work"]
    took = (work["ended_at"] - work["started_at"]).dt.total_seconds() / 60
    assert took.groupby(work["visit"]).sum().tolist() == [60.0, 60.0]
    # Back as far as it had come, on to the south, an hour of work.
    emergency = log.applications.iloc[1]
    minutes = (emergency["finished_at"] - emergency["submitted_at"]).total_seconds() / 60
    assert minutes == pytest.approx(later + 30 + 60, abs=0.01)
