"""Visits that are tied to each other are planned so that every tie holds, and none waits in a circle."""

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Follows, Mode, Prices, Problem, Shift, Together, Visit, Work
from optimizer.check import check, cost_of
from optimizer.linked import search_linked
from optimizer.linked.parts import tied_parts
from optimizer.linked.ties import ties_of
from optimizer.search.routes import empty_routes, lists_of
from optimizer.solve import solve
from optimizer.translate import arrays_of
from tests.optimizer.line import at, crew, minutes, plan, problem, visit

TWO = (crew("c1"), crew("c2"))
DEAR: dict[str, Any] = {"price_unplanned": 10_000.0}


def _begins(asked: Problem, rounds: int = 30) -> dict[str, str]:
    found = solve(asked, Work(rounds), 1).plan
    assert found is not None
    assert check(found, asked) == []
    return {one.application: f"{one.crew} {one.starts_at:%d %H:%M}" for one in found.assignments}


def test_two_crews_meet_at_a_visit_that_needs_both() -> None:
    # c2 is only free at 09:00 and 10 minutes away: both begin at 09:10.
    crews = (crew("c1"), crew("c2", free_at=at("09:00")))
    tied = (Together(("A", 1), ("B", 1)),)
    begins = _begins(problem([visit("A", **DEAR), visit("B", **DEAR)], crews, links=tied))
    assert sorted(begins.values()) == ["c1 02 09:10", "c2 02 09:10"]


def test_the_second_crew_comes_within_the_stated_gap() -> None:
    tied = (Together(("A", 1), ("B", 1), minutes(45), minutes(60)),)
    found = solve(problem([visit("A", **DEAR), visit("B", **DEAR)], TWO, links=tied), Work(0), 1).plan
    assert found is not None
    begins = {one.application: one.starts_at for one in found.assignments}
    assert minutes(45) <= begins["B"] - begins["A"] <= minutes(60)


def test_one_of_two_partners_may_follow_the_other_soon() -> None:
    # B begins when A's half hour is over and within 40 minutes of A's begin.
    tied = (Together(("A", 1), ("B", 1), most=minutes(40)), Follows(("A", 1), ("B", 1)))
    begins = _begins(problem([visit("A", **DEAR), visit("B", **DEAR)], TWO, links=tied))
    assert (begins["A"][3:], begins["B"][3:]) == ("02 08:10", "02 08:40")


def test_an_installation_waits_for_its_construction_and_goes_to_the_next_day_if_it_must() -> None:
    # Construction 08:10-11:40; the installation of an hour would begin 11:40 and be back at 12:50, after
    # the shift: it is done on Tuesday at 08:10.
    days = (Shift(at("08:00"), at("12:00")), Shift(at("08:00", 3), at("12:00", 3)))
    visits = [visit("construct", work=210, **DEAR), visit("install", work=60, **DEAR)]
    tied = (Follows(("construct", 1), ("install", 1)),)
    crews = tuple(crew(name, shifts=days) for name in ("c1", "c2"))
    begins = _begins(problem(visits, crews, links=tied))
    assert begins["construct"][3:] == "02 08:10"
    assert begins["install"][3:] == "03 08:10"


def test_what_follows_a_visit_that_nobody_can_do_is_left_out() -> None:
    apart = visit("far", km=1_000.0, **DEAR)
    asked = problem([apart, visit("then", **DEAR)], TWO, links=(Follows(("far", 1), ("then", 1)),))
    assert _begins(asked) == {}


def test_visits_that_follow_each_other_in_a_circle_are_left_out() -> None:
    circle = (Follows(("A", 1), ("B", 1)), Follows(("B", 1), ("A", 1)))
    asked = problem([visit("A", **DEAR), visit("B", **DEAR), visit("C", **DEAR)], TWO, links=circle)
    assert list(_begins(asked)) == ["C"]


def test_a_visit_follows_one_that_is_pinned() -> None:
    # Pinned 09:00 to 09:30 at c1; c2 is there long before.
    held = plan(("c1", "A", "09:00")).assignments
    tied = (Follows(("A", 1), ("B", 1)),)
    begins = _begins(problem([visit("A"), visit("B", **DEAR)], TWO, links=tied, pinned=held))
    assert begins["A"] == "c1 02 09:00"
    assert begins["B"] == "c2 02 09:30" or begins["B"] == "c1 02 09:30"


def test_the_latest_visit_is_made_less_late_at_the_price_of_the_others() -> None:
    # Of two visits at the same place, both due at 08:00, one ends at 08:40 and one at 09:10: 70 minutes late.
    # With a second crew on duty both end at 08:40, which pays for its 20 minutes on the way.
    due = {"due_at": at("08:00"), "price_late": 1.0, "price_unplanned": 1_000.0}
    visits = [visit("A", **due), visit("B", **due)]
    cheap = problem(visits, TWO, prices=Prices(travel_hour=60.0, worst_late_hour=0.001))
    dear = problem(visits, TWO, prices=Prices(travel_hour=60.0, worst_late_hour=60.0))
    assert len({text[:2] for text in _begins(cheap).values()}) == 1
    assert len({text[:2] for text in _begins(dear).values()}) == 2


def test_search_begins_with_the_plan_it_is_given_less_what_breaks_a_link() -> None:
    tied = (Together(("A", 1), ("B", 1)),)
    asked = problem([visit("A"), visit("B"), visit("C", **DEAR)], TWO, links=tied)
    found = search_linked(arrays_of(asked), Work(0), 1, start=[[0, 2], []])
    assert lists_of(found.routes) == [[2], []]


@st.composite
def tied_problems(draw: st.DrawFn) -> Problem:
    count = draw(st.integers(2, 7))
    longest = draw(st.none() | st.integers(40, 200).map(minutes))
    days = tuple(Shift(at("08:00", day), at("12:00", day), longest_out=longest) for day in (2, 3))
    crews = tuple(crew(f"c{number}", shifts=days) for number in range(draw(st.integers(1, 3))))
    visits = [_visit(draw, f"v{number}") for number in range(count)]
    pair = st.lists(st.sampled_from(range(count)), min_size=2, max_size=2, unique=True)
    links = [_link(draw, *draw(pair)) for _ in range(draw(st.integers(1, 4)))]
    prices = Prices(worst_late_hour=draw(st.sampled_from([0.0, 30.0])))
    return problem(visits, crews, links=tuple(links), prices=prices)


def _visit(draw: st.DrawFn, name: str) -> Visit:
    due: dict[str, Any] = {"due_at": at("09:00"), "price_late": draw(st.sampled_from([0.0, 40.0]))}
    window: dict[str, Any] = {"window": (at("08:30"), at("10:30"))} if draw(st.booleans()) else {}
    km, work = draw(st.integers(0, 40)), draw(st.integers(5, 90))
    return visit(name, km, work, price_unplanned=500.0, **due, **window)


def _link(draw: st.DrawFn, one: int, other: int) -> Follows | Together:
    keys = (f"v{one}", 1), (f"v{other}", 1)
    if draw(st.booleans()):
        return Follows(*keys, gap=minutes(draw(st.sampled_from([0, 30]))))
    return Together(*keys, least=pd.Timedelta(0), most=minutes(draw(st.sampled_from([0, 20]))))


@settings(max_examples=60)
@given(tied_problems())
def test_every_plan_keeps_every_rule_and_costs_what_search_says(asked: Problem) -> None:
    translated = arrays_of(asked)
    found = search_linked(translated, Work(20), 1)
    result = solve(asked, Work(20), 1)
    assert result.plan is not None
    assert check(result.plan, asked) == []
    # Search rounds times up to the millisecond: a visit, at most 80 CNY an hour, differs by 1e-4 at most.
    assert abs(cost_of(result.plan, asked).total - found.cost) < 0.01


def test_the_same_seed_gives_the_same_plan() -> None:
    visits = [visit(f"v{number}", 3.0 * number, **DEAR) for number in range(6)]
    tied = (Together(("v0", 1), ("v5", 1)), Follows(("v1", 1), ("v2", 1)))
    asked = problem(visits, TWO, links=tied)
    assert solve(asked, Work(40), 5).plan == solve(asked, Work(40), 5).plan
    # Four slices, so chains meet on the way, by one lane or by three.
    by_one, by_three = (solve(asked, Work(2_400), 5, lanes=lanes) for lanes in (1, 3))
    assert (by_one.plan, by_one.work) == (by_three.plan, 2_400)


def _surveys_and_meters(worst: float) -> Problem:
    """Two surveys by surveyors, the first before the other, and two meters by fitters, likewise."""
    fitted: dict[str, Any] = {"modes": (Mode(("meter",), minutes(30)),), **DEAR}
    visits = [visit("s0", **DEAR), visit("m0", **fitted), visit("s1", **DEAR), visit("m1", **fitted)]
    crews = (crew("c1", skills=("meter",)), crew("c2"), crew("c3", skills=("meter",)))
    tied = (Follows(("s0", 1), ("s1", 1)), Follows(("m0", 1), ("m1", 1)))
    return problem(visits, crews, links=tied, prices=Prices(worst_late_hour=worst))


def test_what_neither_crews_nor_ties_connect_is_searched_apart() -> None:
    asked = _surveys_and_meters(0.0)
    translated = arrays_of(asked)
    ties, routes = ties_of(translated), empty_routes(translated.arrays)
    one, other = tied_parts(translated.arrays, ties, asked.prices, routes)
    # The fitters' part: visits 1 and 3, tours 0 and 2; its second visit follows its first.
    parts = sorted([one, other], key=lambda part: len(part.part.tours))
    assert [(part.part.visits.tolist(), part.part.tours.tolist()) for part in parts] == [
        ([0, 2], [1]),
        ([1, 3], [0, 2]),
    ]
    assert (parts[1].ties.first.tolist(), parts[1].ties.firsts_from.tolist()) == ([0], [0, 0, 1])
    assert parts[1].ties.to.tolist() == [1]
    assert len(_begins(asked)) == 4


def test_a_price_of_the_latest_of_all_keeps_everything_together() -> None:
    asked = _surveys_and_meters(60.0)
    translated = arrays_of(asked)
    ties, routes = ties_of(translated), empty_routes(translated.arrays)
    assert len(tied_parts(translated.arrays, ties, asked.prices, routes)) == 1
