"""A part that is divided into groups for each slice."""

import numpy as np
import pytest

from optimizer import Problem, Work, solve
from optimizer.arrays import Arrays
from optimizer.check import check
from optimizer.compiled import COMPILED
from optimizer.search.anneal import anneal
from optimizer.search.first import fill, routes_from
from optimizer.search.groups import LARGEST, groups_of
from optimizer.search.insertion import empty_memory
from optimizer.search.luck import luck_of
from optimizer.search.routes import lists_of
from optimizer.translate import arrays_of
from tests.optimizer.line import crew, problem, visit


@pytest.fixture(scope="module")
def large() -> Problem:
    """Forty surveyors, most with time for more than three visits: one part."""
    visits = [
        visit(f"A{number}", km=(number * 37) % 100 - 50, work=20, price_unplanned=90 + number)
        for number in range(200)
    ]
    return problem(visits, [crew(f"c{number}") for number in range(40)])


def test_every_visit_and_tour_is_in_one_group_and_tours_keep_their_visits(large: Problem) -> None:
    arrays, lists = _first(large)
    groups = list(groups_of(arrays, lists, np.random.default_rng(1)))
    assert sorted(np.concatenate([group.visits for group in groups])) == list(range(200))
    assert sorted(np.concatenate([group.tours for group in groups])) == list(range(40))
    for group in groups:
        planned = [visit for tour in group.tours for visit in lists[tour]]
        assert set(planned) <= set(group.visits)
        assert len(planned) <= LARGEST


def test_groups_are_others_each_time(large: Problem) -> None:
    arrays, lists = _first(large)
    one, other = (next(groups_of(arrays, lists, np.random.default_rng(seed))) for seed in (1, 2))
    assert set(one.tours) != set(other.tours)


def test_a_large_part_is_planned_alike_on_any_number_of_lanes(large: Problem) -> None:
    results = [solve(large, Work(2_000), 7, lanes=lanes) for lanes in (1, 3)]
    assert results[0].plan == results[1].plan
    assert results[0].plan is not None
    assert check(results[0].plan, large) == []


def test_groups_improve_the_first_plan(large: Problem) -> None:
    first, more = (solve(large, Work(rounds), 7).objective for rounds in (0, 2_000))
    assert first is not None
    assert more is not None
    assert more < first


@pytest.mark.skipif(not COMPILED, reason="numba is not installed")
def test_nothing_is_compiled_again_for_groups(large: Problem) -> None:
    solve(large, Work(500), 7)
    assert len(vars(anneal)["overloads"]) == 1


def _first(asked: Problem) -> tuple[Arrays, list[list[int]]]:
    translated = arrays_of(asked)
    routes = routes_from(translated, None)
    assert routes is not None
    fill(translated.arrays, routes, empty_memory(translated.arrays), luck_of(1))
    assert (routes.tour >= 0).sum() > LARGEST
    return translated.arrays, lists_of(routes)
