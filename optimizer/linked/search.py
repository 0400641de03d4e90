"""Search for plans of visits that are tied to each other."""

from collections.abc import Callable, Sequence
from os import cpu_count
from time import perf_counter
from typing import NamedTuple

from optimizer.arrays import Translated
from optimizer.budget import Budget, left_of
from optimizer.linked.chain import TiedTurn
from optimizer.linked.parts import TiedPart, tied_parts
from optimizer.linked.state import pinned_routes
from optimizer.linked.ties import ties_of
from optimizer.problem import Prices
from optimizer.search.luck import luck_of
from optimizer.search.parts import lists_within, spread
from optimizer.search.routes import Lists, Routed, Routes, copy_routes, empty_routes
from optimizer.search.slices import TOO_LITTLE, lanes_dealt, slices
from optimizer.search.small import Small, chains_for


class Found(NamedTuple):
    """A plan as routes.

    Attributes
    ----------
    routes : with the begins that links allow.
    cost : CNY of what search weighs.
    rounds : of search done.
    """

    routes: Routes
    cost: float
    rounds: int


Heard = Callable[[Routes, int], bool]
"""Told each better plan and the rounds done; whether to go on."""


def search_linked(
    translated: Translated,
    budget: Budget,
    seed: int,
    start: Routed | None = None,
    heard: Heard | None = None,
    lanes: int | None = None,
) -> Found:
    """Plan visits of which some wait for others, by ruin and recreate with begins worked out across tours.

    Parameters
    ----------
    budget : of search; the first plan is made whatever it is.
    start : visits of each tour of a plan to begin with, pinned ones included; what breaks a link is left out.
    heard : told the first plan and, slice after slice, a better one.
    lanes : threads to search with; one for each core without it.
    """
    begun, width = perf_counter(), lanes or cpu_count() or 1
    whole = _first(translated, seed, start)
    best = Found(whole.memory.best, whole.costs[1], 0)
    if heard is not None and not heard(best.routes, 0):
        return best
    parts, lists, done = _searched(translated, whole, seed, lanes_dealt(budget, width)), whole.best, 0
    least = sum(part.cost for part in parts)
    for rounds in slices(parts, left_of(budget, begun), width) if parts else ():
        done, cost = done + rounds, sum(part.cost for part in parts)
        if cost < least - TOO_LITTLE:
            found = spread(lists, [part.part for part in parts], [part.best for part in parts])
            least, best = cost, _timed(whole, found, done)
            if heard is not None and not heard(best.routes, done):
                break
    return best._replace(rounds=done)


def _first(translated: Translated, seed: int, start: Routed | None) -> TiedTurn:
    """The whole problem with all visits put in; without the start where that breaks a rule."""
    ties, held = ties_of(translated), pinned_routes(translated)
    known = translated.arrays, ties, translated.problem.prices
    whole = TiedTurn(1.0, *known, start or held, luck_of(seed))
    if not whole.is_well:
        whole = TiedTurn(1.0, *known, held, luck_of(seed))
    whole.construct()
    return whole


def _searched(translated: Translated, whole: TiedTurn, seed: int, lanes: int) -> list[Small[TiedTurn]]:
    """The chains of each part."""
    prices, lists = translated.problem.prices, whole.best
    parts = tied_parts(translated.arrays, whole.ties, prices, whole.memory.best)
    visits = sum(len(one.part.visits) for one in parts)
    return [
        _chains(one, prices, lists, len(one.part.visits) / visits, lanes, (seed, number))
        for number, one in enumerate(parts)
    ]


def _chains(
    one: TiedPart, prices: Prices, lists: Lists, share: float, lanes: int, key: Sequence[int]
) -> Small[TiedTurn]:
    """Chains that begin with routes of the whole."""
    count, start = chains_for(share, lanes), lists_within(one.part, lists)
    known = share / count, one.part.arrays, one.ties, prices, start
    return Small(one.part, [TiedTurn(*known, luck_of(*key, place)) for place in range(count)])


def _timed(whole: TiedTurn, lists: Lists, rounds: int) -> Found:
    """Routes of the whole with begins worked out across all tours."""
    whole.go_on_from(lists)
    routes = empty_routes(whole.arrays)
    copy_routes(whole.memory.current, routes)
    return Found(routes, whole.costs[0], rounds)
