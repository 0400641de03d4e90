"""Snapshots as problems for the optimiser, by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from domain.errors import InputError
from domain.plan import CrewState, Snapshot, WaitingVisit
from optimizer import Break, Moment, Problem, Shift, Visit
from scenarios import Scenario
from scenarios.stage import Hold
from tests.simulation.small import START, constant, crew, desk, field, scenario_data
from workbench.crew_problem import CrewProblems, Latest, problem_of

WITHIN_48H = {"in_time": {"limit": "48 h elapsed from application.submitted to application.finished"}}
FOREMAN = "survey_crew-1"


def at(day: int, clock: str) -> pd.Timestamp:
    """An instant of a day of the horizon, from 1."""
    return pd.Timestamp(f"{START} {clock}", tz="UTC") + pd.Timedelta(days=day - 1)


def scenario(hold: Any = None, **more: Any) -> Scenario:
    """A survey of 30 min, then an hour at a desk, for which the customer is waited for."""
    design = desk("office", constant(60))
    if hold:
        design["hold"] = {"cause": "customer", "duration": hold}
    stages = {"survey": field("survey", constant(30)), "design": design}
    return Scenario.from_data(
        {
            **scenario_data(stages, {"office": 1}, crews=[crew("survey")]),
            "service_levels": WITHIN_48H,
            "prices": {"survey": 90.0, "travel_hour": 100.0},
            **more,
        }
    )


def seen(due_at: pd.Timestamp | None = None, **more: Any) -> WaitingVisit:
    """A survey 0.1 degree north of the depot, which is half an hour."""
    level = None if due_at is None else "in_time"
    half_an_hour = pd.Timedelta(minutes=30)
    visit = WaitingVisit(
        "A1", 1, "plain", "survey", "survey", "here", 31.1, 117.0, 0, half_an_hour, at(1, "08:00"), due_at,
        None, level,
    )  # fmt: skip
    return replace(visit, **more)


def snapshot(now: pd.Timestamp, *waiting: WaitingVisit, on: bool = True, **more: Any) -> Snapshot:
    until = now.normalize() + pd.Timedelta(hours=17) if on else None
    return Snapshot(now, waiting, (CrewState(FOREMAN, ("survey",), "here", 31.0, 117.0, until),), **more)


def only(problem: Problem) -> Visit:
    [visit] = problem.visits
    return visit


def test_the_hours_of_later_stages_are_reckoned_back_from_the_promise() -> None:
    """Due on the third day at 08:00: the desk's hour ends at 17:00 the day before, so it begins at 16:00."""
    visit = only(problem_of(scenario(), snapshot(at(1, "09:00"), seen(at(3, "08:00")))))
    # Done from 09:30 on, in steps of half an hour: at 14:00 all is well, at 16:00 it is too late.
    assert (visit.due_at, visit.due_for) == (at(2, "14:00"), Moment.END)
    assert visit.price_late == pytest.approx(500 / 2 + 6)
    # Left out it counts as done a day after the midnight that ends the first day, after 39 h of waiting.
    assert visit.price_unplanned == pytest.approx(500 + 39 * 6)


def test_a_promise_depends_on_whether_the_customer_answers_in_time() -> None:
    """Done at 09:30 there are 30.5 h left for an answer that takes 40 h at the mean, without memory."""
    of = scenario(hold={"distribution": "exponential", "mean": 40, "unit": "hours"})
    visit = only(problem_of(of, snapshot(at(1, "09:00"), seen(at(3, "08:00")))))
    chances = 1 - np.exp(-np.array([30.5, 0.0]) / 40)
    assert visit.price_unplanned == pytest.approx(500 * (chances[0] - chances[1]) + 39 * 6)
    # 0.95 of the first chance is left until 28.2 h are, which is after two hours and a bit.
    assert visit.due_at == at(1, "11:30")


def test_an_answer_that_lapses_is_not_waited_for_longer() -> None:
    hold = {"cause": "customer", "duration": {"distribution": "exponential", "mean": 40, "unit": "hours"}}
    latest = Latest(at(1, "09:00"), at(1, "09:00"), False, Hold(**hold, lapse_after_hours=12.0))
    assert latest.chance(np.array([13.0, 11.0, -1.0])) == pytest.approx([1, 1 - np.exp(-11 / 40), 0])


def test_what_calls_crews_away_is_late_from_now_on() -> None:
    tracks = {"plain": {"owner": "office", "procedure": {"sequence": ["survey", "design"]}, "diverts": True}}
    now = at(1, "09:00")
    visit = only(problem_of(scenario(tracks=tracks), snapshot(now, seen(at(3, "08:00")))))
    assert (visit.due_at, visit.due_for, visit.price_late) == (now, Moment.BEGIN, 60.0)


def test_a_promise_to_begin_binds_the_begin() -> None:
    level = {"in_time": {"limit": "48 h elapsed from application.submitted to survey.started"}}
    of = scenario(service_levels=level)
    visit = only(problem_of(of, snapshot(at(1, "09:00"), seen(at(2, "20:00")))))
    # Begun at 18:00 it is in time by two hours: the margin of the scenario.
    assert (visit.due_at, visit.due_for) == (at(2, "18:00"), Moment.BEGIN)


@pytest.mark.parametrize("due_at", [None, at(2, "09:30")])
def test_where_no_promise_can_be_kept_waiting_itself_is_paid_for(due_at: pd.Timestamp | None) -> None:
    """For 09:30 the next day the desk had to begin at 16:30; it is later, and the survey is still to do."""
    now = at(1, "16:31")
    visit = only(problem_of(scenario(), snapshot(now, seen(due_at))))
    assert (visit.due_at, visit.due_for, visit.price_late) == (now, Moment.BEGIN, 6.0)


def test_a_crew_goes_from_its_depot_when_its_shift_begins_and_from_where_it_is_later() -> None:
    [crew_] = problem_of(scenario(), snapshot(at(1, "09:00"), seen())).crews
    assert (crew_.position, crew_.shifts) == (None, (Shift(at(1, "09:00"), at(1, "17:00")),))
    problem = problem_of(scenario(), snapshot(at(1, "10:00"), seen()))
    [crew_] = problem.crews
    assert crew_.position == crew_.depot
    assert crew_.shifts == (Shift(at(1, "10:00"), at(1, "17:00")),)
    places = problem.travel.at
    assert problem.travel.minutes[places[crew_.depot], places[only(problem).place]] == pytest.approx(30)


def test_who_is_away_is_reckoned_with_from_the_next_shift_on() -> None:
    problem = CrewProblems(scenario(), days=2).of(snapshot(at(1, "10:00"), seen(), on=False))
    assert problem.crews[0].shifts == (Shift(at(2, "09:00"), at(2, "17:00")),)


def test_a_short_pause_is_a_break_that_work_begun_before_puts_off() -> None:
    rosters = {"nine_to_five": {"shifts": {"mon-sun": ["09:00-12:00", "13:00-17:00"]}}}
    [crew_] = problem_of(scenario(rosters=rosters), snapshot(at(1, "09:00"), seen())).crews
    noon = Break(at(1, "12:00"), at(1, "12:00"), pd.Timedelta(hours=1))
    # What is not said of the survey's end is "resume", so half an hour may be put off.
    assert crew_.shifts == (Shift(at(1, "09:00"), at(1, "17:00"), (replace(noon, latest=at(1, "12:30")),)),)


def test_overtime_is_paid_where_work_is_finished_in_it() -> None:
    assert problem_of(scenario(), snapshot(at(1, "09:00"), seen())).crews[0].price_overtime == 0
    stages = {
        "survey": field("survey", constant(30), unfinished="overtime"),
        "design": desk("office", constant(60)),
    }
    [crew_] = problem_of(scenario(stages=stages), snapshot(at(1, "09:00"), seen())).crews
    assert (crew_.price_overtime, crew_.overtime) == (1.5 * 90, pd.Timedelta(minutes=30))


def test_what_is_booked_for_later_days_is_left_for_later_plans() -> None:
    windows = [(at(day, "10:00"), at(day, "12:00")) for day in (1, 2)]
    booked = tuple(seen(number=place + 1, window=window) for place, window in enumerate(windows))
    problem = problem_of(scenario(), snapshot(at(1, "09:00"), booked=booked))
    assert only(problem).window == windows[0]
    assert len(CrewProblems(scenario(), days=2).of(snapshot(at(1, "09:00"), booked=booked)).visits) == 2


def test_a_visit_can_be_done_in_the_ways_that_the_land_allows() -> None:
    drone = {"skill": "drone_survey", "duration": constant(10)}
    modes = [{**drone, "terrains": ["flat"]}, {**drone, "skill": "balloon", "terrains": []}]
    stages = {"survey": field("survey", constant(30), modes=modes), "design": desk("office", constant(60))}
    crews = [crew("survey"), crew("drone_survey"), crew("balloon")]
    workforce = {"desks": {"office": {"size": 1, "roster": "nine_to_five"}}, "crews": crews}
    visit = only(problem_of(scenario(stages=stages, workforce=workforce), snapshot(at(1, "09:00"), seen())))
    assert [mode.skills[0] for mode in visit.modes] == ["here/survey", "here/drone_survey", "here/balloon"]
    assert [mode.duration.total_seconds() / 60 for mode in visit.modes] == [30, 10, 10]


def test_days_out_of_range_are_refused() -> None:
    with pytest.raises(InputError, match="must cover 1 to 10 working days, got 11"):
        CrewProblems(scenario(), days=11)
