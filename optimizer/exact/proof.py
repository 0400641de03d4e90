"""A bound below every plan of a problem, and for small ones a plan that reaches it.

After the linear relaxation, every route that could be in a better plan than the one known is enumerated:
those whose reduced cost is below the gap (Baldacci, Christofides and Mingozzi, An exact algorithm for the
vehicle routing problem based on the set partitioning formulation, Mathematical Programming 115, 2008). CP-SAT
chooses among them.
"""

from collections.abc import Iterator, Sequence
from math import inf
from time import perf_counter
from typing import NamedTuple

from optimizer.arrays import Translated
from optimizer.exact.choose import choose
from optimizer.exact.generate import Effort, Generated, generate
from optimizer.exact.labelling import SETS
from optimizer.exact.master import Column
from optimizer.exact.pricing import TINY, Pricing
from optimizer.exact.relaxed import relaxed
from optimizer.exact.trip import BITS
from optimizer.search.parts import Part, lists_within
from optimizer.search.routes import Lists, empty_routes, link
from optimizer.search.schedule import schedule

ROOM = 400_000
"""Labels there is room for; a problem that needs more is bounded, not proven."""
COLUMNS = 10_000
"""Routes that CP-SAT is given at most; with more it finds nothing in useful time."""
WORK = 20.0
"""CP-SAT's measure of the work it may do on a part, about a second each."""


class Proof(NamedTuple):
    """What is known of all plans.

    Attributes
    ----------
    bound : CNY below which none lies.
    routes : a plan that would be better than the one known, were nothing left out of the problem; None where
        there is none.
    """

    bound: float
    routes: Lists | None


def prove(
    translated: Translated, known: Sequence[Sequence[int]], dear: float, effort: Effort
) -> Proof | None:
    """Bound all plans.

    Parameters
    ----------
    known : visits of each tour of a plan.
    dear : CNY that it costs.

    Returns
    -------
    None where no bound can be told; see `relaxed`.
    """
    easier = relaxed(translated, dear + 1.0)
    if easier is None:
        return None
    bound, routes = easier.rest, [list(route) for route in known]
    is_better = False
    for number, part in enumerate(easier.parts):
        pinned = _pinned(part, easier.pinned)
        share = _share(easier.parts, number, effort)
        found = _part(part, pinned, lists_within(part, known), share)
        bound += found.bound
        if found.routes is not None:
            is_better = True
            for tour, route in zip(part.tours, found.routes, strict=True):
                routes[tour] = [int(part.visits[visit]) for visit in route]
    return Proof(bound, routes if is_better else None)


def _pinned(part: Part, tour_of: Sequence[int]) -> list[int]:
    """Tour of each pinned visit of a part, by its row there."""
    row_of = {int(tour): row for row, tour in enumerate(part.tours)}
    return [row_of.get(tour_of[visit], -1) for visit in part.visits]


def _share(parts: Sequence[Part], number: int, effort: Effort) -> Effort:
    """The time of a part: what is left, by its visits squared."""
    if effort.until == inf:
        return effort
    weights = [len(part.visits) ** 2 for part in parts[number:]]
    now = perf_counter()
    return effort._replace(until=now + (effort.until - now) * weights[0] / sum(weights))


def _part(part: Part, pinned: Sequence[int], known: Lists, effort: Effort) -> Proof:
    """Bound a part, and look for a better plan of it where it is small."""
    pricing = Pricing(part.arrays, pinned, ROOM)
    columns = list(_columns(part, pricing, known))
    upper = _upper(part, pricing, columns, known)
    found = generate(pricing, columns, effort)
    if len(part.visits) > BITS or found.bound >= upper - _tolerance(upper):
        return Proof(min(found.bound, upper), None)
    routes = _enumerated(pricing, found, upper)
    if routes is None or effort.is_over:
        return Proof(found.bound, None)
    prices, counts = part.arrays.visits.price_unplanned.tolist(), pricing.counts
    chosen = choose([*columns, *routes], prices, counts, upper, WORK, effort.until - perf_counter())
    bound = max(found.bound, min(chosen.bound, upper))
    return Proof(bound, None if chosen.columns is None else _placed(pricing, chosen.columns))


def _columns(part: Part, pricing: Pricing, known: Lists) -> Iterator[Column]:
    """The routes of a plan, as far as they can be scheduled by themselves."""
    group_of = {tour: number for number, group in enumerate(pricing.groups) for tour in group}
    routes = empty_routes(part.arrays)
    for tour, route in enumerate(known):
        for visit in route:
            link(part.arrays, routes, visit, tour, int(routes.before[len(routes.tour) + tour]))
        if route and schedule(part.arrays, routes, tour):
            yield Column(group_of[tour], tuple(route), float(routes.cost[tour]))


def _upper(part: Part, pricing: Pricing, columns: Sequence[Column], known: Lists) -> float:
    """CNY of a plan that is known; infinite where a route of it is not."""
    if len(columns) < sum(bool(route) for route in known):
        return inf
    prices = part.arrays.visits.price_unplanned
    planned = sum(float(prices[visit]) for route in known for visit in route)
    return sum(column.cost for column in columns) + float(prices.sum()) - planned


def _tolerance(upper: float) -> float:
    return TINY * max(1.0, upper)


def _enumerated(pricing: Pricing, found: Generated, upper: float) -> list[Column] | None:
    """Routes that a plan below `upper` may have; None where they are too many."""
    columns: list[Column] = []
    for group in range(len(pricing.groups)):
        priced = pricing.price(group, found.duals, SETS, upper - found.bound, COLUMNS)
        columns += priced.columns
        if not priced.is_complete or len(columns) >= COLUMNS:
            return None
    return columns


def _placed(pricing: Pricing, columns: Sequence[Column]) -> Lists:
    """Routes given to tours of their groups."""
    free = [list(group) for group in pricing.groups]
    routes: Lists = [[] for group in pricing.groups for _ in group]
    for column in columns:
        routes[free[column.group].pop(0)] = list(column.route)
    return routes
