"""The parts of a problem searched side by side, in slices between which the caller may stop."""

from collections.abc import Callable, Iterator, Sequence

from optimizer.arrays import Arrays
from optimizer.budget import Budget
from optimizer.search.groups import LARGEST
from optimizer.search.large import Large
from optimizer.search.parts import Part, is_one, lists_within, parts_of, spread
from optimizer.search.routes import Routes, lists_of
from optimizer.search.schedule import routes_of
from optimizer.search.slices import TOO_LITTLE, lanes_dealt, slices
from optimizer.search.small import Small, small
from optimizer.search.turn import ChainTurn

Better = Callable[[Routes, int], bool]
SomePart = Small[ChainTurn] | Large


def search(
    arrays: Arrays, routes: Routes, budget: Budget, seed: int, lanes: int, better: Better
) -> tuple[Routes, int]:
    """Improve routes.

    Parameters
    ----------
    budget : steps, or time that is left.
    better : is told better routes and the steps so far, and stops the search by saying False.

    Returns
    -------
    The best routes and the steps done.
    """
    whole = lists_of(routes)
    parts = list(_searched(parts_of(arrays, routes), whole, seed, lanes_dealt(budget, lanes)))
    best, least, done = routes, sum(part.cost for part in parts), 0
    for steps in slices(parts, budget, lanes) if parts else ():
        done += steps
        cost = sum(part.cost for part in parts)
        if cost < least - TOO_LITTLE:
            found = spread(whole, [part.part for part in parts], [part.best for part in parts])
            least, best = cost, routes_of(arrays, found)
            if not better(best, done):
                break
    return best, done


def _searched(
    parts: Sequence[Part], whole: Sequence[Sequence[int]], seed: int, lanes: int
) -> Iterator[SomePart]:
    """How each part is searched."""
    visits = sum(len(part.visits) for part in parts)
    for number, part in enumerate(parts):
        routes = routes_of(part.arrays, lists_within(part, whole))
        share, key = len(part.visits) / visits, (seed, number)
        is_large = (routes.tour >= 0).sum() > LARGEST and not is_one(part.arrays)
        yield Large(part, routes, share, key) if is_large else small(part, routes, share, lanes, key)
