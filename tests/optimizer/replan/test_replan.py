"""A morning that does not go as planned, worked out by hand."""

from collections.abc import Sequence

import pytest

from domain.errors import InputError
from domain.plan import Plan
from optimizer import Break, Follows, Prices, Problem, Shift, Together, Work
from optimizer.check import check
from optimizer.replan import Absent, Away, Emergency, Happening, Overrun, Replanned, replan, standing
from optimizer.replan.happening import happened
from tests.optimizer.line import at, crew, minutes, place, plan, problem, visit

# One crew: 8:10 A (10 km, half an hour), 8:50 B (20 km), 9:30 C (30 km), home at 10:30.
VISITS = [visit(name, km, price_unplanned=900) for name, km in (("A", 10), ("B", 20), ("C", 30))]
MADE = plan(("c1", "A", "08:10"), ("c1", "B", "08:50"), ("c1", "C", "09:30"))
ASKED = problem(VISITS, prices=Prices(moved_promise=5))


def again(
    happenings: Sequence[Happening], now: str, asked: Problem = ASKED, made: Plan = MADE, frozen: float = 0
) -> Replanned:
    """The new plan, what was left of it checked."""
    found = replan(made, asked, happenings, at(now), Work(200), 1, minutes(frozen))
    assert found.result.plan is not None
    assert check(found.result.plan, found.problem) == []
    return found


def test_a_day_that_goes_as_planned_is_planned_as_before() -> None:
    found = again([], "08:45")
    assert (found.plan, found.moved) == (MADE, ())
    assert [one.key for one in found.problem.visits] == [("C", 1)]  # it is on its way to B


def test_what_has_begun_stays_though_an_emergency_comes() -> None:
    urgent = visit("E", 20, due_at=at("09:20"), price_late=6000, price_unplanned=9000)
    with_place = problem([*VISITS, visit("E", 20)]).travel
    asked = problem(VISITS)
    asked = Problem(asked.visits, asked.crews, with_place)
    found = again([Emergency(urgent)], "08:30", asked)
    # A ends at 8:40, ten minutes on E is done from 8:50 to 9:20, then B where it stands, C ten further.
    wanted = plan(("c1", "A", "08:10"), ("c1", "E", "08:50"), ("c1", "B", "09:20"), ("c1", "C", "10:00"))
    assert found.plan == wanted
    assert [(one.key[0], one.now and one.now.starts_at) for one in found.moved] == [
        ("B", at("09:20")),
        ("C", at("10:00")),
    ]


def test_an_overrun_moves_one_promise_rather_than_two() -> None:
    # A ends at nine. B at 9:10 would put off C to 9:50; C as promised and B on the way back is as far to go.
    found = again([Overrun(("A", 1), at("09:00"))], "08:30")
    assert found.plan == plan(("c1", "A", "08:10"), ("c1", "C", "09:30"), ("c1", "B", "10:10"))
    assert found.result.cost is not None
    assert found.result.cost.moved == 5
    assert [one.key for one in found.moved] == [("B", 1)]


def test_the_visits_of_a_crew_that_is_away_go_to_another() -> None:
    crews = crew("c1"), crew("c2")
    found = again([Away("c1", at("08:45"), at("12:00"))], "08:45", problem(VISITS, crews))
    assert found.plan is not None
    # The other one sets out from the depot, half an hour to C, where it is when that was promised, and back.
    assert found.plan.by_crew["c2"] == plan(("c2", "C", "09:30"), ("c2", "B", "10:10")).by_crew["c2"]


def test_a_customer_who_is_absent_is_visited_when_they_are_back() -> None:
    found = again([Absent(("B", 1), at("10:00"))], "08:45")
    assert found.plan is not None
    begins = {one.application: one.starts_at for one in found.plan.assignments}
    assert begins["B"] >= at("10:00")
    assert sorted(begins) == ["A", "B", "C"]


def test_what_begins_within_the_frozen_horizon_stays_though_moving_it_would_pay() -> None:
    urgent = visit("E", 20, due_at=at("09:20"), price_late=6000, price_unplanned=9000)
    asked = Problem(ASKED.visits, ASKED.crews, problem([*VISITS, urgent]).travel)
    found = again([Emergency(urgent)], "08:30", asked, frozen=30)
    assert found.plan is not None
    assert {one.application: one.starts_at for one in found.plan.assignments}["B"] == at("08:50")


def test_what_is_frozen_gives_way_where_it_has_become_impossible() -> None:
    found = again([Overrun(("A", 1), at("09:00"))], "08:30", frozen=60)
    assert found.plan == plan(("c1", "A", "08:10"), ("c1", "C", "09:30"), ("c1", "B", "10:10"))


def test_a_crew_stands_where_its_last_visit_was_with_what_is_left_of_its_stock() -> None:
    metered = [visit(one.application, one.place.longitude, materials={"meter": 1}) for one in VISITS]
    stands = standing(MADE, problem(metered, [crew("c1", stock={"meter": 3})]), at("08:45"), {})
    [now] = stands.problem.crews
    assert (now.position, now.free_at, now.stock) == (place(20), at("09:20"), {"meter": 1})
    assert [one.key[0] for one in stands.begun] == ["A", "B"]
    assert stands.problem.visits[0].ready_at == at("08:45")


def test_a_crew_that_is_home_again_begins_at_its_depot() -> None:
    stands = standing(plan(("c1", "A", "08:10")), problem(VISITS[:1]), at("09:00"), {})
    assert stands.problem.crews[0].position == crew().depot


def test_a_tie_to_what_has_begun_becomes_an_instant() -> None:
    crews = crew("c1"), crew("c2")
    links = Follows(("A", 1), ("B", 1), minutes(60)), Together(("A", 1), ("C", 1), minutes(70), minutes(90))
    stands = standing(plan(("c1", "A", "08:10")), problem(VISITS, crews, links=links), at("08:20"), {})
    follows, together = stands.problem.visits
    assert follows.ready_at == at("09:40")
    assert together.window == (at("09:20"), at("09:40"))
    assert stands.problem.links == ()


def test_a_shift_cut_short_keeps_the_breaks_that_fit() -> None:
    shift = Shift(
        at("08:00"),
        at("12:00"),
        (Break(at("08:30"), at("09:00"), minutes(15)), Break(at("10:30"), at("11:00"), minutes(15))),
    )
    asked = problem(VISITS, [crew("c1", shifts=(shift,))])
    [one] = happened(asked, [Away("c1", at("07:00"), at("10:00"))]).crews[0].shifts
    assert (one.begins_at, [pause.earliest for pause in one.breaks]) == (at("10:00"), [at("10:30")])


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match=r"one of the problem, got 'crew1' \(nearest: 'crew-1'\)"):
        happened(problem(VISITS, [crew("crew-1")]), [Away("crew1", at("08:00"), at("09:00"))])
    with pytest.raises(InputError, match="must be away until after it goes"):
        happened(ASKED, [Away("c1", at("09:00"), at("09:00"))])
    for one in (Absent(("X", 1), at("09:00")), Overrun(("X", 1), at("09:00"))):
        with pytest.raises(InputError, match="Visit 1 of 'X' must be a visit of the problem"):
            happened(ASKED, [one])
