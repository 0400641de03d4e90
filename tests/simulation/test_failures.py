"""Equipment that fails: nobody foresees it, and work goes on or is broken off as its stage says."""

import numpy as np
import pytest

from domain.errors import InputError
from domain.instants import HOUR
from scenarios import load
from scenarios.equipment import Equipment
from scenarios.horizon import Horizon
from scenarios.roster import Roster
from simulation import run
from simulation.duty import Duty
from simulation.failures import Failures
from tests.simulation.small import (
    ALWAYS,
    NINE_TO_FIVE,
    START,
    clock,
    constant,
    crew,
    field,
    run_at,
    scenario,
)

NINE, TEN, EIGHT_PM = 9 * 60.0, 10 * 60.0, 20 * 60.0


def surveying(minutes, unfinished="overtime", size=1, days=4, **more):
    stages = {"survey": field("survey", constant(minutes), unfinished=unfinished)}
    return scenario(stages, crews=[crew("survey", size=size, **more)], days=days)


def work(log):
    """Segments as (crew number, kind, start, end)."""
    segments = log.segments
    number = [name.split("-")[1] for name in segments["resource"]]
    spans = (clock(segments["started_at"]), clock(segments["ended_at"]))
    return list(zip(number, segments["kind"], *spans, strict=True))


@pytest.mark.parametrize("unfinished", ["resume", "overtime", "do_not_start"])
def test_work_goes_on_after_a_repair_within_the_shift(unfinished):
    """Two hours from 09:00, down from 10:00 to 10:30: one hour before, one after."""
    log = run_at(surveying(120, unfinished), [NINE], down={"survey_crew-1": [(TEN, TEN + 30)]})
    assert work(log) == [("1", "work", "1 09:00", "1 10:00"), ("1", "work", "1 10:30", "1 11:30")]
    assert clock(log.visits["started_at"]) == ["1 09:00"]
    assert clock(log.visits["completed_at"]) == ["1 11:30"]


def test_the_time_of_a_repair_is_not_on_duty():
    log = run_at(surveying(120), [NINE], down={"survey_crew-1": [(TEN, TEN + 30)]})
    assert clock(log.duty["on_at"])[:2] == ["1 09:00", "1 10:30"]
    assert clock(log.duty["off_at"])[:2] == ["1 10:00", "1 17:00"]


def test_work_that_may_rest_over_night_keeps_its_minutes():
    """4 h from 13:00, down at 14:00 until 20:00: an hour is done, three are left for the next morning."""
    log = run_at(surveying(240, "resume"), [13 * 60.0], down={"survey_crew-1": [(14 * 60.0, EIGHT_PM)]})
    assert work(log) == [("1", "work", "1 13:00", "1 14:00"), ("1", "work", "2 09:00", "2 12:00")]


@pytest.mark.parametrize("unfinished", ["overtime", "do_not_start"])
def test_work_that_may_not_is_broken_off_and_begun_anew(unfinished):
    """The same, at a stage that leaves no customer half done: all 4 h again, and begun when it first was."""
    log = run_at(surveying(240, unfinished), [13 * 60.0], down={"survey_crew-1": [(14 * 60.0, EIGHT_PM)]})
    assert work(log) == [("1", "work", "1 13:00", "1 14:00"), ("1", "work", "2 09:00", "2 13:00")]
    assert clock(log.visits["started_at"]) == ["1 13:00"]
    assert clock(log.visits["completed_at"]) == ["2 13:00"]


def test_what_is_broken_off_goes_to_whoever_is_free():
    log = run_at(surveying(120, size=2), [13 * 60.0], down={"survey_crew-1": [(14 * 60.0, EIGHT_PM)]})
    assert work(log) == [("1", "work", "1 13:00", "1 14:00"), ("2", "work", "1 14:00", "1 16:00")]
    assert list(log.visits["resource"]) == ["survey_crew-2"]


def test_a_visit_broken_off_is_shown_begun_and_open_at_the_end_of_a_run():
    of = surveying(240, days=1)
    log = run_at(of, [13 * 60.0], down={"survey_crew-1": [(14 * 60.0, EIGHT_PM)]})
    assert clock(log.visits["started_at"]) == ["1 13:00"]
    assert log.visits["completed_at"].isna().all()
    assert work(log) == [("1", "work", "1 13:00", "1 14:00")]


def test_nobody_sets_out_while_the_equipment_is_down_and_who_is_idle_comes_back():
    """The second is due at 10:10 and waits for 10:30; the first was done at 09:10, before the failure."""
    log = run_at(surveying(10), [NINE, TEN + 10], down={"survey_crew-1": [(TEN, TEN + 30)]})
    assert clock(log.visits["started_at"]) == ["1 09:00", "1 10:30"]


def test_a_crew_sets_out_for_work_that_a_failure_will_cut_short():
    """It does not know at 15:00 that it will fail at 16:00: the hour and a half would be done by 16:30."""
    down = {"survey_crew-1": [(16 * 60.0, EIGHT_PM)]}
    log = run_at(surveying(90, "do_not_start"), [15 * 60.0], down=down)
    assert work(log) == [("1", "work", "1 15:00", "1 16:00"), ("1", "work", "2 09:00", "2 10:30")]


def test_a_failure_on_the_way_turns_the_crew_back():
    """Half an hour out, failed after ten minutes, back the next day: out again from the depot, not begun."""
    of = surveying(60, latitude=31.1)
    log = run_at(of, [TEN], down={"survey_crew-1": [(TEN + 10, EIGHT_PM)]})
    assert work(log) == [
        ("1", "travel", "1 10:00", "1 10:10"),
        ("1", "travel", "2 09:00", "2 09:30"),
        ("1", "work", "2 09:30", "2 10:30"),
    ]
    assert clock(log.visits["started_at"]) == ["2 09:30"]


def test_a_short_stop_on_the_way_leaves_the_rest_of_the_way():
    of = surveying(60, latitude=31.1)
    log = run_at(of, [TEN], down={"survey_crew-1": [(TEN + 10, TEN + 50)]})
    assert work(log) == [
        ("1", "travel", "1 10:00", "1 10:10"),
        ("1", "travel", "1 10:50", "1 11:10"),
        ("1", "work", "1 11:10", "1 12:10"),
    ]


def test_overtime_is_cut_short_by_nothing_that_comes_later():
    """16:30 to 17:30; the failure of the next day is of the next day."""
    log = run_at(surveying(60), [16 * 60 + 30.0], down={"survey_crew-1": [(1440 + TEN, 1440 + EIGHT_PM)]})
    assert work(log) == [("1", "work", "1 16:30", "1 17:30")]


def duty_of(roster, days):
    horizon = Horizon.model_validate({"start": START, "days": days})
    return Duty.of(Roster.model_validate(roster), "r", horizon)


def equipment(hours, repair_hours):
    repair = {"distribution": "constant", "value": repair_hours, "unit": "hours"}
    return Equipment.model_validate({"hours_between_failures": hours, "repair": repair})


def test_the_time_to_a_failure_runs_on_duty_and_the_repair_by_the_clock():
    """With hardly any repair, duty between failures is the exponential of mean 10 h, on 8 h a day."""
    duty = duty_of(NINE_TO_FIVE, 3000)
    failing = Failures(1, 0).taken_from(duty, equipment(10, 0.001), "survey", "crew-1")
    cut = failing.ends[failing.breaks == failing.ends]
    assert set(np.unique(failing.ends)) - set(duty.ends) == set(cut)
    # 3060 days x 8 h / 10 h = 2448 expected, deviation 49; four of those allowed
    assert abs(len(cut) - 2448) < 200
    long = failing.starts[np.isin(failing.starts, duty.starts, invert=True)] - cut
    assert (np.abs(long - 0.001 * HOUR) < 2).all()


def test_repairs_take_away_the_time_they_last():
    """Round the clock: 100 h up and 25 h down on average, so a fifth of the time."""
    duty = duty_of(ALWAYS, 3000)
    failing = Failures(1, 0).taken_from(duty, equipment(100, 25), "survey", "crew-1")
    share = (failing.ends - failing.starts).sum() / (duty.ends - duty.starts).sum()
    # some 590 cycles; the share of up time varies by about 0.8 x 0.2 / sqrt(590) = 0.0066
    assert share == pytest.approx(0.8, abs=0.03)


def test_a_longer_horizon_begins_with_the_failures_of_the_shorter():
    short, long = (
        Failures(1, 0).taken_from(duty_of(NINE_TO_FIVE, days), equipment(10, 3), "survey", "crew-1")
        for days in (30, 90)
    )
    assert np.array_equal(short.starts, long.starts[: len(short.starts)])


def test_a_crew_more_changes_nobody_elses_failures_and_absence():
    base = load("traditional").vary(days=60)
    more = base.vary(crews={"survey_old_town": 5})
    before, after = (run(one.vary(demand_scale=0.0), seed=4).duty for one in (base, more))
    added = after["resource"] == "survey_old_town-5"
    assert added.any()
    columns = ["resource", "on_at", "off_at"]
    theirs = after.loc[~added, columns].astype({"resource": str}).reset_index(drop=True)
    assert theirs.equals(before[columns].astype({"resource": str}))
    # somebody is away a whole day, and somebody's shift is cut, or the comparison would be of nothing
    assert before.groupby("resource", observed=True).size().nunique() > 5


def test_a_shorter_repair_leaves_the_first_failure_where_it_was():
    duty = duty_of(NINE_TO_FIVE, 90)
    long, short = (
        Failures(1, 0).taken_from(duty, equipment(20, hours), "survey", "crew-1") for hours in (6, 2)
    )
    assert long.breaks[0] == short.breaks[0]
    assert (short.ends - short.starts).sum() > (long.ends - long.starts).sum()


def test_sensors_keep_crews_on_duty_for_longer():
    base = load("traditional").vary(days=60, demand_scale=0.0)
    before, after = (run(one, seed=4).duty for one in (base, base.vary(levers={"equipment_sensors": True})))
    hours = [(duty["off_at"] - duty["on_at"]).sum().total_seconds() / 3600 for duty in (before, after)]
    assert hours[1] > hours[0]


def test_a_failure_every_half_hour_is_refused():
    with pytest.raises(InputError, match=r"equipment\.survey\.hours_between_failures must be at least 1"):
        scenario(
            {"survey": field("survey", constant(1))},
            crews=[crew("survey")],
            equipment={"survey": {"hours_between_failures": 0.5, "repair": constant(1)}},
        )


def test_equipment_of_a_skill_that_no_crew_has_is_refused():
    with pytest.raises(
        InputError,
        match=r"equipment\.surveyy must name a skill of a crew group, got 'surveyy' \(nearest: 'survey'\)",
    ):
        scenario(
            {"survey": field("survey", constant(1))},
            crews=[crew("survey")],
            equipment={"surveyy": {"hours_between_failures": 5, "repair": constant(1)}},
        )
