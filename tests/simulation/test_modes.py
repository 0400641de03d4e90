"""Work that can be done in two ways: days traced by hand."""

from typing import Any

import numpy as np

from domain.plan import Assignment
from scenarios import Scenario
from tests.simulation.small import clock, constant, crew, exponential, field, run_at, scenario_data
from tests.simulation.test_trace import spans

NINE = 9 * 60.0


def surveyed(foot: int = 1, drones: int = 1, terrains: tuple[str, ...] = ("flat",), **more: Any) -> Scenario:
    """A survey of 4 h on foot or 1 h by drone."""
    drone = {"skill": "drone_survey", "duration": constant(60), "terrains": list(terrains)}
    stage = field("survey", constant(240), modes=[drone])
    data = scenario_data(
        {"survey": stage}, crews=[crew("survey", foot), crew("drone_survey", drones)], **more
    )
    hills = {"terrain": "hills", "latitude": 31.0, "longitude": 118.0, "radius_km": 0.0}
    data["terrains"]["hills"] = data["terrains"]["flat"]
    data["regions"]["there"] = hills
    return Scenario.from_data(data)


def done(log: Any) -> list[str]:
    return clock(log.applications["finished_at"])


def by(log: Any) -> list[str]:
    return log.visits["resource"].astype(str).tolist()


def test_the_other_way_goes_first_and_the_usual_one_helps() -> None:
    # Both free at 09:00: the drone takes the first until 10:00, the crew on foot the second until 13:00.
    log = run_at(surveyed(), [NINE, NINE])
    assert by(log) == ["drone_survey_crew-1", "survey_crew-1"]
    assert done(log) == ["1 10:00", "1 13:00"]


def test_what_waits_is_taken_by_whoever_is_free_first_and_done_once() -> None:
    # The third waits for both; the drone is free at 10:00.
    log = run_at(surveyed(), [NINE, NINE, NINE + 1])
    assert by(log) == ["drone_survey_crew-1", "survey_crew-1", "drone_survey_crew-1"]
    assert done(log) == ["1 10:00", "1 13:00", "1 11:00"]
    assert len(spans(log)) == 3


def test_without_crews_for_the_other_way_all_is_done_in_the_usual_way() -> None:
    assert done(run_at(surveyed(drones=0), [NINE, NINE])) == ["1 13:00", "1 17:00"]


def test_without_crews_for_the_usual_way_the_other_does_it_all() -> None:
    assert done(run_at(surveyed(foot=0), [NINE, NINE])) == ["1 10:00", "1 11:00"]


def test_land_that_does_not_allow_the_other_way_is_left_to_the_usual_one() -> None:
    assert done(run_at(surveyed(terrains=("hills",)), [NINE, NINE])) == ["1 13:00", "1 17:00"]


def test_what_must_fit_the_shift_is_judged_by_the_way_of_the_crew() -> None:
    # At 14:00 four hours do not fit before 17:00, one hour does, twice.
    drone = {"skill": "drone_survey", "duration": constant(60)}
    stage = field("survey", constant(240), modes=[drone], unfinished="do_not_start")
    data = scenario_data({"survey": stage}, crews=[crew("survey"), crew("drone_survey")])
    log = run_at(Scenario.from_data(data), [14 * 60.0, 14 * 60.0])
    assert by(log) == ["drone_survey_crew-1"] * 2
    assert done(log) == ["1 15:00", "1 16:00"]


def test_a_slow_case_is_slow_in_every_way() -> None:
    """Times are exponential with means of 240 and 60 minutes: by the same luck one takes a quarter."""
    drone = {"skill": "drone_survey", "duration": exponential(60)}
    stage = field("survey", exponential(240), modes=[drone])
    took = []
    for foot, drones in ((1, 0), (0, 1)):
        crews = [crew("survey", foot, roster="always"), crew("drone_survey", drones, roster="always")]
        log = run_at(Scenario.from_data(scenario_data({"survey": stage}, crews=crews, days=40)), [NINE] * 5)
        visits = log.visits
        took.append(((visits["completed_at"] - visits["started_at"]).dt.total_seconds() / 60).to_numpy())
    np.testing.assert_allclose(took[0], 4 * took[1], atol=1e-3)


def test_what_waits_for_either_way_is_one_case_for_the_coordinators() -> None:
    # Both ways are busy from 09:00, the third waits in two queues and is stuck at 09:30: one case.
    data = surveyed(desks={"centre": 1}).model_dump(mode="json", exclude_unset=True)
    data["coordination"] = {
        "desk": "centre",
        "roster": "nine_to_five",
        "rounds": ["09:30"],
        "stuck_after_hours": 0.25,
        "per_round": 10,
        "duration": constant(20),
        "raised_priority": 1,
    }
    log = run_at(Scenario.from_data(data), [NINE, NINE, NINE])
    assert log.contacts["visit"].tolist() == [2]
    assert clock(log.contacts["received_at"]) == ["1 09:30"]


def test_a_plan_may_have_the_other_way_take_a_visit() -> None:
    # Both apply before the shift and the drone would begin with the first; the plan has it do the second.
    class Second:
        every = None

        def decide(self, snapshot: Any, trigger: Any) -> list[Assignment]:
            return [
                Assignment("drone_survey_crew-1", one.application, one.number, one.stage, snapshot.now)
                for one in snapshot.waiting[1:]
            ]

    log = run_at(surveyed(), [NINE - 2, NINE - 1], dispatcher=Second())
    assert by(log) == ["survey_crew-1", "drone_survey_crew-1"]
