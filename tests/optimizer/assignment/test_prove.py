"""What is proven of tied visits agrees with what can be worked out by hand, and with every plan found."""

from typing import Any

import pytest
from hypothesis import given, settings

from domain.plan import Plan
from optimizer import Break, Flights, Follows, Prices, Problem, Shift, Status, Together, Work, solve
from optimizer.assignment import Limit, Proof, prove
from optimizer.check import check, cost_of
from optimizer.translate import arrays_of
from tests.optimizer.line import at, crew, minutes, plan, problem, visit
from tests.optimizer.linked.test_search import tied_problems
from tests.optimizer.test_solve_properties import problems

TWO = (crew("c1"), crew("c2"))
DEAR: dict[str, Any] = {"price_unplanned": 900.0}
TICK = 1e-3
"""CNY that rounding to whole ticks may cost."""


def proven(asked: Problem) -> Proof | None:
    """What is proven of a problem of which nothing but the plan of pinned visits is known."""
    translated = arrays_of(asked)
    dear = cost_of(Plan.of(asked.pinned), asked).total
    return prove(translated, [[] for _ in translated.tours], dear, Limit())


def starts(found: Proof | None) -> dict[str, str]:
    assert found is not None
    assert found.plan is not None
    return {one.application: f"{one.crew} {one.starts_at:%d %H:%M}" for one in found.plan.assignments}


def test_two_crews_meet_as_soon_as_the_later_one_is_there() -> None:
    # c2 is free at nine, both begin at 09:10: 70 minutes late at 60 an hour each, both 20 minutes on the way.
    due: dict[str, Any] = {"due_at": at("08:30"), "price_late": 60.0, **DEAR}
    crews = (crew("c1"), crew("c2", free_at=at("09:00")))
    found = proven(
        problem([visit("A", **due), visit("B", **due)], crews, links=(Together(("A", 1), ("B", 1)),))
    )
    assert found is not None
    assert found.bound == pytest.approx(2 * 70 + 2 * 20, abs=TICK)
    assert {start[3:] for start in starts(found).values()} == {"02 09:10"}


def test_one_crew_does_what_follows_where_a_second_one_would_only_drive_more() -> None:
    # Both at 10 km: one crew drives 20 minutes, two would drive 40; nothing is late.
    asked = problem([visit("A", **DEAR), visit("B", **DEAR)], TWO, links=(Follows(("A", 1), ("B", 1)),))
    found = proven(asked)
    assert found is not None
    assert found.bound == pytest.approx(20.0, abs=TICK)
    assert len({start[:2] for start in starts(found).values()}) == 1


def test_what_follows_is_done_on_the_next_day_where_the_day_is_too_short() -> None:
    # 210 minutes and the way are all of Monday: C's price of a day late, 24 hours less, is lower than 900.
    days = (Shift(at("08:00"), at("12:00")), Shift(at("08:00", 3), at("12:00", 3)))
    visits = [visit("A", work=210, **DEAR), visit("C", work=60, due_at=at("12:00"), price_late=10.0, **DEAR)]
    asked = problem(visits, (crew(shifts=days),), links=(Follows(("A", 1), ("C", 1)),))
    found = proven(asked)
    # C ends on Tuesday at 09:10, 21 hours and 10 minutes late; 20 minutes on the way on each of two days.
    assert found is not None
    assert found.bound == pytest.approx(211.667 + 40, abs=TICK)
    assert starts(found)["C"] == "c1 03 08:10"


def test_partners_are_left_out_together_where_one_of_them_costs_too_much() -> None:
    # To be done B needs 40 km and back, 80 CNY, A another 20: 100 is more than leaving both out.
    cheap = [visit("A", price_unplanned=50.0), visit("B", km=40, price_unplanned=45.0)]
    found = proven(problem(cheap, TWO, links=(Together(("A", 1), ("B", 1)),)))
    assert found is not None
    assert found.bound == pytest.approx(95.0, abs=TICK)


def test_the_greatest_lateness_has_a_price_of_its_own() -> None:
    # One after the other B would end at 09:10, 70 minutes late; side by side both end 40 minutes late.
    due: dict[str, Any] = {"due_at": at("08:00"), **DEAR}
    asked = problem([visit("A", **due), visit("B", **due)], TWO, prices=Prices(worst_late_hour=60.0))
    found = proven(asked)
    assert found is not None
    assert found.bound == pytest.approx(40 + 2 * 20, abs=TICK)


def test_a_pinned_visit_stays_and_batteries_and_breaks_take_their_time() -> None:
    # A is pinned at 09:10; B is on the spot and follows it at 09:40, but a break of 20 minutes and 15 minutes
    # to load batteries come between, and its end at 10:45 is an hour late.
    shift = Shift(at("08:00"), at("12:00"), (Break(at("09:30"), at("09:50"), minutes(20)),))
    flyer = crew(shifts=(shift,), flights=Flights(minutes(30), minutes(15)))
    late = visit("B", due_at=at("09:45"), price_late=60.0, **DEAR)
    held = plan(("c1", "A", "09:10")).assignments
    asked = problem([visit("A", **DEAR), late], (flyer,), links=(Follows(("A", 1), ("B", 1)),), pinned=held)
    found = proven(asked)
    assert starts(found) == {"A": "c1 02 09:10", "B": "c1 02 10:15"}
    assert found is not None
    assert found.bound == pytest.approx(60 + 20, abs=TICK)


def test_nothing_is_told_of_problems_that_are_too_large() -> None:
    assert proven(problem([visit(f"A{number}", **DEAR) for number in range(60)])) is None


def test_the_plan_known_is_proven_where_none_is_better() -> None:
    asked = problem([visit("A", **DEAR)])
    assert prove(arrays_of(asked), [[0]], 20.0, Limit()) == Proof(pytest.approx(20.0, abs=TICK), None)


def test_solving_tells_that_a_plan_of_tied_visits_is_optimal() -> None:
    # One crew does both on one way of 20 minutes.
    asked = problem([visit("A", **DEAR), visit("B", **DEAR)], TWO, links=(Follows(("A", 1), ("B", 1)),))
    result = solve(asked, Work(20), 1, bound=True)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, 20.0, 20.0)


@settings(max_examples=6)
@given(tied_problems())
def test_the_bound_of_tied_visits_is_reached_by_a_plan(asked: Problem) -> None:
    found = assert_bounded(asked)
    if found.plan is not None:
        assert cost_of(found.plan, asked).total == pytest.approx(found.bound, abs=TICK)


@settings(max_examples=6)
@given(problems())
def test_no_plan_that_search_finds_is_below_the_bound(asked: Problem) -> None:
    assert_bounded(asked)


def assert_bounded(asked: Problem) -> Proof:
    searched, found = solve(asked, Work(100), 1).objective, proven(asked)
    assert searched is not None
    assert found is not None
    assert found.bound <= searched + TICK
    assert found.plan is None or check(found.plan, asked) == []
    return found
