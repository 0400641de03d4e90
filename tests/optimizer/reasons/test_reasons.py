"""Reasons by hand, and that they are true: what is relaxed plans the visit on time."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import InputError
from domain.plan import Plan, VisitKey
from optimizer import Mode, Problem, Shift, Work, solve
from optimizer.check import check
from optimizer.reasons import Reason, Relaxation, Relaxed, explain, reasons, relax
from optimizer.reasons.explain import PRESSING, lateness_of
from optimizer.reasons.relaxation import with_visit
from tests.optimizer.line import at, crew, minutes, plan, problem, visit

A, B = ("A", 1), ("B", 1)


def kinds(reason: Reason) -> list[Relaxed]:
    return [one.kind for one in reason.relaxations]


def test_what_a_longer_search_finds_room_for_needs_nothing() -> None:
    reason = explain(Plan(), problem([visit("A", price_unplanned=5)]), A)
    assert (reason.late, kinds(reason)) == (None, [Relaxed.NOTHING])


def test_the_least_overtime_that_helps_is_told() -> None:
    # 100 minutes there, 30 of work, 100 back are 230 of 240 minutes; two hours of work need 80 minutes more.
    asked = problem([visit("A", 100, work=120, price_unplanned=900)])
    reason = explain(Plan(), asked, A)
    assert reason.relaxations[0] == Relaxation(Relaxed.OVERTIME, minutes(120), "c1")


def test_one_more_crew_helps_where_the_only_one_is_busy() -> None:
    visits = [visit(name, work=200, price_unplanned=900) for name in "AB"]
    asked = problem(visits)
    reason = explain(plan(("c1", "A", "08:10")), asked, B)
    assert kinds(reason) == [Relaxed.CREW]
    assert reason.instead_of == (A,)


def test_a_crew_that_could_learn_the_skill_is_named() -> None:
    asked = problem([visit("A", price_unplanned=900)], [crew("c1", skills=("drone",)), crew("c2", shifts=())])
    [helps] = explain(Plan(), asked, A).relaxations
    assert (helps.kind, helps.crew, helps.skills) == (Relaxed.SKILL, "c1", ("survey",))


def test_a_late_visit_would_be_on_time_with_a_deadline_as_much_later() -> None:
    asked = problem([visit("A", due_at=at("08:00"), price_late=10, price_unplanned=900)])
    reason = explain(plan(("c1", "A", "08:10")), asked, A)
    assert reason.late == minutes(40)
    assert reason.relaxations == (Relaxation(Relaxed.LATER, minutes(40)),)


def test_a_promised_window_that_nobody_can_keep_is_a_reason() -> None:
    asked = problem([visit("A", window=(at("08:00"), at("08:05")), price_unplanned=900)])
    assert Relaxed.WINDOW in kinds(explain(Plan(), asked, A))


def test_only_visits_that_are_left_out_or_late_are_explained_dearest_first() -> None:
    far = [visit(name, 200, price_unplanned=price) for name, price in (("C", 1), ("D", 2))]
    asked = problem([visit("A", price_unplanned=900), *far])
    found = list(reasons(plan(("c1", "A", "08:10")), asked))
    assert [one.key for one in found] == [("D", 1), ("C", 1)]
    assert len(list(reasons(plan(("c1", "A", "08:10")), asked, most=1))) == 1
    assert list(reasons(plan(("c1", "A", "08:10")), asked, stop=lambda: True)) == []


def test_a_visit_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="Visit 1 of 'X' must be a visit of the problem"):
        explain(Plan(), problem([visit("A")]), ("X", 1))


@st.composite
def busy_days(draw: st.DrawFn) -> Problem:
    """A morning with more work than two crews of different skills get done."""
    skills = st.sampled_from(["survey", "meter"])
    visits = [
        visit(
            f"A{number}",
            draw(st.integers(-60, 60)),
            draw(st.integers(10, 90)),
            modes=(Mode((draw(skills),), minutes(draw(st.integers(10, 90)))),),
            due_at=draw(st.none() | st.integers(20, 240).map(lambda m: at("08:00") + minutes(m))),
            price_late=60,
            price_unplanned=900,
        )
        for number in range(draw(st.integers(3, 7)))
    ]
    crews = [crew("c1"), crew("c2", skills=("meter",), shifts=(Shift(at("08:00"), at("11:00")),))]
    return problem(visits, crews)


@given(busy_days())
@settings(max_examples=12)
def test_whoever_grants_a_relaxation_finds_the_visit_planned_on_time(asked: Problem) -> None:
    result = solve(asked, Work(50), 1, lanes=1)
    assert result.plan is not None
    for reason in reasons(result.plan, asked, budget=Work(20), most=2):
        for relaxation in reason.relaxations:
            assert _granted(asked, result.plan, reason.key, relaxation)


def _granted(asked: Problem, made: Plan, key: VisitKey, relaxation: Relaxation) -> bool:
    """Whether the visit is on time in a plan of the relaxed problem that keeps all its rules."""
    relaxed = relax(asked, key, relaxation)
    pressing = replace(relaxed.visit_of[key], price_late=PRESSING, price_unplanned=PRESSING)
    found = solve(with_visit(relaxed, pressing), Work(200), 2, start=made, lanes=1).plan
    assert found is not None
    assert check(found, relaxed) == []
    return lateness_of(found, relaxed).get(key, pd.Timedelta.max) <= minutes(0.01)
