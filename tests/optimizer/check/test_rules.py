"""Each rule, broken once in a world where the arithmetic can be done by hand."""

from dataclasses import replace

import pytest

from domain.plan import Assignment, Plan
from optimizer import Break, Flights, Follows, Mode, Shift, Together
from optimizer.check import check
from tests.optimizer.line import at, crew, minutes, plan, problem, visit


def test_a_plan_that_keeps_all_rules_is_accepted():
    # 08:00 + 10 min of way; 08:40 done; 10 min on to kilometre 20: 08:50; home at 09:40.
    both = problem([visit("A"), visit("B", km=20)])
    assert check(plan(("c1", "A", "08:10"), ("c1", "B", "08:50")), both) == []


def test_the_empty_plan_keeps_the_rules():
    assert check(Plan(), problem([visit("A")])) == []


def test_strangers_are_named_with_the_nearest_crew():
    assert check(plan(("c2", "Z", "08:10")), problem([visit("A")])) == [
        "Visit 1 of 'Z' must be a visit of the problem.",
        "Visit 1 of 'Z' must be done by a crew of the problem, got 'c2'.",
    ]


def test_a_visit_is_of_its_stage():
    other = Plan((Assignment("c1", "A", 1, "construction", at("08:10")),))
    assert check(other, problem([visit("A")])) == [
        "Visit 1 of 'A' must be of stage 'survey', got 'construction'."
    ]


def test_a_crew_has_all_skills_of_one_way_to_do_it():
    modes = (Mode(("survey", "high"), minutes(30)), Mode(("drone_survey",), minutes(10)))
    assert check(plan(("c1", "A", "08:10")), problem([visit("A", modes=modes)])) == [
        "Visit 1 of 'A' must be done by a crew that has the skills survey, high or drone_survey, got 'c1'."
    ]


def test_a_drone_team_flies_only_where_it_may():
    drones = crew(flights=Flights(minutes(60), minutes(20), ("mountain",)))
    assert check(plan(("c1", "A", "08:10")), problem([visit("A")], [drones])) == [
        "Visit 1 of 'A' must be done by a crew that may fly in terrain '', got 'c1'."
    ]


def test_nothing_begins_before_it_is_ready_or_outside_its_window():
    early = problem([visit("A", ready_at=at("08:30"))])
    assert check(plan(("c1", "A", "08:29")), early) == [
        "Visit 1 of 'A' must not begin before 2026-03-02 08:30:00+00:00, got 2026-03-02 08:29:00+00:00."
    ]
    promised = problem([visit("A", window=(at("08:30"), at("09:00")))])
    assert check(plan(("c1", "A", "09:00")), promised) == []
    (sentence,) = check(plan(("c1", "A", "09:01")), promised)
    assert sentence.startswith("Visit 1 of 'A' must begin from 2026-03-02 08:30:00+00:00 to")


def test_the_way_takes_its_time():
    both = problem([visit("A"), visit("B", km=20)])
    assert check(plan(("c1", "A", "08:09"), ("c1", "B", "08:48")), both) == [
        "Visit 1 of 'A' must not begin before crew 'c1' is there, 2026-03-02 08:10:00+00:00, "
        "got 2026-03-02 08:09:00+00:00.",
        "Visit 1 of 'B' must not begin before crew 'c1' is there, 2026-03-02 08:49:00+00:00, "
        "got 2026-03-02 08:48:00+00:00.",
    ]


def test_a_novice_crew_works_and_a_slow_one_travels_longer():
    # Twice the pace: there at 08:20. Twice the work: 08:20 + 60 = 09:20, and 20 minutes to B: 09:40.
    both = problem([visit("A"), visit("B", km=20)], [crew(experience=2.0, pace=2.0)])
    assert check(plan(("c1", "A", "08:20"), ("c1", "B", "09:40")), both) == []
    assert len(check(plan(("c1", "A", "08:19"), ("c1", "B", "09:38")), both)) == 2


def test_a_visit_belongs_into_a_shift():
    (sentence,) = check(plan(("c1", "A", "07:00")), problem([visit("A")]))
    assert sentence.startswith("Visit 1 of 'A' must begin in a shift of crew 'c1', got")


def test_a_crew_is_home_when_shift_and_overtime_end():
    # Begins 11:21, works till 11:51, home at 12:01.
    late = plan(("c1", "A", "11:21"))
    assert check(late, problem([visit("A")])) == [
        "Crew 'c1' must be back by 2026-03-02 12:00:00+00:00, when its shift and overtime end, "
        "got 2026-03-02 12:01:00+00:00."
    ]
    assert check(late, problem([visit("A")], [crew(overtime=minutes(1))])) == []


def test_overtime_does_not_reach_into_the_next_shift():
    shifts = (Shift(at("08:00"), at("12:00")), Shift(at("12:00"), at("16:00")))
    both = problem([visit("A"), visit("B")], [crew(shifts=shifts, overtime=minutes(30))])
    # A: 11:40 to 12:10, home at 12:20, so B can begin at 12:30 at the earliest.
    assert check(plan(("c1", "A", "11:40"), ("c1", "B", "12:30")), both) == []
    (sentence,) = check(plan(("c1", "A", "11:40"), ("c1", "B", "12:29")), both)
    assert "when it leaves again, got 2026-03-02 12:20:00+00:00" in sentence


def test_a_crew_sets_out_from_where_it_is_once_it_is_free():
    here = visit("B", km=30).place
    both = problem([visit("A")], [crew(position=here, free_at=at("09:00"))])
    # From kilometre 30 to 10: 20 minutes after nine.
    assert check(plan(("c1", "A", "09:20")), both) == []
    assert len(check(plan(("c1", "A", "09:19")), both)) == 1


def _resting(earliest: str, latest: str) -> tuple[Shift, ...]:
    return (Shift(at("08:00"), at("12:00"), (Break(at(earliest), at(latest), minutes(30)),)),)


def test_a_break_is_taken_between_visits_or_on_the_way():
    both = problem([visit("A"), visit("B", km=20)], [crew(shifts=_resting("08:30", "09:00"))])
    # A until 08:40, 10 minutes of way and 30 of break: B from 09:20 on.
    assert check(plan(("c1", "A", "08:10"), ("c1", "B", "09:20")), both) == []
    # A minute less and the break waits for the way home, which begins at 09:49: too late.
    assert check(plan(("c1", "A", "08:10"), ("c1", "B", "09:19")), both) == [
        "Crew 'c1' must have 0 days 00:30:00 free for a break that begins from "
        "2026-03-02 08:30:00+00:00 to 2026-03-02 09:00:00+00:00."
    ]


def test_a_break_delays_the_way_home_unless_it_can_wait_till_then():
    one = [visit("A")]
    # A from 11:15 to 11:45, home at 11:55; a break that must begin by 11:50 makes that 12:25.
    last = plan(("c1", "A", "11:15"))
    assert check(last, problem(one, [crew(shifts=_resting("11:30", "11:55"))])) == []
    (sentence,) = check(last, problem(one, [crew(shifts=_resting("11:30", "11:50"))]))
    assert sentence.endswith("got 2026-03-02 12:25:00+00:00.")


def test_a_break_before_the_crew_has_to_leave_is_taken_at_the_depot():
    # 08:00 to 08:30, then ten minutes of way.
    early = problem([visit("A")], [crew(shifts=_resting("08:00", "08:10"))])
    assert check(plan(("c1", "A", "08:40")), early) == []
    assert len(check(plan(("c1", "A", "08:39")), early)) == 1


def test_batteries_are_loaded_before_the_visit_that_would_empty_them():
    drones = crew(flights=Flights(battery=minutes(50), recharge=minutes(20)))
    both = problem([visit("A"), visit("B")], [drones])
    # A until 08:40 leaves 20 minutes, B takes 30: twenty minutes to load them at the same place.
    assert check(plan(("c1", "A", "08:10"), ("c1", "B", "09:00")), both) == []
    (sentence,) = check(plan(("c1", "A", "08:10"), ("c1", "B", "08:59")), both)
    assert "is there with its batteries recharged, 2026-03-02 09:00:00+00:00" in sentence


def test_no_visit_outlasts_a_set_of_batteries():
    drones = crew(flights=Flights(battery=minutes(29), recharge=minutes(0)))
    assert check(plan(("c1", "A", "08:10")), problem([visit("A")], [drones])) == [
        "Visit 1 of 'A' must end before the batteries of crew 'c1' are empty, after 0 days 00:29:00, "
        "got 0 days 00:30:00."
    ]


def test_a_crew_takes_no_more_than_it_carries_on_a_shift():
    wanting = [visit("A", materials={"meter": 2}), visit("B", km=20, materials={"meter": 1})]
    both = plan(("c1", "A", "08:10"), ("c1", "B", "08:50"))
    assert check(both, problem(wanting, [crew(stock={"meter": 3})])) == []
    assert check(both, problem(wanting, [crew(stock={"meter": 2})])) == [
        "Crew 'c1' must take at most 2 of 'meter' from its stock on the shift of "
        "2026-03-02 08:00:00+00:00, got 3."
    ]


def test_a_visit_that_follows_waits_for_the_end_of_the_first_and_the_gap():
    tied = problem([visit("A"), visit("B", km=20)], links=(Follows(("A", 1), ("B", 1), minutes(60)),))
    # A until 08:40 and an hour.
    assert check(plan(("c1", "A", "08:10"), ("c1", "B", "09:40")), tied) == []
    assert len(check(plan(("c1", "A", "08:10"), ("c1", "B", "09:39")), tied)) == 1
    assert check(plan(("c1", "B", "09:40")), tied) == [
        "Visit 1 of 'B' must follow visit 1 of 'A', which is not planned."
    ]


def test_two_crews_meet_at_a_visit_that_takes_both():
    crews = [crew("c1"), crew("c2")]
    tied = problem([visit("A"), visit("B")], crews, links=(Together(("A", 1), ("B", 1)),))
    assert check(plan(("c1", "A", "08:30"), ("c2", "B", "08:30")), tied) == []
    (sentence,) = check(plan(("c1", "A", "08:30"), ("c2", "B", "08:31")), tied)
    assert sentence.endswith("begin 0 days 00:00:00 to 0 days 00:00:00 after it, got 0 days 00:01:00.")
    (sentence,) = check(plan(("c1", "A", "08:30")), tied)
    assert sentence.endswith("both must be planned, got only one.")
    both = plan(("c1", "A", "08:30"), ("c1", "B", "09:00"))
    loose = replace(tied, links=(Together(("A", 1), ("B", 1), most=minutes(60)),))
    (sentence,) = check(both, loose)
    assert sentence.endswith("with another crew, got 'c1' for both.")


@pytest.mark.parametrize(
    ("found", "end"),
    [
        (plan(("c1", "A", "08:30")), []),
        (plan(), ["got no crew."]),
        (plan(("c1", "A", "08:31")), ["got 'c1' at 2026-03-02 08:31:00+00:00."]),
        (plan(("c2", "A", "08:30")), ["got 'c2' at 2026-03-02 08:30:00+00:00."]),
    ],
)
def test_a_pinned_visit_stays(found, end):
    pinned = plan(("c1", "A", "08:30")).assignments
    said = check(found, problem([visit("A")], [crew("c1"), crew("c2")], pinned=pinned))
    assert [sentence.split(", ")[-1] for sentence in said] == end
