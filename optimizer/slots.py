"""Appointment windows for a customer on the phone, with what each would cost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.errors import must
from domain.plan import Plan
from optimizer.arrays import TICK, Translated
from optimizer.problem import Problem
from optimizer.search.first import routes_from
from optimizer.search.pricing import price_places
from optimizer.search.routes import Routes
from optimizer.translate import arrays_of, ticks
from optimizer.visit import Visit

Window = tuple[pd.Timestamp, pd.Timestamp]
TWO_HOURS = pd.Timedelta(hours=2)


@dataclass(frozen=True)
class Slot:
    """A window that can be promised.

    Parameters
    ----------
    window : the first and the last instant to begin at.
    cost : CNY that the visit adds to the plan in this window: way, overtime and lateness, its own and that
        of others.
    crew : that it is cheapest for.
    """

    window: Window
    cost: float
    crew: str


def slots(
    plan: Plan, problem: Problem, visit: Visit, windows: Iterable[Window] = (), most: int = 5
) -> list[Slot]:
    """The cheapest windows for one more visit, everything else staying with its crew and in its order.

    Parameters
    ----------
    problem : that the plan is for; it may hold the visit already.
    windows : to choose among; windows of two hours over all shifts where none is given.
    most : slots given at most.

    Returns
    -------
    Cheapest first, the earlier one among equals; empty where no crew can do it in any of the windows.

    Raises
    ------
    InputError : a place without travel, or a plan that does not keep the problem's rules.
    """
    others = [one for one in problem.visits if one.key != visit.key]
    wanted = replace(problem, visits=(*others, replace(visit, window=None)))
    translated = arrays_of(wanted)
    kept = Plan(tuple(one for one in plan.assignments if one.key != visit.key))
    routes = routes_from(translated, kept)
    must(routes is not None, "Slots: the pinned visits of the problem must go together, got a plan of none.")
    assert routes is not None
    found = _priced(translated, routes, list(windows) or list(windows_of(problem)))
    return sorted(found, key=lambda slot: (round(slot.cost, 6), slot.window))[:most]


def windows_of(problem: Problem, length: pd.Timedelta = TWO_HOURS) -> Iterator[Window]:
    """Windows one after the other over each stretch of time in which crews are on duty."""
    stretches: list[list[pd.Timestamp]] = []
    for shift in sorted((s for crew in problem.crews for s in crew.shifts), key=lambda s: s.begins_at):
        if stretches and shift.begins_at <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], shift.ends_at)
        else:
            stretches.append([shift.begins_at, shift.ends_at])
    for first, last in stretches:
        for begin in pd.date_range(first, last, freq=length, inclusive="left"):
            yield begin, min(begin + length, last)


def _priced(translated: Translated, routes: Routes, windows: Sequence[Window]) -> Iterator[Slot]:
    """The cheapest crew for the last visit of the arrays in each window it fits into."""
    visits = translated.arrays.visits
    row = len(visits.earliest) - 1
    ready, tours = visits.earliest[row], np.flatnonzero(_able(translated, row))
    costs = np.empty(len(tours))
    for first, last in windows:
        visits.earliest[row] = max(ready, ticks(first, translated.origin))
        visits.latest[row] = (last - translated.origin) / TICK
        price_places(translated.arrays, routes, tours, row, costs)
        if np.isfinite(costs).any():
            cheapest = translated.tours[tours[int(np.argmin(costs))]].crew
            yield Slot((first, last), float(costs.min()), translated.problem.crews[cheapest].name)


def _able(translated: Translated, row: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Tours that may do a visit, as `Arrays` lists them."""
    visits = translated.arrays.visits
    able = np.zeros(len(translated.tours), dtype=np.bool_)
    able[visits.able[visits.able_from[row] : visits.able_from[row + 1]]] = True
    return able
