"""Plans of crews for an instant: as frames, and with what a dispatcher changes by hand."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from domain.errors import InputError
from domain.event_text import from_mapping
from domain.eventlog import EventLog
from domain.events import EventKind
from domain.plan import Assignment, Plan
from domain.plan_events import plan_told
from optimizer import Work
from optimizer.check import check
from scenarios import Scenario
from simulation import run
from tests.simulation.small import START, constant, crew, desk, field, scenario_data
from workbench.crew_plan import Planned, planned
from workbench.crew_problem import Latest
from workbench.open_work import OpenWork, PlanAsked
from workbench.plan_changes import Changes, Kept
from workbench.plan_differences import moved
from workbench.plan_frames import AT_RISK, LATE, UNPLANNED, figures, gantt, left, stops, where_left
from workbench.publish import appointments, published

NINE = pd.Timestamp(f"{START} 09:00", tz="UTC")
FIRST, SECOND = "survey_crew-1", "survey_crew-2"


def hours(count: float) -> pd.Timestamp:
    """An instant so many hours after nine."""
    return NINE + pd.Timedelta(hours=count)


@pytest.fixture(scope="module")
def asked() -> PlanAsked:
    """Surveys of 90 min and installations of an hour, for two crews and one."""
    stages = {
        "survey": field("survey", constant(90)),
        "design": desk("office", constant(5)),
        "installation": field("installation", constant(60)),
    }
    data = scenario_data(
        stages,
        {"office": 2},
        crews=[crew("survey", 2), crew("installation")],
        per_day=40.0,
        days=3,
        service_levels={"in_time": {"limit": "24 h elapsed from application.submitted to survey.completed"}},
    )
    data["regions"]["here"]["radius_km"] = 5.0
    return PlanAsked(Scenario.from_data(data), hours(26))


@pytest.fixture(scope="module")
def work(asked: PlanAsked) -> OpenWork:
    return asked.open_work()


@pytest.fixture(scope="module")
def found(work: OpenWork) -> Planned:
    return planned(work, Work(0))


def test_a_run_and_its_log_have_the_same_to_plan_and_the_plan_keeps_the_rules(
    asked: PlanAsked, found: Planned
) -> None:
    assert check(found.plan, found.problem) == []
    log = run(asked.scenario, asked.seed)
    of_log = planned(asked.open_work(log), Work(0))
    assert set(of_log.problem.visit_of) == set(found.problem.visit_of)
    # Stored instants are whole microseconds, so the same plan differs by less than a fen.
    assert of_log.cost.total == pytest.approx(found.cost.total, abs=0.01)


def test_every_visit_is_drawn_once_or_told_to_be_left_out(found: Planned) -> None:
    work = gantt(found.plan, found.problem).query("kind == 'work'")
    keys = list(zip(work["application"], work["number"], strict=True))
    assert sorted(keys) == sorted(one.key for one in found.plan.assignments)
    told = left(found, found.plan).query("status == 'unplanned'")
    assert len(told) > 0
    assert len(keys) + len(told) == len(found.problem.visits)
    assert len(where_left(found.plan, found.problem, "here")) == len(told)


def test_nobody_does_two_things_at_once(found: Planned) -> None:
    rows = gantt(found.plan, found.problem).sort_values(["crew", "start"])
    after = rows.groupby("crew")["end"].shift()
    assert (rows["start"] >= after - pd.Timedelta(milliseconds=1))[after.notna()].all()


def test_routes_lead_from_the_depot_over_all_visits_and_home(found: Planned) -> None:
    routes = stops(found.plan, found.problem)
    depot = found.problem.crews[0].depot
    for _, route in routes.groupby(["crew", "shift"]):
        first, last = route[["latitude", "longitude"]].to_numpy()[[0, -1]].tolist()
        assert last == [depot.latitude, depot.longitude]
        # In the middle of a shift a crew sets out from where it is.
        busy = found.problem.crew_of[str(route["crew"].iloc[0])].position
        assert first == ([busy.latitude, busy.longitude] if busy else last)
    assert (routes["application"] != "").sum() == len(found.plan.assignments)


def test_figures_stand_beside_those_of_the_plan_by_hand(found: Planned) -> None:
    table = figures(found).set_index("measure")
    assert table.loc["visits_planned", "plan"] == len(found.plan.assignments)
    assert table.loc["visits_planned", "by_rule"] == len(found.by_rule.assignments)
    assert table.loc["plan_cost", "plan"] == pytest.approx(found.cost.total)
    assert found.cost.total <= found.cost_by_rule.total


def test_late_is_what_no_quickness_mends_and_at_risk_what_needs_luck(found: Planned) -> None:
    """One ends half an hour too late at best, one half an hour after it should, one is not planned."""
    one, two, three = found.problem.visits[:3]
    plan = Plan.of(
        [Assignment(who, *visit.key, visit.stage, hours(27)) for who, visit in ((FIRST, one), (SECOND, two))]
    )
    ends = hours(27) + one.modes[0].duration
    early, late = ends - pd.Timedelta(minutes=30), ends + pd.Timedelta(minutes=30)
    promises = {one.key: Latest(early, early, begins=False), two.key: Latest(early, late, begins=False)}
    problem = replace(found.problem, visits=(one, two, three))
    work = replace(found.work, promises=promises)
    told = left(replace(found, problem=problem, work=work), plan)
    assert sorted(told["status"]) == [AT_RISK, LATE, UNPLANNED]
    assert told.set_index("status")["hours"].drop(UNPLANNED).tolist() == [0.5, 0.5]


def test_a_crew_taken_out_has_nothing_to_do_and_one_more_has(work: OpenWork) -> None:
    changes = Changes(without=(SECOND,), like=(FIRST, FIRST))
    crews = {one.crew for one in planned(work, Work(0), changes).plan.assignments}
    assert {FIRST, "survey_crew-3", "survey_crew-4"} <= crews
    assert SECOND not in crews


def test_a_visit_that_is_kept_is_done_by_the_crew_chosen(work: OpenWork, found: Planned) -> None:
    moved_one = next(one for one in found.plan.assignments if one.crew == FIRST)
    after = planned(work, Work(0), Changes(kept=(Kept(moved_one.key, SECOND),)))
    assert {one.key: one.crew for one in after.plan.assignments}[moved_one.key] == SECOND
    assert check(after.plan, after.problem) == []
    assert moved(found.plan, after.plan) >= 1
    assert moved(found.plan, found.plan) == 0


def test_overtime_may_be_forbidden_to_all(work: OpenWork) -> None:
    table = figures(planned(work, Work(0), Changes(overtime_hours=0.0)))
    assert table.set_index("measure").loc["overtime", "plan"] == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (Changes(without=("survey_crew-9",)), "a crew must be one that is there, got 'survey_crew-9'"),
        (Changes(kept=(Kept(("A9", 1), FIRST),)), "a visit that is kept must be there, got 1 of 'A9'"),
    ],
)
def test_changes_of_what_is_not_there_are_refused(changes: Changes, message: str, found: Planned) -> None:
    with pytest.raises(InputError, match=message):
        changes.of(found.work)


def test_a_visit_cannot_be_kept_with_a_crew_that_is_unable_to_do_it(found: Planned) -> None:
    survey = next(one for one in found.problem.visits if one.stage == "survey")
    with pytest.raises(InputError, match="a crew that can do it, got 'installation_crew-1'"):
        Changes(kept=(Kept(survey.key, "installation_crew-1"),)).of(found.work)


def test_overtime_out_of_range_is_refused() -> None:
    with pytest.raises(InputError, match="overtime must lie between 0 and 8 hours, got 9"):
        Changes(overtime_hours=9)


def test_a_visit_is_moved_by_hand_in_time_and_stays_there(work: OpenWork, found: Planned) -> None:
    first = found.plan.by_crew[FIRST][0]
    later = first.starts_at + pd.Timedelta(hours=2)
    after = planned(work, Work(0), Changes(kept=(Kept(first.key, FIRST, later),)))
    assert {one.key: one.starts_at for one in after.plan.assignments}[first.key] == later
    assert check(after.plan, after.problem) == []


def test_a_visit_cannot_be_moved_to_when_its_crew_is_not_there(found: Planned) -> None:
    first = found.plan.by_crew[FIRST][0]
    kept = Kept(first.key, FIRST, found.work.now + pd.Timedelta(seconds=1))
    with pytest.raises(InputError, match="must not begin before crew 'survey_crew-1' is there"):
        Changes(kept=(kept,)).of(found.work)


def test_a_published_plan_is_read_back_from_its_events_with_its_appointments(found: Planned) -> None:
    told = json.loads(published(found))
    assert Plan.from_mapping(told["plan"]) == found.plan
    events = [from_mapping(event) for event in told["events"]]
    assert plan_told(events) == Plan.of(found.plan.assignments)
    booked = [event for event in events if event.kind is EventKind.APPOINTMENT_BOOKED]
    assert booked == list(appointments(found))
    one, event = found.plan.assignments[0], booked[0]
    assert event.payload["window_start"] <= one.starts_at < event.payload["window_end"]


def test_what_is_published_folds_into_a_log_which_keeps_appointments_and_no_plan(
    asked: PlanAsked, found: Planned
) -> None:
    events = run(asked.scenario, asked.seed).as_of(found.work.now).to_events()
    told = [from_mapping(event) for event in json.loads(published(found))["events"]]
    # A log holds one run and nothing else, so here the plan speaks in its name.
    mine = [replace(event, source=events[0].source) for event in told]
    known = EventLog.from_events([*events, *mine])
    assert len(known.appointments) == len(found.plan.assignments)
    assert len(known.visits) == len(EventLog.from_events(events).visits)
