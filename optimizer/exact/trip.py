"""What pricing asks of one crew and shift, and what a crew has behind it on the way: both as flat arrays."""

from typing import NamedTuple

import numpy as np

from optimizer.arrays import NEVER, Arrays, Flags, Floats, Ints

NONE = -1
"""Where a label stands that has not left, and what comes before the first one of a list."""
ROOT = 0
"""Number of the label that has not left."""
BITS = 62
"""Most visits that a label can remember: what a whole number has room for."""


class Trip(NamedTuple):
    """Tours of one group, priced by duals.

    Attributes
    ----------
    tour : one of them.
    base : CNY of using it, less the dual of how many there are.
    duals : CNY that a plan saves by each visit.
    can : visits that it can do by itself.
    """

    tour: int
    base: float
    duals: Floats
    can: Flags


class Neighbours(NamedTuple):
    """What a label remembers: of the visits done, those near to the one where it stands (ng-routes).

    Baldacci, Mingozzi and Roberti, New route relaxation and pricing strategies for the vehicle routing
    problem, Operations Research 59 (2011).

    Attributes
    ----------
    near : of each visit, itself first; shape (visits, at most `BITS`).
    place : of each visit among those of another, or `NONE`; shape (visits, visits).
    """

    near: Ints
    place: Ints


class Ahead(NamedTuple):
    """The least CNY from a visit to being home, by the time at which the crew is through with it.

    Attributes
    ----------
    opens, width : of the shift, and of a step of time; ticks. Times are rounded down to a step.
    least, next : CNY, and the visit that comes next, or `NONE` for home; shape (visits + 1, steps). The last
        row is that of a crew that has not left.
    second : CNY where another visit comes next; so no label needs to go back to where it came from.
    """

    opens: float
    width: float
    least: Floats
    next: Ints
    second: Floats


class Labels(NamedTuple):
    """Ways to have come so far; label 0 has not left.

    Attributes
    ----------
    visit, parent : where it stands, and the label it came from.
    free, cost : when the crew is through, ticks, and CNY less duals.
    left, taken : battery, and breaks taken.
    seen : visits it remembers, as bits by their place in `Neighbours`.
    load : pieces taken from stock; shape (labels, items).
    total : CNY less duals once home, infinite where it does not get there.
    beaten : 1 where another label is as good in everything.
    following : the next label in its list.
    first : of each list, by where labels stand.
    """

    visit: Ints
    parent: Ints
    free: Floats
    cost: Floats
    left: Floats
    taken: Ints
    seen: Ints
    load: Floats
    total: Floats
    beaten: Ints
    following: Ints
    first: Ints


def neighbours_of(arrays: Arrays, most: int) -> Neighbours:
    """What labels remember: everything where there are at most `BITS` visits, else so many of the nearest."""
    count = len(arrays.visits.earliest)
    size = count if count <= BITS else most
    near = np.ascontiguousarray(arrays.ways.near[:, :size])
    if near.shape[1] < size:
        near = np.argsort(arrays.ways.travel[0, :count, :count], axis=1, kind="stable").astype(np.int64)
    place = np.full((count, count), NONE, np.int64)
    np.put_along_axis(place, near, np.arange(near.shape[1])[None], axis=1)
    return Neighbours(near, place)


def empty_ahead(arrays: Arrays, tour: int, steps: int) -> Ahead:
    """Room for the ways home of a tour."""
    opens, latest = float(arrays.tours.opens[tour]), float(arrays.tours.latest[tour])
    shape = len(arrays.visits.earliest) + 1, steps
    width = (latest - opens) / (steps - 1)
    return Ahead(opens, width, np.full(shape, NEVER), np.full(shape, NONE, np.int64), np.full(shape, NEVER))


def empty_labels(count: int, lists: int, items: int) -> Labels:
    """Room for so many labels."""
    return Labels(
        visit=_whole(count),
        parent=_whole(count),
        free=np.zeros(count),
        cost=np.zeros(count),
        left=np.zeros(count),
        taken=_whole(count),
        seen=_whole(count),
        load=np.zeros((count, items)),
        total=np.zeros(count),
        beaten=_whole(count),
        following=_whole(count),
        first=_whole(lists),
    )


def _whole(count: int) -> Ints:
    return np.zeros(count, np.int64)
