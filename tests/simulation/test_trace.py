"""Days traced by hand."""

import pytest

from scenarios import Scenario
from tests.simulation.small import (
    NINE_TO_FIVE,
    clock,
    constant,
    crew,
    desk,
    field,
    run_at,
    scenario,
    scenario_data,
    with_tracks,
)

EIGHT = 8 * 60.0
SURELY = 1 - 1e-9
"""A loop of probability 1 would never end."""


def stage(log, name):
    return log.visits[log.visits["stage"] == name]


def spans(log, name=None):
    """Segments of a stage's visits as (kind, start, end)."""
    segments = log.segments
    if name is not None:
        segments = segments[segments["visit"].isin(stage(log, name).index)]
    return list(
        zip(segments["kind"], clock(segments["started_at"]), clock(segments["ended_at"]), strict=True)
    )


def test_a_day_of_ten_applications():
    """One person accepts (30 min each, from 09:00), one crew surveys (65 min, half an hour away)."""
    day = scenario(
        {
            "acceptance": desk("office", constant(30)),
            "survey": field("survey", constant(65), unfinished="overtime"),
        },
        desks={"office": 1},
        crews=[crew("survey", latitude=31.1)],
    )
    # Ten applications, 08:00, 08:05, ..., 08:45.
    log = run_at(day, [EIGHT + 5 * k for k in range(10)])

    # The desk opens at 09:00 and takes the k-th (from 0) at 09:00 + 30 k min.
    assert clock(stage(log, "acceptance")["started_at"]) == [
        "1 09:00", "1 09:30", "1 10:00", "1 10:30", "1 11:00",
        "1 11:30", "1 12:00", "1 12:30", "1 13:00", "1 13:30",
    ]  # fmt: skip
    # The crew sets out at 09:30, is there at 10:00 and stays in the place, where the next customers live:
    # 10:00 + 65 k min for k = 0..6. The seventh begins at 16:30 and is done in overtime, 17:35. The others
    # wait for the next morning: from the depot at 09:00, there at 09:30, then 65 min each.
    assert clock(stage(log, "survey")["started_at"]) == [
        "1 10:00", "1 11:05", "1 12:10", "1 13:15", "1 14:20",
        "1 15:25", "1 16:30", "2 09:30", "2 10:35", "2 11:40",
    ]  # fmt: skip
    assert clock(log.applications["finished_at"]) == [
        "1 11:05", "1 12:10", "1 13:15", "1 14:20", "1 15:25",
        "1 16:30", "1 17:35", "2 10:35", "2 11:40", "2 12:45",
    ]  # fmt: skip
    travel = [span for span in spans(log) if span[0] == "travel"]
    assert travel == [("travel", "1 09:30", "1 10:00"), ("travel", "2 09:00", "2 09:30")]


def test_unfinished_desk_work_resumes_the_next_morning():
    """10 h of work from 12:00: 5 h until 17:00, 5 h from 09:00."""
    day = scenario({"design": desk("office", constant(600))}, desks={"office": 1}, days=3)
    log = run_at(day, [12 * 60.0])
    assert spans(log) == [("work", "1 12:00", "1 17:00"), ("work", "2 09:00", "2 14:00")]
    assert clock(log.applications["finished_at"]) == ["2 14:00"]


def test_a_crew_that_resumes_travels_again_from_its_depot():
    """Out at 15:00, there at 15:30, 90 min until 17:00; next day there at 09:30 for the 60 min left."""
    day = scenario({"works": field("build", constant(150))}, crews=[crew("build", latitude=31.1)])
    log = run_at(day, [15 * 60.0])
    assert spans(log) == [
        ("travel", "1 15:00", "1 15:30"),
        ("work", "1 15:30", "1 17:00"),
        ("travel", "2 09:00", "2 09:30"),
        ("work", "2 09:30", "2 10:30"),
    ]


def test_work_that_will_not_be_done_in_time_is_not_started():
    """At 16:00 an hour is left of the shift and 90 min are needed."""
    day = scenario(
        {"inspection": desk("office", constant(90), unfinished="do_not_start")}, desks={"office": 1}
    )
    log = run_at(day, [16 * 60.0])
    assert spans(log) == [("work", "2 09:00", "2 10:30")]


def test_a_crew_does_not_set_out_for_a_place_it_reaches_after_its_shift():
    day = scenario(
        {"survey": field("survey", constant(10), unfinished="overtime")},
        crews=[crew("survey", latitude=31.1)],
    )
    # 16:40 + 30 min is past 17:00; at 16:20 the crew arrives at 16:50 and works into overtime.
    assert clock(run_at(day, [16 * 60.0 + 40]).visits["started_at"]) == ["2 09:30"]
    assert clock(run_at(day, [16 * 60.0 + 20]).visits["started_at"]) == ["1 16:50"]


def urgent_and_plain(work, crews=(), desks=None):
    """Two tracks with the same stage, but for what `work` says of the urgent one's."""
    plain, urgent = work
    data = scenario_data({"work": plain}, desks, crews=crews, days=20)
    track = data["tracks"]["plain"]
    tracks = {
        "urgent": {**track, "priority": 0, "stages": {"work": urgent}},
        "plain": {**track, "priority": 1},
    }
    return Scenario.from_data(with_tracks(data, tracks))


def test_work_that_has_to_wait_for_the_next_shift_hides_nothing_behind_it():
    """At 14:30 the desk is free; each of the 13 urgent ones needs 200 min, and 150 are left of the day."""
    work = (desk("office", constant(40)), desk("office", constant(200), unfinished="do_not_start"))
    minutes = [830.0, *(840.0 + k for k in range(13)), 855.0]
    log = run_at(urgent_and_plain(work, desks={"office": 1}), minutes, ["plain", *["urgent"] * 13, "plain"])
    started = clock(log.visits["started_at"])
    assert started[0] == "1 13:50"
    assert started[14] == "1 14:30"
    # 200 min from 09:00 and from 12:20; then 80 min are left of the day: two a day, and the last on day 8
    assert started[1:4] == ["2 09:00", "2 12:20", "3 09:00"]
    assert started[13] == "8 09:00"


def test_work_that_the_way_makes_too_long_for_any_shift_is_done_in_overtime():
    """30 min out and 460 min there are 490 min of a shift of 480; 13 of them, and one of 10 min behind.

    One a day, the first from 09:30 to 17:10. A crew begins its day at the depot, so each is too long; once
    the last is done on day 13, the plain one is begun on day 14.
    """
    work = (field("build", constant(10)), field("build", constant(460), unfinished="do_not_start"))
    of = urgent_and_plain(work, crews=[crew("build", latitude=31.1)])
    log = run_at(of, [*(480.0 + k for k in range(13)), 500.0], [*["urgent"] * 13, "plain"])
    assert spans(log)[:3] == [
        ("travel", "1 09:00", "1 09:30"),
        ("work", "1 09:30", "1 17:10"),
        ("travel", "2 09:00", "2 09:30"),
    ]
    assert clock(log.visits["started_at"]) == [f"{day} 09:30" for day in range(1, 15)]


@pytest.mark.parametrize("unfinished", ["resume", "overtime", "do_not_start"])
def test_a_place_farther_than_a_whole_shift_is_reached_in_overtime(unfinished):
    """9 h out (1.8 degrees, 0.1 in half an hour), 10 min there: 09:00 to 18:10, whatever the stage says."""
    stages = {"works": field("build", constant(10), unfinished=unfinished)}
    log = run_at(scenario(stages, crews=[crew("build", latitude=32.8)]), [480.0])
    assert spans(log) == [("travel", "1 09:00", "1 18:00"), ("work", "1 18:00", "1 18:10")]


def test_papers_wait_for_the_next_round_of_the_post():
    by_post = {**desk("office", constant(10)), "hand_over": {"at": "10:00", "roster": "nine_to_five"}}
    log = run_at(scenario({"design": by_post}, desks={"office": 2}), [9 * 60.0, 11 * 60.0])
    assert clock(log.visits["started_at"]) == ["1 10:00", "2 10:00"]
    assert clock(log.visits["enabled_at"]) == ["1 09:00", "1 11:00"]


def test_papers_for_which_no_round_comes_any_more_are_shown_waiting():
    """The post is carried on the last day of a year only; the run and what lies behind it end before."""
    yearly = {"cycle": [[]] * 365 + [["09:00-17:00"]], "anchor": "2026-03-02"}
    rosters = {"nine_to_five": NINE_TO_FIVE, "yearly": yearly}
    by_post = {**desk("office", constant(10)), "hand_over": {"at": "10:00", "roster": "yearly"}}
    log = run_at(scenario({"design": by_post}, {"office": 2}, rosters=rosters), [540.0])
    assert clock(log.visits["started_at"]) == ["-"]
    assert list(zip(log.holds["cause"], clock(log.holds["ended_at"]), strict=True)) == [("hand_over", "-")]


def test_keying_papers_in_again_takes_desk_time():
    post = {"at": "10:00", "roster": "nine_to_five", "rekeying": constant(6)}
    log = run_at(
        scenario({"design": {**desk("office", constant(10)), "hand_over": post}}, {"office": 1}), [540.0]
    )
    assert spans(log) == [("work", "1 10:00", "1 10:16")]


def confirmation(answer_minutes):
    return {
        **desk("office", constant(15), only_after_lapse=True),
        "hold": {
            "cause": "customer_confirmation",
            "duration": constant(answer_minutes),
            "lapse_after_hours": 12,
        },
    }


def test_a_customer_who_answers_in_time_is_not_called():
    log = run_at(scenario({"scheme_confirmation": confirmation(300)}, {"office": 1}), [540.0])
    assert clock(log.applications["finished_at"]) == ["1 14:00"]
    assert len(log.segments) == 0
    assert list(zip(clock(log.holds["started_at"]), clock(log.holds["ended_at"]), strict=True)) == [
        ("1 09:00", "1 14:00")
    ]


def test_after_twelve_hours_without_an_answer_the_desk_calls():
    """Asked at 09:00, lapsed at 21:00; the desk calls at 09:00 next morning and has the answer at 09:15."""
    log = run_at(scenario({"scheme_confirmation": confirmation(5000)}, {"office": 1}), [540.0])
    assert clock(log.holds["ended_at"]) == ["1 21:00"]
    assert spans(log) == [("work", "2 09:00", "2 09:15")]
    assert clock(log.visits["enabled_at"]) == ["1 09:00"]
    assert clock(log.visits["started_at"]) == ["2 09:00"]


def test_branches_side_by_side_meet_before_what_follows():
    """Two desks take 20 and 50 min from 09:00; the end waits for the longer."""
    day = scenario(
        {name: desk(name, constant(minutes)) for name, minutes in (("a", 20), ("b", 50), ("c", 10))},
        desks={"a": 1, "b": 1, "c": 1},
        procedure={"sequence": [{"parallel": ["a", "b"]}, "c"]},
    )
    log = run_at(day, [540.0])
    assert list(zip(log.visits["stage"], clock(log.visits["started_at"]), strict=True)) == [
        ("a", "1 09:00"),
        ("b", "1 09:00"),
        ("c", "1 09:50"),
    ]


@pytest.mark.parametrize(("other_minutes", "supplied"), [(50, "1 10:10"), (120, "1 11:00")])
def test_a_branch_that_is_redone_meets_the_other_when_both_are_done(other_minutes, supplied):
    """Check 20 min, mend 30, check 20: done at 10:10; the other branch at 09:50 or at 11:00."""
    again = {"loop": {"do": "check", "redo": "mend", "probability": SURELY, "max": 1}}
    minutes = {"check": 20, "mend": 30, "other": other_minutes, "supply": 10}
    day = scenario(
        {name: desk(name, constant(took)) for name, took in minutes.items()},
        desks=dict.fromkeys(minutes, 1),
        procedure={"sequence": [{"parallel": [again, "other"]}, "supply"]},
    )
    log = run_at(day, [540.0])
    assert clock(stage(log, "check")["started_at"]) == ["1 09:00", "1 09:50"]
    assert clock(stage(log, "supply")["started_at"]) == [supplied]


def test_branches_that_are_redone_together_meet_anew():
    """20 and 50 min side by side, a check of 10: from 09:00 to 10:00, and all of it again."""
    minutes = {"a": 20, "b": 50, "check": 10}
    both = {"sequence": [{"parallel": ["a", "b"]}, "check"]}
    day = scenario(
        {name: desk(name, constant(took)) for name, took in minutes.items()},
        desks=dict.fromkeys(minutes, 1),
        procedure={"loop": {"do": both, "redo": "silent", "probability": SURELY, "max": 1}},
    )
    log = run_at(day, [540.0])
    assert clock(stage(log, "a")["started_at"]) == ["1 09:00", "1 10:00"]
    assert clock(stage(log, "check")["started_at"]) == ["1 09:50", "1 10:50"]
    assert clock(log.applications["finished_at"]) == ["1 11:00"]


def test_a_lower_priority_number_goes_first_among_waiting_work():
    """One desk, an hour each: the urgent one that came last overtakes the second while both wait."""
    data = scenario_data({"work": desk("office", constant(60))}, {"office": 1})
    plain = data["tracks"]["plain"]
    data = with_tracks(data, {"plain": {**plain, "priority": 5}, "urgent": {**plain, "priority": 0}})
    log = run_at(Scenario.from_data(data), [540.0, 541.0, 542.0], ["plain", "plain", "urgent"])
    assert list(zip(log.applications["track"], clock(log.applications["finished_at"]), strict=True)) == [
        ("plain", "1 10:00"),
        ("plain", "1 12:00"),
        ("urgent", "1 11:00"),
    ]


@pytest.mark.parametrize(("dispatch", "order"), [("fifo", [0, 1, 2, 3]), ("earliest_deadline", [0, 3, 2, 1])])
def test_dispatch_takes_first_what_waits_longest_or_what_is_due_first(dispatch, order):
    """Promised: track a within 30 h, b within 3 h, c within 2 h; applications a, a, b, c, an hour each."""
    data = scenario_data({"work": desk("office", constant(60))}, {"office": 1}, dispatch=dispatch)
    plain = data["tracks"]["plain"]
    data = with_tracks(data, dict.fromkeys("abc", plain))
    data["service_levels"] = {
        f"{track}_within_{hours}h": {
            "limit": f"{hours} h elapsed from application.submitted to application.finished",
            "applies_to": {"track": [track]},
        }
        for track, hours in (("a", 30), ("b", 3), ("c", 2))
    }
    log = run_at(Scenario.from_data(data), [540.0, 541.0, 542.0, 543.0], list("aabc"))
    assert log.visits["started_at"].argsort().tolist() == order


def test_a_dispatcher_who_goes_by_deadlines_heeds_the_holds_that_stop_them():
    """One desk, an hour each; b's first occupies it from 13:35 to 14:35, then a's and b's second wait.

    a: 10 h from 09:00, that is 19:00; its papers hold it up to 14:00, that is 5 h, so 24:00. b: 8 h from
    13:50, that is 21:50, before a; without the hold it would come after.
    """
    data = scenario_data({"work": desk("office", constant(60))}, {"office": 1}, dispatch="earliest_deadline")
    plain = data["tracks"]["plain"]
    papers = {"department": "office", "hold": {"cause": "customer_papers", "duration": constant(300)}}
    data["stages"]["papers"] = papers
    data = with_tracks(data, {"a": {**plain, "procedure": {"sequence": ["papers", "work"]}}, "b": plain})
    data["service_levels"] = {
        name: {
            "limit": f"{hours} h elapsed from application.submitted to application.finished{clause}",
            "applies_to": {"track": [name]},
        }
        for name, hours, clause in (("a", 10, ", stops for customer_papers"), ("b", 8, ""))
    }
    log = run_at(Scenario.from_data(data), [540.0, 815.0, 830.0], list("abb"))
    assert clock(stage(log, "work")["started_at"]) == ["1 15:35", "1 13:35", "1 14:35"]


def test_what_goes_on_at_the_end_of_the_horizon_is_shown_open():
    """At midnight of the second day: one survey half done, one visit waiting."""
    day = scenario({"watch": desk("office", constant(2000))}, {"office": 1}, roster="always")
    log = run_at(day, [1440.0, 1500.0])
    assert clock(log.visits["started_at"]) == ["2 00:00", "-"]
    assert clock(log.visits["completed_at"]) == ["-", "-"]
    assert spans(log) == [("work", "2 00:00", "-")]
    assert clock(log.applications["finished_at"]) == ["-", "-"]


def test_a_share_of_papers_is_carried_over_at_once():
    """By post a visit that is ready at 10:30 waits until 10:00 of the next day; by hand it begins at once."""
    by_hand = {"hand_over": {"at": "10:00", "roster": "always", "by_post": 0.0}}
    log = run_at(scenario({"design": {**desk("office", constant(30)), **by_hand}}, {"office": 1}), [630.0])
    assert clock(log.visits["completed_at"]) == ["1 11:00"]
    by_post = {"hand_over": {"at": "10:00", "roster": "always"}}
    log = run_at(scenario({"design": {**desk("office", constant(30)), **by_post}}, {"office": 1}), [630.0])
    assert clock(log.visits["completed_at"]) == ["2 10:30"]
    assert (clock(log.holds["started_at"]), clock(log.holds["ended_at"])) == (["1 10:30"], ["2 10:00"])
    assert list(log.holds["cause"]) == ["hand_over"]
