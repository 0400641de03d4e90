"""Plans that can be worked out by hand."""

import pandas as pd
import pytest

from domain.plan import Plan
from optimizer import Break, Flights, Mode, Prices, Problem, Result, Seconds, Shift, Status, Work, solve
from optimizer.check import check
from optimizer.compiled import COMPILED
from optimizer.search.anneal import anneal
from optimizer.search.insertion import insert
from tests.optimizer.line import at, crew, minutes, place, plan, problem, visit


def solved(asked: Problem, start: Plan | None = None) -> Result:
    """The answer, its plan checked."""
    result = solve(asked, Work(200), 1, start=start)
    assert result.plan is not None
    assert check(result.plan, asked) == []
    return result


def test_a_crew_does_what_lies_on_its_way() -> None:
    # Ten minutes to each of two places, half an hour of work, twenty minutes home: 40 CNY of way.
    near = visit("A", 10, price_unplanned=500, due_at=at("08:40"), price_late=10)
    visits = near, visit("B", 20, price_unplanned=500)
    result = solved(problem(visits))
    assert result.plan == plan(("c1", "A", "08:10"), ("c1", "B", "08:50"))
    assert result.objective == 40
    assert result.status is Status.FEASIBLE


def test_a_visit_that_costs_more_than_leaving_it_out_is_left_out() -> None:
    # There and back is 20 CNY.
    result = solved(problem([visit("A", price_unplanned=19), visit("B", -10, price_unplanned=21)]))
    assert result.unplanned == (("A", 1),)
    assert result.objective == 19 + 20


def test_late_is_better_than_dropped() -> None:
    # It could begin at 8:10 and end at 8:40, 40 minutes after it was due, at 60 CNY an hour.
    result = solved(problem([visit("A", due_at=at("08:00"), price_late=60, price_unplanned=500)]))
    assert result.cost is not None
    assert result.cost.late == pytest.approx(40)


def test_the_visit_that_is_dearer_to_do_late_goes_first() -> None:
    visits = (
        visit("A", due_at=at("08:40"), price_late=10, price_unplanned=500),
        visit("B", due_at=at("08:40"), price_late=20, price_unplanned=500),
    )
    assert solved(problem(visits)).plan == plan(("c1", "B", "08:10"), ("c1", "A", "08:40"))


def test_a_window_is_kept_or_the_visit_left_out() -> None:
    too_early = visit("A", price_unplanned=900, window=(at("08:00"), at("08:09")))
    wait = visit("B", price_unplanned=900, window=(at("09:00"), at("09:00")))
    result = solved(problem([too_early, wait]))
    assert (result.plan, result.unplanned) == (plan(("c1", "B", "09:00")), (("A", 1),))


def test_a_break_is_taken_while_there_is_time_for_it() -> None:
    # Without it the visit would last from 8:10 to 9:10, and the break could not begin by nine.
    pause = Break(at("08:00"), at("09:00"), minutes(15))
    one = crew(shifts=(Shift(at("08:00"), at("12:00"), (pause,)),))
    asked = problem([visit("A", work=60, price_unplanned=500)], [one])
    assert solved(asked).plan == plan(("c1", "A", "08:25"))


def test_a_drone_team_recharges_when_the_next_visit_does_not_fit() -> None:
    # 30 of 40 minutes are flown; the second visit waits for 20 minutes of loading.
    one = crew(flights=Flights(minutes(40), minutes(20)))
    asked = problem([visit("A", price_unplanned=500), visit("B", price_unplanned=500)], [one])
    assert sorted(stop.starts_at for stop in _plan(asked).assignments) == [at("08:10"), at("09:00")]


def test_a_drone_team_flies_only_where_it_may() -> None:
    one = crew(flights=Flights(minutes(60), minutes(20), ("mountain",)))
    town, hill = visit("A", price_unplanned=500), visit("B", price_unplanned=500, place=place(10, "mountain"))
    assert solved(problem([town, hill], [one])).unplanned == (("A", 1),)


@pytest.mark.parametrize(("allowed", "left_out"), [(9, 1), (10, 0)])
def test_overtime_reaches_as_far_as_it_may(allowed: float, left_out: int) -> None:
    # Back at 8:50, ten minutes after the shift.
    one = crew(shifts=(Shift(at("08:00"), at("08:40")),), overtime=minutes(allowed), price_overtime=60)
    result = solved(problem([visit("A", price_unplanned=500)], [one]))
    assert len(result.unplanned) == left_out
    assert result.objective == pytest.approx(500 if left_out else 20 + 10)


def test_a_crew_paid_by_the_hour_leaves_as_late_as_costs_nothing() -> None:
    # Both are at one place; B begins at ten, the crew is home at 10:40, and there is no time for A after B.
    # Begun at 9:30, A lets the crew leave at 9:20: 80 minutes at 60 CNY an hour, and 20 CNY of way.
    one = crew(price_hour=60, shifts=(Shift(at("08:00"), at("11:00")),))
    visits = (
        visit("A", price_unplanned=500),
        visit("B", price_unplanned=500, window=(at("10:00"), at("10:00"))),
    )
    result = solved(problem(visits, [one]))
    assert result.plan == plan(("c1", "A", "09:30"), ("c1", "B", "10:00"))
    assert result.objective == pytest.approx(80 + 20)


def test_a_crew_takes_no_more_than_it_carries() -> None:
    visits = [visit(name, price_unplanned=500, materials={"meter": 1}) for name in "ABC"]
    assert len(solved(problem(visits, [crew(stock={"meter": 2})])).unplanned) == 1


def test_a_second_crew_leaves_only_when_it_pays() -> None:
    # One crew would be 30 minutes late at 60 CNY an hour; another costs 20 CNY of way and its shift.
    visits = [visit(name, due_at=at("08:40"), price_late=60, price_unplanned=500) for name in "AB"]
    for price, used in ((5, 2), (15, 1)):
        crews = [crew(name, price_shift=price) for name in ("c1", "c2")]
        assert len(_plan(problem(visits, crews)).by_crew) == used


def test_work_is_shared_where_being_busier_than_others_has_a_price() -> None:
    # One crew with both is busy for 80 minutes, 40 above the mean: 40 CNY and 20 of way. Two are busy for 50
    # minutes each, at 40 CNY of way.
    visits = [visit(name, price_unplanned=500) for name in "AB"]
    crews = [crew(name) for name in ("c1", "c2")]
    for price, cost, used in ((60, 40, 2), (0, 20, 1)):
        result = solved(problem(visits, crews, prices=Prices(imbalance_hour=price)))
        assert result.objective == pytest.approx(cost)
        assert result.plan is not None
        assert len(result.plan.by_crew) == used


def test_what_is_pinned_stays() -> None:
    pinned = plan(("c1", "A", "10:00")).assignments
    asked = problem([visit("A"), visit("B", price_unplanned=500)], pinned=pinned)
    assert solved(asked).plan == plan(("c1", "B", "08:10"), ("c1", "A", "10:00"))


def test_there_is_no_plan_where_what_is_pinned_cannot_be() -> None:
    pinned = plan(("c1", "A", "09:00"), ("c1", "B", "09:15")).assignments
    result = solve(problem([visit("A"), visit("B")], pinned=pinned), Work(0), 1)
    assert (result.plan, result.status, result.cost) == (None, Status.NO_PLAN, None)


def test_a_promise_is_kept_where_it_is_dearer_to_move() -> None:
    promised = plan(("c1", "A", "09:00")).assignments
    asked = problem([visit("A", price_unplanned=500)], promised=promised, prices=Prices(moved_promise=50))
    result = solved(asked)
    assert result.plan == plan(("c1", "A", "09:00"))
    assert result.objective == 20


def test_a_crew_under_way_begins_where_and_when_it_is_free() -> None:
    one = crew(position=place(10), free_at=at("09:00"))
    assert solved(problem([visit("A", price_unplanned=500)], [one])).plan == plan(("c1", "A", "09:00"))


def test_a_crew_that_is_free_after_its_shift_begins_the_next_one_at_its_depot() -> None:
    shifts = (Shift(at("08:00"), at("09:00")), Shift(at("10:00"), at("12:00")))
    one = crew(position=place(10), free_at=at("09:30"), shifts=shifts)
    # From the depot at 0 it is ten minutes to the visit at 10.
    assert solved(problem([visit("A", price_unplanned=500)], [one])).plan == plan(("c1", "A", "10:10"))


def test_an_earlier_plan_is_kept_as_far_as_it_fits() -> None:
    asked = problem([visit("A", price_unplanned=500), visit("B", price_unplanned=500)])
    start = plan(("c1", "B", "08:10"), ("c1", "A", "08:40"), ("gone", "C", "08:00"))
    result = solve(asked, Work(0), 1, start=start)
    assert result.plan == plan(("c1", "B", "08:10"), ("c1", "A", "08:40"))


def test_without_crews_all_visits_are_left_out() -> None:
    result = solved(problem([visit("A", price_unplanned=5)], []))
    assert (result.plan, result.unplanned, result.objective) == (Plan(), (("A", 1),), 5)


def test_without_visits_the_plan_is_empty() -> None:
    result = solved(problem([]))
    assert (result.plan, result.objective) == (Plan(), 0)


def test_work_goes_on_the_next_day() -> None:
    short = (Shift(at("08:00"), at("09:00")), Shift(at("08:00", 3), at("09:00", 3)))
    visits = [visit(name, price_unplanned=500) for name in "AB"]
    days = [stop.starts_at.day for stop in _plan(problem(visits, [crew(shifts=short)])).assignments]
    assert days == [2, 3]


def _plan(asked: Problem) -> Plan:
    plan = solved(asked).plan
    assert plan is not None
    return plan


def test_times_are_exact() -> None:
    # A third of a minute of way is rounded up to whole milliseconds.
    result = _plan(problem([visit("A", 1 / 3, price_unplanned=500)]))
    assert result.assignments[0].starts_at == at("08:00") + pd.Timedelta(seconds=20)


def _town(count: int) -> Problem:
    """Visits of two skills, which two crews each have, all over the line, half of them with a deadline."""
    skills = ("survey", "installation")
    visits = [
        visit(
            f"A{number}",
            km=(number * 37) % 60 - 30,
            modes=(Mode((skills[number % 2],), minutes(10 + number * 7 % 20)),),
            due_at=at("10:00") if number % 3 else None,
            price_late=60,
            price_unplanned=80 + number,
        )
        for number in range(count)
    ]
    return problem(visits, [crew(f"c{number}", skills=(skills[number % 2],)) for number in range(4)])


def test_work_gives_the_same_plan_on_any_number_of_lanes() -> None:
    asked = _town(40)
    plans = {lanes: solve(asked, Work(2_000), 7, lanes=lanes) for lanes in (1, 2, 3)}
    assert plans[1].plan == plans[2].plan == plans[3].plan
    assert plans[1].work == plans[3].work > 1_900


def test_more_work_is_never_worse_and_search_beats_the_first_plan() -> None:
    asked = _town(40)
    first, more = (solve(asked, Work(rounds), 7).objective for rounds in (0, 3_000))
    assert first is not None
    assert more is not None
    assert more < first


def test_progress_hears_of_better_plans_only_and_may_stop() -> None:
    heard: list[float] = []

    def hear(result: Result) -> bool:
        assert result.objective is not None
        heard.append(result.objective)
        return len(heard) < 2

    result = solve(_town(40), Work(3_000), 7, progress=hear)
    assert heard == sorted(set(heard), reverse=True)
    assert len(heard) == 2
    assert result.objective == heard[-1]


def test_seconds_give_a_plan_that_keeps_the_rules() -> None:
    asked = _town(40)
    result = solve(asked, Seconds(0.2), 7)
    assert result.plan is not None
    assert check(result.plan, asked) == []


@pytest.mark.skipif(not COMPILED, reason="numba is not installed")
def test_search_is_compiled_once_for_problems_of_one_part_and_of_two() -> None:
    # A second signature would mean that somebody waits for the compiler although all was compiled at set-up.
    solved(problem([visit("A", price_unplanned=500)]))
    solved(_town(10))
    assert [len(vars(kernel)["overloads"]) for kernel in (anneal, insert)] == [1, 1]
