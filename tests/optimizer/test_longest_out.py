"""A crew may be out for so long only; it leaves as late as costs nothing: waiting before does not count."""

from dataclasses import replace
from typing import Any

from domain.plan import Plan
from optimizer import Break, Follows, Mode, Moment, Problem, Shift, Visit, Work, solve
from optimizer.check import check
from optimizer.reasons import explain
from optimizer.reasons.relaxation import Relaxation, Relaxed
from optimizer.replan import standing
from optimizer.translate import arrays_of
from tests.optimizer.line import at, crew, minutes, place, plan, problem, visit

# B at kilometre 20 begins at ten, ends at 10:30 and lets the crew be home at 10:50. A at kilometre 10 takes
# half an hour on the way: begun at 8:10 the crew is out from eight on, 170 minutes; begun at 9:20, as late as
# it can, from 9:10 on, 100 minutes. The shift ends at eleven: there is no time for A after B.
B = visit("B", 20, window=(at("10:00"), at("10:00")), price_unplanned=900)


def a(**changes: Any) -> Visit:
    """The visit before B."""
    return visit("A", 10, price_unplanned=500, **changes)


def asked(longest: float, first: Visit | None = None, **changes: Any) -> Problem:
    """Both visits, and a crew that may be out for so many minutes."""
    shift = Shift(at("08:00"), at("11:00"), longest_out=minutes(longest))
    return problem([first or a(), B], [crew(shifts=(shift,))], **changes)


def planned(of: Problem) -> Plan:
    """The plan found, checked."""
    found = solve(of, Work(100), 1).plan
    assert found is not None
    assert check(found, of) == []
    return found


BOTH, ONE = plan(("c1", "A", "09:20"), ("c1", "B", "10:00")), plan(("c1", "B", "10:00"))


def test_a_crew_sets_out_late_enough_to_be_back_in_time() -> None:
    assert planned(asked(100)) == BOTH
    assert planned(asked(99)) == ONE


def test_the_check_counts_from_leaving_to_being_back() -> None:
    assert check(BOTH, asked(100)) == []
    assert check(plan(("c1", "A", "08:10"), ("c1", "B", "10:00")), asked(100)) == [
        "Crew 'c1' must be out for at most 0 days 01:40:00, got 0 days 02:50:00."
    ]


def test_no_visit_is_put_off_beyond_its_due_instant_or_window() -> None:
    # It may end by 9:10, so begin by 8:40: out from 8:30 on, 140 minutes.
    due = a(due_at=at("09:10"), due_for=Moment.END, price_late=1)
    assert planned(asked(140, due)) == plan(("c1", "A", "08:40"), ("c1", "B", "10:00"))
    assert planned(asked(139, due)) == ONE
    window = a(window=(at("08:00"), at("08:40")))
    assert planned(asked(139, window)) == ONE


def test_a_visit_that_others_wait_for_is_not_put_off() -> None:
    # The second crew, which can do nothing else, does C when A is done; A with C is dearer than B.
    then = visit("C", 10, price_unplanned=900, modes=(Mode(("meter",), minutes(30)),))
    crews = (*asked(100).crews, crew("c2", skills=("meter",)))
    short = problem([a(), B, then], crews, links=(Follows(("A", 1), ("C", 1)),))
    assert planned(short) == plan(("c1", "A", "08:10"), ("c2", "C", "08:40"))
    long = replace(short, crews=(*asked(170).crews, crews[1]))
    assert planned(long) == plan(("c1", "A", "08:10"), ("c1", "B", "10:00"), ("c2", "C", "08:40"))


def test_a_day_on_which_nothing_is_done_keeps_no_tied_visit_from_another() -> None:
    days = tuple(Shift(at("08:00", day), at("11:00", day), longest_out=minutes(120)) for day in (2, 3))
    visits = [visit(name, 10, price_unplanned=500) for name in "AB"]
    tied = problem(visits, [crew(shifts=days)], links=(Follows(("A", 1), ("B", 1)),))
    assert len(planned(tied).assignments) == 2


def test_hours_away_are_paid_from_when_the_crew_leaves() -> None:
    paid = asked(100)
    paid = replace(paid, crews=(replace(paid.crews[0], price_hour=60.0),))
    result = solve(paid, Work(100), 1)
    # 40 minutes on the way at 60 CNY an hour, and 100 minutes away at the same.
    assert result.objective == 40 + 100


def test_a_break_keeps_the_crew_from_setting_out_later() -> None:
    pause = Break(at("08:00"), at("11:00"), minutes(5))
    shift = Shift(at("08:00"), at("11:00"), (pause,), minutes(120))
    assert planned(replace(asked(1), crews=(crew(shifts=(shift,)),))) == ONE


def test_a_crew_on_its_way_has_been_out_already() -> None:
    # Away from eight on and free at 8:40 at kilometre 10, 40 of 180 minutes are gone.
    shift = Shift(at("08:00"), at("12:00"), longest_out=minutes(180))
    day = problem([visit("A", 10), visit("B", 30, price_unplanned=900)], [crew(shifts=(shift,))])
    stands = standing(plan(("c1", "A", "08:10")), day, at("08:20"), {})
    [now] = stands.problem.crews
    assert (now.position, now.shifts[0].longest_out) == (place(10), minutes(140))
    # Waiting counts now, as it is out: home by eleven at the latest.
    assert arrays_of(stands.problem).arrays.tours.latest[0] == minutes(160) / minutes(1) * 60_000
    assert check(plan(("c1", "B", "09:59")), stands.problem) == []
    assert len(check(plan(("c1", "B", "10:01")), stands.problem)) == 1


def test_overtime_lets_a_crew_be_out_for_longer() -> None:
    # 30 minutes there and back and 30 of work are 90; it may be out for 60.
    shift = Shift(at("08:00"), at("12:00"), longest_out=minutes(60))
    far = problem([visit("A", 30, price_unplanned=900)], [crew(shifts=(shift,))])
    assert explain(Plan(), far, ("A", 1)).relaxations[0] == Relaxation(Relaxed.OVERTIME, minutes(30), "c1")
