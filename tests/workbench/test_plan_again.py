"""Plans of files: made again, priced, compared, and what one more crew is worth."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.errors import InputError
from domain.plan import Plan
from optimizer import Place, Problem, Result, Status, Work
from optimizer.check import check
from optimizer.replan import Away, Emergency
from optimizer.result import Cost
from scenarios import load
from tests.optimizer.line import at, crew, minutes, plan, problem, visit
from workbench.crew_plan import Planned, planned
from workbench.open_work import PlanAsked, open_work_of
from workbench.plan_again import planned_again, price_of, urgent
from workbench.plan_changes import Changes, Kept
from workbench.plan_differences import differences, moved
from workbench.plan_frames import LATE, above_best, judged, left
from workbench.plan_worth import worth


@pytest.fixture(scope="module")
def asked() -> Problem:
    """Two surveys, for two crews of whom one is enough."""
    visits = [visit(name, price_unplanned=900) for name in "AB"]
    return problem(visits, [crew("c1"), crew("c2")])


@pytest.fixture(scope="module")
def found(asked: Problem) -> Planned:
    return planned(open_work_of(asked), Work(20))


def test_work_of_files_is_seen_from_when_the_first_crew_comes(found: Planned) -> None:
    assert found.work.now == at("08:00")
    assert len(found.plan.assignments) == 2
    nobody = problem([visit("A")], [crew(shifts=())])
    with pytest.raises(InputError, match="some crew must be on duty, got no shift at all"):
        open_work_of(nobody)


def test_a_visit_of_files_is_late_after_its_deadline() -> None:
    # Ten minutes of way and thirty of work: done at 8:40 at the earliest, due at 8:30.
    late = problem([visit("A", due_at=at("08:30"), price_late=1.0, price_unplanned=900)])
    found = planned(open_work_of(late), Work(0))
    [row] = left(found, found.plan).to_dict("records")
    assert (row["status"], row["due_at"], row["hours"]) == (LATE, at("08:30"), pytest.approx(1 / 6))
    assert judged(found)["kind"].tolist().count(LATE) == 1


def test_the_rest_is_planned_again_without_a_crew_that_is_ill(found: Planned) -> None:
    one = found.plan.assignments[0].crew
    ill = Away(one, at("08:00"), at("12:00"))
    after = planned_again(found, [ill], at("08:00"), Work(20), minutes(0))
    assert {other.crew for other in after.plan.assignments} == {"c1", "c2"} - {one}
    assert check(after.plan, after.problem) == []
    with pytest.raises(InputError, match="it must happen after the plan was made"):
        planned_again(found, [ill], at("07:00"), Work(0), minutes(0))


def test_an_emergency_anywhere_goes_first(found: Planned) -> None:
    there = Place(0.01, 0.01)
    sent = urgent(found.problem, found.problem.visits[0], "emergency-1", there, at("08:05"))
    after = planned_again(found, [Emergency(sent)], at("08:05"), Work(20), minutes(0))
    assert sent.key in {one.key for one in after.plan.assignments}
    assert (sent.price_unplanned, sent.window) == (900, None)


def test_what_is_set_by_hand_has_its_price() -> None:
    # From the depot to A and home are 20 min at 60 CNY an hour; c2 begins 30 km further away.
    far = crew("c2", depot=Place(0.0, -30.0))
    found = planned(open_work_of(problem([visit("A", price_unplanned=900)], [crew("c1"), far])), Work(20))
    priced = price_of(found, Kept(("A", 1), "c2"))
    assert (priced.cost, priced.moved, priced.left_out) == (pytest.approx(60.0), 0, False)
    as_it_is = found.plan.assignments[0]
    assert price_of(found, Kept(as_it_is.key, "c1", as_it_is.starts_at)).cost == pytest.approx(0.0)


def test_visits_count_as_moved_from_a_minute_on(asked: Problem) -> None:
    before = plan(("c1", "A", "08:10"), ("c1", "B", "09:00"))
    later = plan(("c1", "A", "08:11"), ("c1", "B", "09:00"))
    assert (moved(before, later), moved(before, before)) == (1, 0)
    gone = plan(("c2", "A", "08:10"))
    rows = differences(before, gone, asked)[["application", "crew_before", "crew_after"]]
    assert rows.to_numpy().tolist() == [["A", "c1", "c2"], ["B", "c1", ""]]
    assert moved(before, gone) == 1


def test_visits_that_have_begun_since_are_not_compared(asked: Problem) -> None:
    rest = replace(asked, visits=asked.visits[1:])
    assert differences(plan(("c1", "A", "08:10")), Plan(), rest).empty


def test_crews_that_visits_are_kept_with_are_worth_what_their_kind_is() -> None:
    work = open_work_of(problem([visit("A", work=200), visit("B", work=200, price_unplanned=900)]))
    found = planned(work, Work(20), Changes(kept=(Kept(("A", 1), "c1"),), like=("c1",)))
    rows = worth(found)
    assert rows[["region", "skills", "crews"]].to_numpy().tolist() == [["old_town", ("survey",), 2]]


@pytest.mark.parametrize(
    ("status", "bound", "share"),
    [
        (Status.OPTIMAL, None, 0.0),
        (Status.FEASIBLE, None, None),
        # 110 is a tenth more than the bound of 100.
        (Status.FEASIBLE, 100.0, pytest.approx(0.1)),
        (Status.FEASIBLE, 0.0, None),
    ],
)
def test_how_far_a_plan_may_be_from_the_best_is_said_only_where_it_is_known(
    status: Status, bound: float | None, share: float | None
) -> None:
    assert above_best(Result(Plan(), status, Cost(travel=110.0), bound, 1.0, 1)) == share


def test_a_drone_team_comes_where_the_scenario_could_have_one_and_flies_what_it_can() -> None:
    instant = pd.Timestamp("2026-04-22 08:00", tz="Asia/Shanghai")
    work = PlanAsked(load("mountain_district"), instant).open_work()
    team = "drone_survey_river_plain-1"
    assert team in work.reserve.crews
    before, after = planned(work, Work(0)), planned(work, Work(0), Changes(like=(team,)))
    assert team not in before.plan.by_crew
    assert {one.stage for one in after.plan.by_crew[team]} == {"survey"}
    assert check(after.plan, after.problem) == []
