"""Bounds below every plan, and plans proven to be the best."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.contestants.crew_day import make
from benchmarks.contestants.crew_switchboard import problem_of
from domain.plan import Plan
from optimizer import Break, Prices, Problem, Result, Seconds, Shift, Status, Together, Work, solve
from optimizer.check import check, cost_of
from optimizer.compiled import COMPILED
from optimizer.exact import Effort, bounded, judged
from optimizer.exact.ahead import look_ahead
from optimizer.exact.labelling import grow
from tests.optimizer.every_plan import least_cost
from tests.optimizer.line import at, crew, minutes, plan, problem, visit
from tests.optimizer.test_solve_properties import crews, visits

AT_LENGTH = Effort(400, inf)


def bound_of(asked: Problem, known: Plan = Plan()) -> Result:  # noqa: B008, a plan is frozen
    """What is known of all plans, beside one."""
    return bounded(asked, Result(known, Status.FEASIBLE, cost_of(known, asked), None, 0.0, 0), AT_LENGTH)


def test_the_best_plan_of_two_visits_is_found_beside_an_empty_one_and_proven() -> None:
    # Both lie on one way: ten minutes to each, twenty home; 40 CNY instead of 1,000 for leaving them out.
    asked = problem([visit("A", 10, price_unplanned=500), visit("B", 20, price_unplanned=500)])
    found = bound_of(asked)
    assert (found.status, found.objective, found.bound, found.gap) == (Status.OPTIMAL, 40, 40, 0)
    assert found.plan is not None
    assert check(found.plan, asked) == []


def test_visits_that_are_not_worth_the_way_make_the_empty_plan_optimal() -> None:
    found = bound_of(problem([visit("A", price_unplanned=19)]))
    assert (found.status, found.plan, found.objective) == (Status.OPTIMAL, Plan(), 19)


def test_nobody_to_do_it_is_proven_too() -> None:
    found = bound_of(problem([visit("A", price_unplanned=5)], []))
    assert (found.status, found.bound) == (Status.OPTIMAL, 5)


def test_a_break_that_must_be_taken_before_is_in_the_bound() -> None:
    # Without the break from 8:00 to 9:00 it would end at 8:40; with it at 8:55, a quarter of an hour late.
    pause = Break(at("08:00"), at("08:30"), minutes(15))
    one = crew(shifts=(Shift(at("08:00"), at("12:00"), (pause,)),))
    asked = problem([visit("A", due_at=at("08:40"), price_late=60, price_unplanned=500)], [one])
    assert bound_of(asked).bound == pytest.approx(20 + 15)


def test_what_is_pinned_is_in_the_bound() -> None:
    # The pinned visit is there and back, the other one on the way: it costs nothing more.
    pinned = plan(("c1", "A", "10:00")).assignments
    asked = problem([visit("A"), visit("B", price_unplanned=500)], pinned=pinned)
    found = bound_of(asked, plan(("c1", "A", "10:00")))
    assert (found.status, found.objective) == (Status.OPTIMAL, 20)


def test_what_began_before_planning_leaves_the_bound_unknown() -> None:
    pinned = plan(("c1", "A", "08:10")).assignments
    asked = problem([visit("A"), visit("B", price_unplanned=500)], [crew(free_at=at("08:40"))], pinned=pinned)
    assert bound_of(asked, plan(("c1", "A", "08:10"))).bound is None


def test_a_price_that_the_bound_leaves_out_is_never_called_optimal() -> None:
    # One crew is two hours busier than the mean of both; no plan is cheaper, but the bound does not know.
    asked = problem([visit("A", work=100, price_unplanned=900)], [crew("c1"), crew("c2")])
    unfair = replace(asked, prices=Prices(imbalance_hour=60))
    known = plan(("c1", "A", "08:10"))
    assert bound_of(asked, known).status is Status.OPTIMAL
    found = bound_of(unfair, known)
    assert (found.status, found.objective) == (Status.FEASIBLE, 20 + 60)
    assert found.bound == pytest.approx(20)


def test_a_visit_for_two_crews_is_proven_to_be_left_out_where_there_is_one() -> None:
    # With one crew there can be no plan of both; without the link it would do them for 20 CNY.
    tied = Together(("A", 1), ("B", 1))
    asked = problem([visit("A", price_unplanned=500), visit("B", price_unplanned=500)], links=(tied,))
    found = bound_of(asked)
    assert (found.status, found.objective, found.bound) == (Status.OPTIMAL, 1000, 1000)


@settings(max_examples=25)
@given(st.data())
def test_no_plan_costs_less_than_the_bound_and_an_optimal_one_is_the_best(data: st.DataObject) -> None:
    asked = data.draw(_few())
    found = solve(asked, Work(30), 1, bound=True)
    least = least_cost(asked)
    assert found.bound is not None
    assert found.bound <= least + 1e-6 * max(least, 1)
    if found.status is Status.OPTIMAL:
        assert found.objective == pytest.approx(found.bound)


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(10, 60), st.integers(0, 9)), min_size=1, max_size=4)
)
def test_without_what_is_left_out_the_best_of_all_plans_is_proven(
    drawn: Sequence[tuple[int, int, int]],
) -> None:
    asked = problem(
        [
            visit(f"A{row}", km, work, due_at=at("08:30"), price_late=60 * price, price_unplanned=70)
            for row, (km, work, price) in enumerate(drawn)
        ],
        [crew("c1", price_shift=5), crew("c2", shifts=(Shift(at("08:20"), at("09:20")),))],
    )
    found = bound_of(asked)
    assert found.status is Status.OPTIMAL
    assert found.objective == pytest.approx(least_cost(asked))


def test_a_day_of_twenty_visits_is_proven() -> None:
    found = solve(problem_of(make(20, 4, 4), True), Work(500), 1, bound=True)
    assert found.status is Status.OPTIMAL
    assert found.plan is not None
    assert found.bound == found.objective


def test_more_visits_than_labels_can_remember_have_a_bound() -> None:
    asked = problem_of(make(70, 8, 1, multi=True), True)
    found = bounded(asked, solve(asked, Work(2_000), 1), Effort(60, inf))
    assert found.gap is not None
    assert 0 <= found.gap < 0.2


def test_a_bound_by_work_is_the_same_every_time() -> None:
    asked = problem_of(make(15, 3, 2), True)
    one, other = (solve(asked, Work(200), 1, bound=True) for _ in range(2))
    assert (one.plan, one.bound, one.status) == (other.plan, other.bound, other.status)


def test_small_problems_are_judged_where_there_is_time_and_end_when_proven() -> None:
    found = solve(problem([visit("A", price_unplanned=500)]), Seconds(20), 1)
    assert found.status is Status.OPTIMAL
    assert found.seconds < 20
    assert solve(problem([visit("A", price_unplanned=500)]), Seconds(0.1), 1, bound=False).bound is None
    assert solve(problem([visit("A", price_unplanned=500)]), Work(10), 1).bound is None


def test_a_search_that_is_stopped_is_judged_and_not_taken_up_again() -> None:
    heard: list[Result] = []

    def stop(result: Result) -> bool:
        heard.append(result)
        return False

    asked = replace(problem([visit("A", price_unplanned=500)]), prices=Prices(imbalance_hour=60))
    found = solve(asked, Seconds(5), 1, progress=stop)
    assert len(heard) == 1
    assert found.bound is not None


def test_a_bound_that_only_rounding_puts_below_the_cost_is_the_cost() -> None:
    known = bound_of(problem([visit("A", price_unplanned=500)]))
    assert judged(replace(known, bound=20 - 1e-7)).bound == 20
    assert judged(replace(known, bound=19.9)).status is Status.FEASIBLE


@pytest.mark.skipif(not COMPILED, reason="numba is not installed")
def test_pricing_is_compiled_once_for_problems_of_any_size() -> None:
    for count in (3, 70):
        bounded(*_judged(count), Effort(2, inf))
    assert [len(vars(kernel)["overloads"]) for kernel in (grow, look_ahead)] == [1, 1]


def _judged(count: int) -> tuple[Problem, Result]:
    asked = problem_of(make(count, 3, 1, multi=True), True)
    return asked, Result(Plan(), Status.FEASIBLE, cost_of(Plan(), asked), None, 0.0, 0)


@st.composite
def _few(draw: st.DrawFn) -> Problem:
    """Up to three visits and two crews with any of the rules and prices."""
    asked = [draw(visits(number)) for number in range(draw(st.integers(1, 3)))]
    working = [draw(crews(f"c{number}")) for number in range(draw(st.integers(1, 2)))]
    prices = Prices(
        travel_km=0.5,
        moved_promise=draw(st.integers(0, 40)),
        imbalance_hour=draw(st.sampled_from([0, 20])),
        worst_late_hour=draw(st.sampled_from([0, 30])),
    )
    told = plan(("c0", "A0", "09:00")).assignments
    return problem(asked, working, prices=prices, promised=told)
