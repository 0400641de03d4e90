"""The best of all plans, by trying every one."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product

from optimizer import Problem
from optimizer.arrays import Arrays
from optimizer.check import check
from optimizer.search.routes import Routes, empty_routes, link
from optimizer.search.schedule import schedule, total_cost
from optimizer.translate import arrays_of, plan_of


def least_cost(problem: Problem) -> float:
    """CNY, the visit latest of all not counted, of the best plan without needless waiting."""
    translated = arrays_of(problem)
    found = []
    for lists in _all_lists(len(problem.visits), len(translated.tours)):
        routes = _scheduled(translated.arrays, lists)
        if routes is not None:
            found.append((total_cost(translated.arrays, routes), lists, routes.begin))
    for cost, lists, begin in sorted(found, key=lambda entry: entry[0]):
        if not check(plan_of(translated, lists, begin), problem):
            return cost
    raise AssertionError("Not even the empty plan keeps the rules.")


def _all_lists(visits: int, tours: int) -> Iterator[list[list[int]]]:
    """Every order of visits in every tour; what has no place is left out."""
    for places in product(range(tours + 1), repeat=visits):
        chosen = [[visit for visit in range(visits) if places[visit] == tour] for tour in range(tours)]
        for orders in product(*(permutations(one) for one in chosen)):
            yield [list(order) for order in orders]


def _scheduled(arrays: Arrays, lists: Sequence[Sequence[int]]) -> Routes | None:
    """Routes that are in time and do only what they can."""
    routes = empty_routes(arrays)
    for tour, route in enumerate(lists):
        if (arrays.ways.duration[arrays.tours.kind[tour], list(route)] < 0).any():
            return None
        for visit in route:
            link(arrays, routes, visit, tour, int(routes.before[len(routes.tour) + tour]))
        if not schedule(arrays, routes, tour):
            return None
    return routes
