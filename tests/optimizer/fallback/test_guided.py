"""Without a compiler plans are made by guided local search, and keep the same rules."""

import importlib
import subprocess
import sys

import pytest
from hypothesis import given, settings

from domain.plan import Plan
from optimizer import Break, Flights, Follows, Mode, Problem, Shift, Together, Work, solve
from optimizer.check import check
from optimizer.fallback import search_guided
from optimizer.search.first import routes_from
from optimizer.search.planned import planned
from optimizer.translate import arrays_of
from tests.optimizer.commands.test_commands import files
from tests.optimizer.line import at, crew, minutes, place, plan, problem, visit
from tests.optimizer.linked.test_search import tied_problems
from tests.optimizer.test_solve_properties import problems

__all__ = ["files"]
DEAR = {"price_unplanned": 900.0}


def guided(asked: Problem, solutions: int = 8, start: Plan | None = None) -> Plan:
    translated = arrays_of(asked)
    held, begun = routes_from(translated, None), routes_from(translated, start)
    assert held is not None
    assert begun is not None
    routes, _ = search_guided(translated, held, begun, Work(solutions), lambda *_: True)
    return planned(translated, routes)


def starts(found: Plan) -> dict[str, str]:
    return {one.application: f"{one.crew} {one.starts_at:%d %H:%M}" for one in found.assignments}


@settings(max_examples=8)
@given(problems())
def test_every_plan_keeps_the_rules(asked: Problem) -> None:
    assert check(guided(asked), asked) == []


@settings(max_examples=8)
@given(tied_problems())
def test_every_plan_keeps_its_links(asked: Problem) -> None:
    assert check(guided(asked), asked) == []


def test_the_same_solutions_give_the_same_plan() -> None:
    asked = problem([visit(f"A{km}", km, **DEAR) for km in (-20, -9, 4, 11, 30)], [crew("c1"), crew("c2")])
    assert guided(asked) == guided(asked)


def test_a_crew_goes_the_shortest_way_round_its_break() -> None:
    # 08:05 to 08:35 at 5 km, 5 on to 10 km: 08:40 to 09:10, the break on the way home or behind the work.
    shift = Shift(at("08:00"), at("12:00"), (Break(at("09:00"), at("10:00"), minutes(15)),))
    asked = problem([visit("far", 10, **DEAR), visit("near", 5, **DEAR)], [crew(shifts=(shift,))])
    found = guided(asked)
    assert check(found, asked) == []
    assert len(found.assignments) == 2


def test_a_drone_team_whose_batteries_must_be_loaded_does_all_that_fits() -> None:
    # Three flights of 30 minutes, a set lasts for one: loaded twice, home at 10:50.
    flyer = crew(skills=("drone",), flights=Flights(minutes(40), minutes(20), ("mountain",)))
    flights = (Mode(("drone",), minutes(30)),)
    asked = problem(
        [visit(name, modes=flights, place=place(10, "mountain"), **DEAR) for name in "ABC"], [flyer]
    )
    found = guided(asked)
    assert check(found, asked) == []
    assert len(found.assignments) == 3


def test_two_crews_meet_and_what_follows_waits_for_them() -> None:
    # c2 is free at nine and ten minutes away; an hour after the work of 30 minutes C begins.
    crews = (crew("c1"), crew("c2", free_at=at("09:00")))
    links = (Together(("A", 1), ("B", 1)), Follows(("B", 1), ("C", 1), minutes(60)))
    asked = problem([visit(name, **DEAR) for name in "ABC"], crews, links=links)
    found = starts(guided(asked))
    assert (found["A"][3:], found["B"][3:], found["C"][3:]) == ("02 09:10", "02 09:10", "02 10:40")


def test_one_of_two_partners_may_follow_the_other_soon() -> None:
    # B begins when A's half hour is over and within 40 minutes of A's begin.
    tied = (Together(("A", 1), ("B", 1), most=minutes(40)), Follows(("A", 1), ("B", 1)))
    found = guided(problem([visit("A", **DEAR), visit("B", **DEAR)], [crew("c1"), crew("c2")], links=tied))
    assert {one: begin[3:] for one, begin in starts(found).items()} == {"A": "02 08:10", "B": "02 08:40"}


def test_what_is_pinned_stays_and_search_goes_on_from_an_earlier_plan() -> None:
    held = plan(("c1", "A", "09:00"))
    asked = problem([visit("A", **DEAR), visit("B", **DEAR)], pinned=held.assignments)
    found = guided(asked, 1, start=plan(("c1", "A", "09:00"), ("c1", "B", "09:30")))
    assert starts(found)["A"] == "c1 02 09:00"
    assert len(found.assignments) == 2


def test_solve_goes_this_way_where_there_is_no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("optimizer.solve"), "COMPILED", False)
    heard: list[float] = []
    result = solve(
        problem([visit("A", **DEAR)]),
        Work(3),
        1,
        progress=lambda one: heard.append(one.objective or 0.0) is None,
    )
    assert (heard, result.objective, result.unplanned) == ([900.0, 20.0], 20.0, ())


def test_search_stops_when_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("optimizer.solve"), "COMPILED", False)
    result = solve(problem([visit("A", **DEAR)]), Work(3), 1, progress=lambda _: False)
    assert result.unplanned == (("A", 1),)


def test_the_command_line_plans_without_numba_and_says_so(files: list[str]) -> None:
    blocked = "import sys; sys.modules['numba'] = None; from optimizer.__main__ import main; sys.exit(main())"
    arguments = [sys.executable, "-c", blocked, "plan", *files, "--work", "3"]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "left out: none" in done.stdout) == (0, True)
    assert done.stderr.startswith("Without numba this plans by plain OR-Tools guided local search")
