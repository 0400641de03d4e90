"""Who does not come is known before the shift and is not on duty."""

import numpy as np
import pytest

from domain.errors import InputError
from scenarios import Scenario, load
from simulation import run
from tests.simulation.small import clock, constant, crew, desk, field, run_at, scenario, scenario_data

EIGHT = 8 * 60.0
SEED = 56
"""With it and a share of a half the first crew is away on days 1, 3 and 4, the second on day 2."""


def duty(log, resource):
    rows = log.duty[log.duty["resource"] == resource]
    return list(zip(clock(rows["on_at"]), clock(rows["off_at"]), strict=True))


def alone(absence, days=4, roster="nine_to_five", **more):
    """One crew in the place where its customers live."""
    stages = {"survey": field("survey", constant(60), unfinished="overtime")}
    group = crew("survey", roster=roster, absence=absence, **more)
    return scenario(stages, crews=[group], days=days)


def test_work_waits_for_the_day_on_which_its_crew_comes():
    log = run_at(alone(0.5), [EIGHT, EIGHT + 1], seed=SEED)
    assert duty(log, "survey_crew-1") == [("2 09:00", "2 17:00")]
    assert clock(log.visits["started_at"]) == ["2 09:00", "2 10:00"]


def test_nobody_comes_at_a_share_of_one_and_all_waits():
    log = run_at(alone(1.0), [EIGHT])
    assert len(log.duty) == len(log.segments) == 0
    assert log.visits["started_at"].isna().all()
    assert len(log.visits) == 1


def test_work_that_resumes_passes_over_the_days_away():
    """Out on day 2: 8 h of the 10 h, and the rest on the next day it comes."""
    stages = {"works": field("build", constant(600))}
    of = scenario(stages, crews=[crew("build", name="survey_crew", absence=0.5)], days=9)
    log = run_at(of, [EIGHT], seed=SEED)
    on = duty(log, "survey_crew-1")
    assert on[0] == ("2 09:00", "2 17:00")
    day = on[1][0].split()[0]
    assert clock(log.segments["ended_at"]) == ["2 17:00", f"{day} 11:00"]


def test_a_colleague_takes_what_a_crew_away_cannot():
    log = run_at(alone(0.5, size=2), [EIGHT], seed=SEED)
    assert duty(log, "survey_crew-2")[0] == ("1 09:00", "1 17:00")
    assert list(log.visits["resource"]) == ["survey_crew-2"]


def test_a_lower_share_takes_some_of_the_same_days():
    days = {share: {on for on, _ in duty(run_at(alone(share, days=60), []), "survey_crew-1")}
            for share in (0.1, 0.3)}  # fmt: skip
    assert days[0.3] < days[0.1]
    # 60 days: 54 and 42 expected, deviation 2.3 and 3.5; four of those allowed.
    assert 44 < len(days[0.1]) < 60
    assert 28 < len(days[0.3]) < 56


def test_a_day_away_is_the_same_whenever_the_run_begins():
    later = alone(0.3, days=20)
    horizon = later.horizon.model_copy(update={"start": later.horizon.start.replace(day=7), "days": 15})
    shifted = later.model_copy(update={"horizon": horizon})
    assert duty(run_at(later, []), "survey_crew-1")[-8:] == duty(run_at(shifted, []), "survey_crew-1")[-8:]


def test_a_crew_more_is_away_on_its_own_days():
    one, two = (run_at(alone(0.3, days=60, size=size), []) for size in (1, 2))
    assert duty(one, "survey_crew-1") == duty(two, "survey_crew-1") != duty(two, "survey_crew-2")


def test_somebody_on_duty_round_the_clock_is_away_from_midnight_to_midnight():
    log = run_at(alone(0.5, roster="always"), [EIGHT, 1430.0], seed=SEED)
    assert duty(log, "survey_crew-1") == [("2 00:00", "3 00:00")]
    # The second, of 23:50, is done by 02:00; who is away on day 3 knows it and still has all of day 2.
    assert clock(log.visits["started_at"]) == ["2 00:00", "2 01:00"]


def test_people_at_a_desk_are_away_too_unless_their_desk_says_otherwise():
    data = scenario_data({"a": desk("a", constant(1)), "b": desk("b", constant(1))}, {"a": 1, "b": 1})
    data["workforce"]["absence"] = 1.0
    data["workforce"]["desks"]["a"]["absence"] = 0.0
    assert set(run_at(Scenario.from_data(data), []).duty["resource"]) == {"a-1"}


def test_a_share_above_one_is_refused():
    with pytest.raises(InputError, match=r"workforce\.crews\[0\]\.absence must be at most 1, got 1\.2\."):
        alone(1.2)


def test_less_absence_makes_nobody_wait_longer_on_average():
    """The same customers and seeds; one crew that works about nine tenths of its day."""

    def wait(share):
        of = scenario(
            {"survey": field("survey", constant(30), unfinished="overtime")},
            crews=[crew("survey", size=2, absence=share)],
            per_day=24,
            days=30,
        )
        logs = [run(of, seed) for seed in range(4)]
        waits = [
            log.visits["started_at"].fillna(log.observed_until) - log.visits["enabled_at"] for log in logs
        ]
        return np.array([wait.mean().total_seconds() for wait in waits])

    none, some, more = wait(0.0), wait(0.1), wait(0.3)
    assert (none <= some).all()
    assert (some <= more).all()
    assert more.mean() > none.mean()


def test_a_district_to_which_nobody_comes_does_nothing_and_shows_all_of_it_waiting():
    base = load("traditional").vary(days=3)
    data = base.model_dump()
    data["workforce"]["absence"] = 1.0
    log, usual = run(Scenario.from_data(data), 1), run(base, 1)
    assert len(log.duty) == len(log.segments) == 0
    assert log.applications["finished_at"].isna().all()
    assert list(log.applications["application_id"]) == list(usual.applications["application_id"])
    assert len(log.visits) >= len(log.applications) > 1000
