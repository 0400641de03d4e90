"""A problem as flat arrays: what compiled search works on.

Times are whole milliseconds since an origin, held as float64: sums of whole numbers are exact, and infinity
can be said. Ways and work are rounded up to them, so that a plan that fits here fits in fact.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from optimizer.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TICK = pd.Timedelta(milliseconds=1)
HOUR = pd.Timedelta(hours=1) / TICK
MINUTE = pd.Timedelta(minutes=1) / TICK
NEVER = np.inf
CANNOT = -1.0
"""Duration where a crew cannot do a visit."""


class VisitArrays(NamedTuple):
    """One entry for each visit.

    Attributes
    ----------
    earliest, latest : first and last begin; of a pinned visit both its begin.
    due, at_end : when it is promised; 1 where it must have ended by then, 0 where it must have begun.
    price_late : CNY for a tick of lateness.
    price_unplanned : CNY for leaving it out, a promise broken by that included.
    promised, price_moved : begin told before, and CNY for another one.
    takes : pieces of each item; shape (visits, items).
    fixed : whether it stays in its tour.
    may_wait : whether it may begin later than it could for nothing but the tour's sake: nothing is tied to
        its begin, and nobody was told of it.
    able, able_from : tours that may do it; those of visit v are `able[able_from[v]:able_from[v + 1]]`.
    """

    earliest: Floats
    latest: Floats
    due: Floats
    at_end: Floats
    price_late: Floats
    price_unplanned: Floats
    promised: Floats
    price_moved: Floats
    takes: Floats
    fixed: Flags
    may_wait: Flags
    able: Ints
    able_from: Ints


class TourArrays(NamedTuple):
    """One entry for each tour: a crew on one of its shifts.

    Attributes
    ----------
    opens, closes, latest : first departure, end of the shift, last return in overtime.
    longest_out : ticks from leaving to being back, infinite where they are not bounded.
    start, end : nodes where it begins and ends.
    kind, pace : rows of `WayArrays`.
    price_overtime, price_hours : CNY for a tick after the end, and from leaving to being back.
    price_used : CNY where it does anything.
    carries : pieces of each item; shape (tours, items).
    battery, recharge : working time of one set of batteries, infinite where it needs none; time to load.
    breaks : earliest and latest begin, and length; shape (tours, most breaks, 3), filled up with breaks of
        no length that may be taken at any time.
    """

    opens: Floats
    closes: Floats
    latest: Floats
    longest_out: Floats
    start: Ints
    end: Ints
    kind: Ints
    pace: Ints
    price_overtime: Floats
    price_hours: Floats
    price_used: Floats
    carries: Floats
    battery: Floats
    recharge: Floats
    breaks: Floats


class WayArrays(NamedTuple):
    """What crews alike have in common; a node is a visit, or after those a place where tours begin or end.

    Attributes
    ----------
    duration : working time of each visit, `CANNOT` where it may not be done; shape (kinds, visits).
    travel, fare : time and CNY from node to node; shape (paces, nodes, nodes).
    near : the visits nearest to each one, nearest first; shape (visits, neighbours).
    """

    duration: Floats
    travel: Floats
    fare: Floats
    near: Ints


class BalanceArrays(NamedTuple):
    """Which crews are alike.

    Attributes
    ----------
    tours, tours_from : tours of crews alike stand side by side, those of one crew too; those of group g are
        `tours[tours_from[g]:tours_from[g + 1]]`.
    crew : of each tour.
    crews : in each group, those without a tour too.
    price : CNY for a tick by which a crew is busier than the mean of its group; shape (1,).
    """

    tours: Ints
    tours_from: Ints
    crew: Ints
    crews: Floats
    price: Floats


class Arrays(NamedTuple):
    """Visits, tours, the ways between them and whose the tours are."""

    visits: VisitArrays
    tours: TourArrays
    ways: WayArrays
    balance: BalanceArrays


class Tour(NamedTuple):
    """Which crew and shift a tour is.

    Attributes
    ----------
    crew, shift : positions in the problem and in the crew.
    """

    crew: int
    shift: int


class Translated(NamedTuple):
    """Arrays and what their rows are in the problem; visits are in the problem's order.

    Attributes
    ----------
    arrays : the problem.
    problem : it comes from.
    origin : instant of tick 0.
    tours : in the order of the arrays.
    pinned : tour and begin of each pinned visit that lies in a tour; others began before it.
    """

    arrays: Arrays
    problem: Problem
    origin: pd.Timestamp
    tours: tuple[Tour, ...]
    pinned: dict[int, tuple[int, float]]
