"""The objective by parts, each worked out by hand."""

import pytest

from domain.errors import InputError
from optimizer import Break, Cost, Moment, Prices, Shift
from optimizer.check import cost_of
from tests.optimizer.line import at, crew, minutes, plan, problem, visit


def test_nothing_planned_costs_what_is_left_out():
    left = problem([visit("A", price_unplanned=500.0), visit("B", price_unplanned=70.0)])
    assert cost_of(plan(), left) == Cost(unplanned=570.0)


@pytest.mark.parametrize(("moment", "late"), [(Moment.END, 40.0), (Moment.BEGIN, 10.0)])
def test_lateness_counts_from_begin_or_end_as_promised(moment, late):
    # Begins 08:30, ends 09:00; due at 08:20: 10 or 40 minutes late at 60 an hour.
    due = visit("A", due_at=at("08:20"), due_for=moment, price_late=60.0)
    assert cost_of(plan(("c1", "A", "08:30")), problem([due])).late == pytest.approx(late)


def test_an_early_visit_earns_nothing():
    due = visit("A", due_at=at("11:00"), price_late=60.0)
    assert cost_of(plan(("c1", "A", "08:30")), problem([due])).late == 0.0


def test_the_way_there_and_home_is_paid_by_time_and_distance():
    # 20 minutes at the pace of 1.5 are half an hour: 30, and 20 km at 2.
    one = problem([visit("A")], [crew(pace=1.5)], prices=Prices(travel_hour=60.0, travel_km=2.0))
    assert cost_of(plan(("c1", "A", "08:30")), one).travel == pytest.approx(30 + 40)


def test_overtime_is_paid_from_the_end_of_the_shift_to_the_depot():
    # 11:50 to 12:20, home at 12:30: half an hour at 90.
    one = problem([visit("A")], [crew(overtime=minutes(60), price_overtime=90.0)])
    assert cost_of(plan(("c1", "A", "11:50")), one).overtime == pytest.approx(45)


def test_a_crew_is_paid_for_the_shift_and_from_leaving_to_being_back():
    # Leaves at 08:20, back at 09:10: 50 minutes at 60 an hour beside 100 for the shift; the other crew rests.
    paid = {"price_shift": 100.0, "price_hour": 60.0}
    one = problem([visit("A")], [crew("c1", **paid), crew("c2", **paid)])
    assert cost_of(plan(("c1", "A", "08:30")), one).crews == pytest.approx(150)


@pytest.mark.parametrize(("earliest", "hours"), [("08:00", 50), ("08:10", 80)])
def test_a_break_at_the_depot_is_not_time_out(earliest, hours):
    # Over by 08:30 it was taken before leaving at 08:30; from 08:10 to 08:40 it is on the way.
    shifts = (Shift(at("08:00"), at("12:00"), (Break(at(earliest), at("08:10"), minutes(30)),)),)
    one = problem([visit("A")], [crew(shifts=shifts, price_hour=60.0)])
    begin = "08:40" if earliest == "08:00" else "08:45"
    assert cost_of(plan(("c1", "A", begin)), one).crews == pytest.approx(hours)


def test_imbalance_is_time_above_the_mean_of_crews_of_the_same_skills():
    # c1 is busy for 20 + 30 = 50 minutes, c2 for none: 25 above their mean; c3 has other skills.
    crews = [crew("c1"), crew("c2"), crew("c3", skills=("survey", "construction"))]
    one = problem([visit("A")], crews, prices=Prices(imbalance_hour=60.0))
    assert cost_of(plan(("c1", "A", "08:30")), one).imbalance == pytest.approx(25)


def test_a_promise_is_moved_by_another_begin_and_by_leaving_the_visit_out():
    promised = plan(("c1", "A", "08:30"), ("c1", "B", "09:30")).assignments
    prices = Prices(moved_promise=80.0)
    both = problem([visit("A"), visit("B")], [crew("c1"), crew("c2")], prices=prices, promised=promised)
    assert cost_of(plan(("c2", "A", "08:30"), ("c1", "B", "09:30")), both).moved == 0.0
    assert cost_of(plan(("c1", "A", "08:31")), both).moved == 160.0


def test_the_visit_that_is_latest_of_all_is_paid_for_again():
    # A ends at 09:00, ten minutes late, B at 09:40, twenty: those at 60 an hour, their own prices aside.
    due = [visit("A", due_at=at("08:50")), visit("B", km=20, due_at=at("09:20"))]
    both = problem(due, prices=Prices(worst_late_hour=60.0))
    cost = cost_of(plan(("c1", "A", "08:30"), ("c1", "B", "09:10")), both)
    assert (cost.late, cost.worst_late) == (0.0, pytest.approx(20))


def test_the_total_is_the_sum_of_its_parts():
    one = problem([visit("A", price_unplanned=5.0), visit("B", due_at=at("08:50"), price_late=60.0)])
    # B from 08:30 to 09:00 is ten minutes late; 20 minutes of way at 60 an hour.
    assert cost_of(plan(("c1", "B", "08:30")), one).total == pytest.approx(5 + 10 + 20)


def test_a_stranger_has_no_price():
    with pytest.raises(InputError, match="Visit 1 of 'Z' must be a visit of the problem"):
        cost_of(plan(("c1", "Z", "08:30")), problem([visit("A")]))
