"""Search for plans of visits that are tied to each other."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import NamedTuple

import numpy as np

from optimizer.arrays import HOUR, Arrays, Translated
from optimizer.budget import Budget, Seconds
from optimizer.linked.anneal import Memory, anneal, construct
from optimizer.linked.insertion import BEAM, Places, Room, Saved, State
from optimizer.linked.ruin import take_out
from optimizer.linked.ties import Ties, ties_of
from optimizer.linked.timing import Timing, settle_all
from optimizer.search.luck import luck_of
from optimizer.search.routes import NONE, Routes, copy_routes, empty_routes, link

ROUNDS_AT_A_TIME = 100
"""Rounds between two looks at the clock."""
HOT, COLD = 4.0, 0.1
"""Mean ways to a near visit by which a plan may be worse at the beginning and at the end."""
_NEAR = 10


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


Routed = Sequence[Sequence[int]]
"""Visits of each tour in order."""
Heard = Callable[[Routes, int], bool]
"""Told each better plan and the rounds done; whether to go on."""


def search_linked(
    translated: Translated,
    budget: Budget,
    seed: int,
    start: Routed | None = None,
    heard: Heard | None = None,
) -> Found:
    """Plan visits of which some wait for others, by ruin and recreate with begins worked out across tours.

    Parameters
    ----------
    translated : the whole problem or a part of it that no link leaves; pinned visits keep their place.
    budget : of search; the first plan is made whatever it is.
    start : visits of each tour of a plan to begin with, pinned ones included; what breaks a link is left out.
    heard : told the first plan and, every so many rounds, a better one.
    """
    search = _Search(translated, seed, start)
    search.construct()
    is_wanted = heard is None or heard(search.memory.best, search.rounds)
    ends = monotonic() + budget.amount if isinstance(budget, Seconds) else np.inf
    begins = monotonic()
    while is_wanted and (share := _share_done(budget, search.rounds, begins, ends)) < 1.0:
        is_better = search.improve(share, _chunk(budget, search.rounds))
        is_wanted = heard is None or not is_better or heard(search.memory.best, search.rounds)
    return search.found()


def _share_done(budget: Budget, rounds: int, begins: float, ends: float) -> float:
    if isinstance(budget, Seconds):
        return (monotonic() - begins) / (ends - begins)
    return rounds / budget.rounds if budget.rounds else 1.0


def _chunk(budget: Budget, rounds: int) -> int:
    if isinstance(budget, Seconds):
        return ROUNDS_AT_A_TIME
    return min(ROUNDS_AT_A_TIME, budget.rounds - rounds)


class _Search:
    """A search under way."""

    def __init__(self, translated: Translated, seed: int, start: Routed | None = None) -> None:
        self.ties = ties_of(translated)
        self.arrays, self.state = state_of(translated, self.ties)
        _put_all(self.arrays, self.ties, self.state, start or pinned_routes(translated))
        if not settle_all(self.arrays, self.ties, self.state.routes, self.state.timing):
            _put_all(self.arrays, self.ties, self.state, pinned_routes(translated))
        self.memory = Memory(empty_routes(self.arrays), empty_routes(self.arrays), np.zeros(2))
        self.luck = luck_of(seed)
        self.rounds = 0
        self._way = _mean_way(self.arrays)

    def construct(self) -> None:
        """Make the first plan."""
        construct(self.arrays, self.ties, self.state, self.memory, self.luck)

    def improve(self, share: float, rounds: int) -> bool:
        """Some rounds, so hot as the share of search that is done; whether the best plan is better."""
        before = self.memory.cost[1]
        heat = self._way * HOT * (COLD / HOT) ** share
        anneal(self.arrays, self.ties, self.state, self.memory, rounds, heat, self.luck)
        self.rounds += rounds
        return bool(self.memory.cost[1] < before)

    def found(self) -> Found:
        """The best plan."""
        return Found(self.memory.best, float(self.memory.cost[1]), self.rounds)


def state_of(translated: Translated, ties: Ties) -> tuple[Arrays, State]:
    """A plan of nothing but pinned visits, and arrays whose earliest begins are those that it allows."""
    arrays = translated.arrays
    visits, tours = len(arrays.visits.earliest), len(arrays.tours.opens)
    worst = translated.problem.prices.worst_late_hour / HOUR
    timing = Timing(ties.ready.copy(), np.zeros(tours), np.ones(tours, np.int64), np.array([worst]))
    released = arrays._replace(visits=arrays.visits._replace(earliest=timing.release))
    saved = Saved(*(np.zeros((2, size)) for size in (visits, visits, tours, tours)))
    beam = np.zeros(BEAM + 1, np.int64)
    places = Places(np.zeros(BEAM + 1), beam, beam.copy(), *(np.zeros(visits, np.int64) for _ in range(4)))
    string, stack, taken, tried, order = (np.zeros(visits, np.int64) for _ in range(5))
    room = Room(np.zeros(tours, np.int64), string, stack, taken, tried, np.zeros(visits), order)
    return released, State(empty_routes(released), timing, saved, places, room)


def pinned_routes(translated: Translated) -> Routed:
    """Visits that stay where they are."""
    ordered = sorted(translated.pinned.items(), key=lambda entry: entry[1])
    routes: list[list[int]] = [[] for _ in translated.tours]
    for visit, (tour, _) in ordered:
        routes[tour].append(visit)
    return routes


def _put_all(arrays: Arrays, ties: Ties, state: State, wanted: Routed) -> None:
    """Make the routes those that are wanted, less what lacks what it is tied to."""
    copy_routes(empty_routes(arrays), state.routes)
    for tour, route in enumerate(wanted):
        place = len(state.routes.tour) + tour
        for visit in route:
            link(arrays, state.routes, visit, tour, place)
            place = visit
    for visit in range(len(ties.group)):
        if _lacks(arrays, ties, state, visit):
            take_out(arrays, ties, state, visit)


def _lacks(arrays: Arrays, ties: Ties, state: State, visit: int) -> bool:
    tour = state.routes.tour
    partners = ties.partner[ties.partners_from[visit] : ties.partners_from[visit + 1]]
    firsts = ties.first[ties.firsts_from[visit] : ties.firsts_from[visit + 1]]
    is_bound = arrays.visits.fixed[visit] or tour[visit] == NONE
    absent = [one for one in (*partners, *firsts) if tour[one] == NONE and not ties.is_void[one]]
    return not is_bound and bool(absent)


def _mean_way(arrays: Arrays) -> float:
    """CNY of the mean way from a visit to one of those nearest to it; a mean price where nothing is far."""
    near = arrays.ways.near[:, 1 : _NEAR + 1]
    if near.size == 0:
        return 1.0
    return float(np.take_along_axis(arrays.ways.fare[0, : len(near)], near, axis=1).mean()) or 1.0
