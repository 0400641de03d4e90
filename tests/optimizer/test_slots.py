"""Appointment windows for one more visit, and what they cost."""

import pytest

from optimizer import Shift
from optimizer.check import check, cost_of
from optimizer.slots import Slot, slots, windows_of
from tests.optimizer.line import at, crew, plan, problem, visit

MORNING = [(at("08:00"), at("10:00")), (at("10:00"), at("12:00"))]
MADE = plan(("c1", "A", "10:00"))


def test_the_window_in_which_the_crew_comes_by_anyway_is_cheapest() -> None:
    # With A at ten the crew passes B on its way there; by itself it would be no dearer, but A is fixed later.
    asked = problem([visit("A", 20, window=(at("10:00"), at("10:00"))), visit("B", 10)])
    found = slots(MADE, asked, asked.visits[1])
    assert found[0] == Slot((at("08:00"), at("10:00")), 0.0, "c1")


def test_a_window_costs_the_lateness_of_others_too() -> None:
    # A takes 30 minutes at 10 km and is due at 8:40. B in front of it, at the same place, makes it 30 late.
    asked = problem([visit("A", 10, due_at=at("08:40"), price_late=60), visit("B", 10)])
    early, late = [(at("08:10"), at("08:10"))], [(at("09:00"), at("09:30"))]
    made = plan(("c1", "A", "08:10"))
    [before] = slots(made, asked, asked.visits[1], early)
    [behind] = slots(made, asked, asked.visits[1], late)
    assert (before.cost, behind.cost) == (pytest.approx(30), 0.0)


def test_the_cost_is_what_the_plan_with_the_visit_costs_more() -> None:
    asked = problem([visit("A", 20, window=(at("10:00"), at("10:00"))), visit("B", -10)])
    [slot] = slots(MADE, asked, asked.visits[1], [(at("10:30"), at("12:00"))])
    with_it = plan(("c1", "A", "10:00"), ("c1", "B", "11:00"))
    assert check(with_it, asked) == []
    assert slot.cost == pytest.approx(cost_of(with_it, asked).total - cost_of(MADE, asked).total)


def test_nobody_who_can_do_it_is_no_window() -> None:

    assert slots(MADE, problem([visit("A", 20)], [crew("c1", skills=("meter",))]), visit("A", 20)) == []


def test_windows_cover_the_time_on_duty_and_no_night() -> None:
    early, next_day = Shift(at("08:00"), at("11:00")), Shift(at("08:00", 3), at("10:00", 3))
    asked = problem([visit("A")], [crew("c1", shifts=(early, next_day)), crew("c2")])
    assert list(windows_of(asked)) == [*MORNING, (at("08:00", 3), at("10:00", 3))]
