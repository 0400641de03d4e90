"""Routes that cost less than the duals of their visits, and how much less any could cost."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from optimizer.arrays import Arrays, Flags
from optimizer.exact.ahead import look_ahead
from optimizer.exact.labelling import LOOSE, NG, SETS, grow
from optimizer.exact.master import Column, Duals
from optimizer.exact.trip import ROOT, Trip, empty_ahead, empty_labels, neighbours_of

REMEMBERED = 10
"""Visits that a label remembers where it cannot remember all."""
STEPS = 160
"""Steps of time of ways home."""
LISTS = 65_521
"""Lists that labels are kept in; a prime number, so that all that a label has seen counts in which one."""
PART_OF_ROOM = {LOOSE: 8, NG: 4, SETS: 1}
"""Part of the room for labels that each rule is given: the lists that are looked through are longest where
what labels have seen does not part them."""
TINY = 1e-7
"""CNY that no route is worth looking for."""


class Priced(NamedTuple):
    """What pricing found for a group of tours.

    Attributes
    ----------
    columns : routes, those that save most first.
    least : CNY, duals deducted, below which no route is.
    is_complete : whether all that were asked for were found.
    """

    columns: list[Column]
    least: float
    is_complete: bool


class Pricing:
    """Prices the tours of a part.

    Parameters
    ----------
    pinned : tour of each visit that is pinned to one, others `NONE`.
    room : labels there is room for.

    Attributes
    ----------
    groups : tours alike.
    """

    def __init__(self, arrays: Arrays, pinned: Sequence[int], room: int) -> None:
        self.arrays = arrays
        self.groups = _groups(arrays, pinned)
        self._can = [_can(arrays, pinned, group[0]) for group in self.groups]
        self._near = neighbours_of(arrays, REMEMBERED)
        lists = max(LISTS, len(arrays.visits.earliest))
        self._labels = empty_labels(room, lists, arrays.tours.carries.shape[1])
        self._ahead = [empty_ahead(arrays, group[0], STEPS) for group in self.groups]

    @property
    def counts(self) -> list[int]:
        """Tours of each group."""
        return [len(group) for group in self.groups]

    def price(self, group: int, duals: Duals, rule: int, below: float, most: int) -> Priced:
        """Find routes of a group that cost less than `below`, duals deducted.

        Parameters
        ----------
        rule : of `labelling`.
        most : routes that are wanted.
        """
        trip, ahead = self._trip(group, duals), self._ahead[group]
        look_ahead(self.arrays, trip, ahead, -float(trip.duals[trip.can].sum()))
        least = trip.base + float(ahead.least[-1, 0])
        if least >= below:
            return Priced([], least, is_complete=True)
        room = len(self._labels.visit) // PART_OF_ROOM[rule]
        count = grow(self.arrays, trip, self._near, ahead, self._labels, rule, below, room)
        columns = list(self._columns(group, trip, count, below, most))
        is_complete = count < room and rule != LOOSE
        if is_complete:
            least = max(least, min(below, float(self._labels.total[:count].min())))
        return Priced(columns, least, is_complete)

    def _trip(self, group: int, duals: Duals) -> Trip:
        tour = self.groups[group][0]
        base = float(self.arrays.tours.price_used[tour] - duals.groups[group])
        return Trip(tour, base, duals.visits, self._can[group])

    def _columns(self, group: int, trip: Trip, count: int, below: float, most: int) -> Iterator[Column]:
        total = self._labels.total[:count]
        found = np.flatnonzero(total < below)
        if len(found) > most:
            found = found[np.argpartition(total[found], most)[:most]]
        deducted = float(self.arrays.tours.price_used[trip.tour]) - trip.base
        for label in found[np.argsort(total[found], kind="stable")].tolist():
            route = self._route(label)
            duals = float(trip.duals[list(route)].sum())
            yield Column(group, route, float(total[label]) + deducted + duals)

    def _route(self, label: int) -> tuple[int, ...]:
        found: list[int] = []
        while label != ROOT:
            found.append(int(self._labels.visit[label]))
            label = int(self._labels.parent[label])
        return tuple(reversed(found))


def _groups(arrays: Arrays, pinned: Sequence[int]) -> list[list[int]]:
    """Tours that differ in nothing; one that visits are pinned to is alone."""
    groups: dict[object, list[int]] = {}
    for tour in range(len(arrays.tours.opens)):
        own = tour if tour in pinned else -1
        alike = own, *(column[tour].tobytes() for column in arrays.tours)
        groups.setdefault(alike, []).append(tour)
    return list(groups.values())


def _can(arrays: Arrays, pinned: Sequence[int], tour: int) -> Flags:
    visits, can = arrays.visits, np.array([one == tour for one in pinned], bool)
    owners = np.repeat(np.arange(len(pinned)), np.diff(visits.able_from))
    can[owners[visits.able == tour]] = True
    return can
