"""What every plan keeps: the rules, and the cost that search believed in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Break, Crew, Flights, Mode, Moment, Prices, Problem, Shift, Visit, Work, solve
from optimizer.check import check, cost_of
from optimizer.search.chains import search
from optimizer.search.first import routes_from
from optimizer.search.routes import lists_of
from optimizer.search.schedule import total_cost
from optimizer.translate import arrays_of, plan_of
from tests.optimizer.line import at, crew, minutes, place, plan, problem, visit

TERRAINS = ("mountain", "rural")
CLOCKS = st.integers(0, 23).map(lambda ten: at("08:00") + minutes(10 * ten))

LONGEST = st.none() | st.integers(20, 150).map(minutes)


@st.composite
def visits(draw: st.DrawFn, number: int) -> Visit:
    """A visit with any of the rules."""
    opens = draw(CLOCKS)
    return visit(
        f"A{number}",
        modes=(Mode((draw(st.sampled_from(["survey", "drone"])),), minutes(draw(st.integers(1, 50)))),),
        place=place(draw(st.integers(-30, 30)) / 3, draw(st.sampled_from(TERRAINS))),
        ready_at=draw(st.none() | CLOCKS),
        due_at=draw(st.none() | CLOCKS),
        due_for=draw(st.sampled_from(Moment)),
        price_late=draw(st.integers(0, 100)),
        price_unplanned=draw(st.integers(0, 300)),
        window=draw(st.none() | st.integers(0, 60).map(lambda wide: (opens, opens + minutes(wide)))),
        materials={"meter": draw(st.integers(0, 2))},
    )


@st.composite
def crews(draw: st.DrawFn, name: str) -> Crew:
    """A crew with any of the limits, on duty on two days."""
    pause = Break(at("09:00"), at("10:00"), minutes(draw(st.integers(5, 30))))
    return crew(
        name,
        skills=draw(st.sampled_from([("survey",), ("drone",), ("survey", "drone")])),
        shifts=(
            Shift(at("08:00"), at("11:00"), draw(st.sampled_from([(), (pause,)])), draw(LONGEST)),
            Shift(at("08:00", 3), at("09:00", 3)),
        ),
        overtime=minutes(draw(st.integers(0, 30))),
        price_overtime=draw(st.integers(0, 100)),
        price_shift=draw(st.integers(0, 50)),
        price_hour=draw(st.integers(0, 50)),
        stock={"meter": draw(st.integers(0, 4))},
        experience=draw(st.sampled_from([1.0, 1.3])),
        pace=draw(st.sampled_from([1.0, 1.7])),
        flights=draw(st.none() | st.just(Flights(minutes(45), minutes(20), TERRAINS[:1]))),
        free_at=draw(st.none() | CLOCKS),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A few visits and crews."""
    asked = [draw(visits(number)) for number in range(draw(st.integers(0, 8)))]
    told = [("c0", one.application, "09:00") for one in asked[:1]]
    prices = Prices(
        travel_km=0.5,
        moved_promise=draw(st.integers(0, 40)),
        imbalance_hour=draw(st.sampled_from([0.0, 30.0])),
    )
    working = [draw(crews(f"c{number}")) for number in range(draw(st.integers(0, 3)))]
    return problem(asked, working, prices=prices, promised=plan(*told).assignments)


@settings(max_examples=40)
@given(problems())
def test_every_plan_keeps_the_rules(asked: Problem) -> None:
    result = solve(asked, Work(60), 1)
    assert result.plan is not None
    assert check(result.plan, asked) == []


@settings(max_examples=40)
@given(problems())
def test_search_knows_what_its_plan_costs(asked: Problem) -> None:
    assert_search_knows_the_cost(asked)


def test_search_pays_for_a_break_that_is_not_over_when_the_crew_must_leave() -> None:
    # It must leave at 9:20 to begin at 9:30; a break from nine to 9:23 falls on the way, so it leaves before.
    shift = Shift(at("08:00"), at("11:00"), (Break(at("09:00"), at("10:00"), minutes(23)),))
    asked = visit("A", 10, window=(at("09:30"), at("09:30")), price_unplanned=900)
    assert_search_knows_the_cost(problem([asked], [crew("c1", shifts=(shift,), price_hour=60.0)]))


def assert_search_knows_the_cost(asked: Problem) -> None:
    translated = arrays_of(asked)
    routes = routes_from(translated, None)
    assert routes is not None
    best, _ = search(translated.arrays, routes, Work(60), 1, 1, lambda *_: True)
    found = cost_of(plan_of(translated, lists_of(best), best.begin), asked).total
    assert abs(found - total_cost(translated.arrays, best)) < 0.01
