"""Crews that follow plans made by hand."""

from datetime import timedelta

import pandas as pd
import pytest

from domain.errors import InputError
from domain.plan import Assignment, CrewState, Plan, WaitingVisit
from scenarios import Scenario
from simulation import PlanFollowing, Trigger, run
from simulation.place import point
from tests.simulation.small import (
    START,
    clock,
    constant,
    crew,
    desk,
    field,
    run_at,
    scenario_data,
    with_tracks,
)

EIGHT, NINE = 480.0, 540.0
CREW = "survey_crew-1"
WITHIN_48H = {"in_time": {"limit": "48 h elapsed from application.submitted to application.finished"}}


def at(minutes):
    return pd.Timestamp(START, tz="UTC") + pd.Timedelta(minutes=minutes)


def surveys(**more):
    data = scenario_data({"survey": field("survey", constant(30))}, crews=[crew("survey")])
    return Scenario.from_data({**data, **more})


def in_order(*visits, name=CREW):
    """A plan of one crew: numbers of applications whose first visit it does, from 09:00 every hour."""
    return [
        Assignment(name, number, 1, "survey", at(NINE + 60 * place)) for place, number in enumerate(visits)
    ]


class Reversing:
    """Plans for the first crew on duty to do last what came first, and keeps what it saw."""

    every = None

    def __init__(self):
        self.seen = []

    def decide(self, snapshot, trigger):
        self.seen.append((trigger, snapshot))
        return in_order(*(one.application for one in reversed(snapshot.waiting)))


def numbers(log):
    return log.applications["application_id"].tolist()


def test_crews_do_visits_in_the_order_of_the_plan():
    """Three wait at 09:00, half an hour each: the last goes first."""
    dispatcher = Reversing()
    log = run_at(surveys(), [EIGHT, EIGHT + 1, EIGHT + 2], dispatcher=dispatcher)
    assert clock(log.visits["started_at"]) == ["1 10:00", "1 09:30", "1 09:00"]
    assert [trigger for trigger, _ in dispatcher.seen] == [Trigger.SHIFT, Trigger.SHIFT]


def test_a_plan_made_beforehand_is_followed_and_what_is_gone_is_skipped():
    """Planned: the third, one that never comes, the first; the second is not planned and comes last."""
    of = surveys()
    first, second, third = numbers(run_at(of, [EIGHT, EIGHT + 1, EIGHT + 2]))
    plan = Plan.of(in_order(third, "Z999999", first))
    log = run_at(of, [EIGHT, EIGHT + 1, EIGHT + 2], dispatcher=PlanFollowing(plan))
    assert numbers(log) == [first, second, third]
    assert clock(log.visits["started_at"]) == ["1 09:30", "1 10:00", "1 09:00"]


def test_a_dispatcher_sees_who_waits_where_since_when_and_how_pressing_it_is():
    """Promised within 48 h of 08:00; the crew is at its depot in the region's centre until 17:00."""
    dispatcher = Reversing()
    log = run_at(
        surveys(service_levels=WITHIN_48H), [EIGHT], dispatcher=dispatcher, sites=[point(31.1, 117.2)]
    )
    _, snapshot = dispatcher.seen[0]
    assert snapshot.now == at(NINE)
    [visit] = snapshot.waiting
    assert (visit.latitude, visit.longitude) == pytest.approx((31.1, 117.2))
    assert visit == WaitingVisit(
        numbers(log)[0], 1, "plain", "survey", "survey", "here", visit.latitude, visit.longitude, 0,
        pd.Timedelta(minutes=30), at(EIGHT), at(EIGHT + 48 * 60), None, "in_time",
    )  # fmt: skip
    [state] = snapshot.crews
    assert (state.latitude, state.longitude) == pytest.approx((31.0, 117.0))
    assert state == CrewState(
        CREW, ("survey",), "here", state.latitude, state.longitude, at(NINE + 8 * 60), None, None
    )


def test_a_dispatcher_sees_the_window_that_a_customer_was_promised():
    """Two of 90 min have the window 09:00-12:00; at 10:00 the crew is at the first, and the second waits."""

    class Watching(Reversing):
        every = timedelta(hours=1)

    survey = field("survey", constant(90))
    appointment = {"windows": ["09:00-12:00"], "roster": "nine_to_five"}
    data = scenario_data({"survey": {**survey, "appointment": appointment}}, crews=[crew("survey")])
    dispatcher = Watching()
    run_at(Scenario.from_data(data), [EIGHT, EIGHT + 1], dispatcher=dispatcher)
    [snapshot] = [seen for _, seen in dispatcher.seen if seen.now == at(NINE + 60)]
    assert [one.window for one in snapshot.waiting] == [(at(NINE), at(NINE + 180))]


def test_a_dispatcher_sees_what_crews_are_at():
    """Asked every hour; the first survey begins at 09:45 and should take half an hour."""

    class Watching(Reversing):
        every = timedelta(hours=1)

    dispatcher = Watching()
    log = run_at(surveys(), [NINE + 45], dispatcher=dispatcher)
    seen = {snapshot.now: snapshot.crews[0] for _, snapshot in dispatcher.seen}
    assert seen[at(NINE)].doing is None
    assert (seen[at(NINE + 60)].doing, seen[at(NINE + 60)].free_at) == ((numbers(log)[0], 1), at(NINE + 75))
    assert seen[at(NINE + 120)].doing is None
    assert seen[at(NINE - 60)].on_duty_until is None


def test_a_new_plan_replaces_the_one_before():
    """At 10:00 the third and the second are done (09:00, 09:30); then the plan is made by what waits."""

    class Once(Reversing):
        every = timedelta(hours=1)

        def decide(self, snapshot, trigger):
            order = sorted((one.application for one in snapshot.waiting), reverse=trigger is Trigger.SHIFT)
            return in_order(*order)

    minutes = [EIGHT + k for k in range(5)]
    started = clock(run_at(surveys(), minutes, dispatcher=Once()).visits["started_at"])
    assert [started.index(one) for one in sorted(started)] == [4, 3, 0, 1, 2]


def test_an_idle_crew_sets_out_when_a_plan_gives_it_work_that_another_crew_had():
    """Planned for one of two crews at 09:00; at 10:00 the plan is empty, so the other takes what waits."""

    class Changing(Reversing):
        every = timedelta(hours=1)

        def decide(self, snapshot, trigger):
            return super().decide(snapshot, trigger) if snapshot.now == at(NINE) else []

    data = scenario_data({"survey": field("survey", constant(50))}, crews=[crew("survey", size=2)])
    log = run_at(Scenario.from_data(data), [EIGHT, EIGHT, EIGHT], dispatcher=Changing())
    # the first crew at 09:00 and 09:50; at 10:00 the second takes the third
    assert sorted(clock(log.visits["started_at"])) == ["1 09:00", "1 09:50", "1 10:00"]
    assert sorted(log.visits["resource"]) == [CREW, CREW, "survey_crew-2"]


def test_a_plan_waits_for_work_that_is_more_pressing():
    """An urgent survey comes at 09:10; the crew goes there at 09:30 although its plan goes on."""
    data = scenario_data({"survey": field("survey", constant(30))}, crews=[crew("survey")])
    plain = data["tracks"]["plain"]
    data = with_tracks(data, {"plain": {**plain, "priority": 1}, "urgent": {**plain, "priority": 0}})
    log = run_at(
        Scenario.from_data(data), [EIGHT, EIGHT + 1, NINE + 10], ["plain", "plain", "urgent"],
        dispatcher=Reversing(),
    )  # fmt: skip
    assert clock(log.visits["started_at"]) == ["1 10:00", "1 09:00", "1 09:30"]


@pytest.mark.parametrize("dispatch", ["fifo", "nearest", "earliest_deadline"])
def test_without_assignments_the_scenario_s_rule_decides(dispatch):
    """Frame by frame, over a week of chance."""
    data = scenario_data(
        {"acceptance": desk("office", constant(10)), "survey": field("survey", constant(30))},
        desks={"office": 2},
        crews=[crew("survey", size=3)],
        per_day=50,
        days=7,
        dispatch=dispatch,
        service_levels=WITHIN_48H,
    )
    data["regions"]["here"]["radius_km"] = 15.0
    of = Scenario.from_data(data)
    by_rule = run(of, seed=3)
    by_plan = run(of, seed=3, dispatcher=PlanFollowing(Plan(), every=timedelta(minutes=30)))
    pd.testing.assert_frame_equal(by_plan.visits, by_rule.visits)
    pd.testing.assert_frame_equal(by_plan.segments, by_rule.segments)


def test_a_visit_planned_for_a_crew_that_is_away_is_anybody_s():
    """The night crew is planned at 09:00 but off duty; the day crew does the visit."""
    night = crew("survey", name="night", roster="by_night")
    data = scenario_data({"survey": field("survey", constant(30))}, crews=[night, crew("survey")])
    data["rosters"]["by_night"] = {"shifts": {"mon-sun": ["20:00-24:00"]}}

    class Nightly(Reversing):
        def decide(self, snapshot, trigger):
            return in_order(*(one.application for one in snapshot.waiting), name="night-1")

    log = run_at(Scenario.from_data(data), [EIGHT], dispatcher=Nightly())
    assert (list(log.visits["resource"]), clock(log.visits["started_at"])) == ([CREW], ["1 09:00"])


def test_a_plan_for_a_crew_that_does_not_exist_is_refused():
    class Mistaken(Reversing):
        def decide(self, snapshot, trigger):
            return in_order("A000001", name="survey_crew-7")

    with pytest.raises(InputError, match=r"got 'survey_crew-7' \(nearest: 'survey_crew-1'\)"):
        run_at(surveys(), [EIGHT], dispatcher=Mistaken())


def test_a_plan_for_a_crew_without_the_skill_is_refused():
    data = scenario_data({"survey": field("survey", constant(30))}, crews=[crew("survey"), crew("build")])

    class Mistaken(Reversing):
        def decide(self, snapshot, trigger):
            return in_order(*(one.application for one in snapshot.waiting), name="build_crew-1")

    with pytest.raises(
        InputError, match=r"crew 'build_crew-1' must have the skill and region of visit 1 of A"
    ):
        run_at(Scenario.from_data(data), [EIGHT], dispatcher=Mistaken())


def test_plans_are_not_made_without_pause():
    with pytest.raises(InputError, match=r"every must be at least a minute, got 0:00:01"):
        PlanFollowing(Plan(), every=timedelta(seconds=1))


def test_a_dispatcher_sees_a_crew_that_will_be_stopped_on_its_way():
    """An hour's way to the customer; the van fails at 09:30, on the way, and for the rest of the day."""

    class Watching(Reversing):
        every = timedelta(minutes=20)

    survey = field("survey", constant(30), unfinished="overtime")
    of = Scenario.from_data(scenario_data({"survey": survey}, crews=[crew("survey")]))
    dispatcher, far = Watching(), [point(31.2, 117.0)]
    run_at(of, [EIGHT], dispatcher=dispatcher, sites=far, down={CREW: [(NINE + 30, NINE + 1440)]})
    seen = {snapshot.now: snapshot.crews[0] for _, snapshot in dispatcher.seen}
    assert seen[at(NINE + 20)].doing is not None
    assert seen[at(NINE + 20)].free_at == at(NINE + 30)
