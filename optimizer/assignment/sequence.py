"""Who does what in which order and when, as a CP-SAT model: a circuit for each tour, begins across them.

The model allows all that `optimizer.check` allows and a little more, and prices it no dearer, so that its
bound holds: overtime may reach into the next shift, batteries may be loaded earlier than they must, breaks
may be taken in another order, a crew with a break on its first way may leave as if it had none, and imbalance
costs nothing. Times are ticks, ways and work rounded up to them as in every plan the solver makes.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil, floor

import numpy as np
from ortools.sat.python import cp_model

from optimizer.arrays import HOUR, TICK, Floats, Translated
from optimizer.assignment.tour import TourModel
from optimizer.assignment.units import units, units_above
from optimizer.translate import arrays_of, ticks
from optimizer.visit import Follows, Together

ROUNDING = 1e-3
"""CNY by which rounding to whole ticks may change what a plan costs, at most."""


class Sequencing:
    """The model.

    Attributes
    ----------
    cp : the model.
    """

    def __init__(self, translated: Translated) -> None:
        self._translated, self._arrays = translated, translated.arrays
        self.cp = cp_model.CpModel()
        self._latest = list(_latest(translated))
        self._present = [self.cp.new_bool_var("") for _ in translated.problem.visits]
        self._begin = list(self._begins())
        self._tours = [self._tour(tour) for tour in range(len(translated.tours))]
        for visit, present in enumerate(self._present):
            self.cp.add(cp_model.LinearExpr.sum(self._does(visit)) == present)
        for visit, (tour, _) in translated.pinned.items():
            self.cp.add(self._tours[tour].does[visit] == 1)
        self._links()
        self._cost = cp_model.LinearExpr.sum([*self._costs()])
        self.cp.minimize(self._cost)

    def hint(self, routes: Sequence[Sequence[int]]) -> None:
        """Tell of a plan to begin with: the visits of each tour."""
        for tour, route in zip(self._tours, routes, strict=True):
            tour.hint(route)

    def cost_at_most(self, cny: float) -> None:
        """Look for no dearer plan."""
        self.cp.add(self._cost <= units_above(cny + ROUNDING))

    def found(self, solver: cp_model.CpSolver) -> tuple[list[list[int]], Floats]:
        """Visits of each tour in order, and the begin of each visit, ticks."""
        begins = np.array([solver.value(begin) for begin in self._begin], float)
        return [tour.route(solver) for tour in self._tours], begins

    def _begins(self) -> Iterator[cp_model.IntVar]:
        """A promise told before may be broken by beginning earlier, too, which the arrays rule out."""
        visits = arrays_of(replace(self._translated.problem, promised=())).arrays.visits
        first, last = float(self._arrays.tours.opens.min(initial=0)), float(max(self._latest, default=0))
        for visit, present in enumerate(self._present):
            low, high = max(visits.earliest[visit], first), min(visits.latest[visit], last)
            if low > high:
                self.cp.add(present == 0)
            yield self.cp.new_int_var(int(min(low, high)), int(max(low, high)), "")

    def _tour(self, tour: int) -> TourModel:
        kind, pinned = self._arrays.tours.kind[tour], self._translated.pinned
        able = [visit for visit in range(len(self._present)) if self._arrays.ways.duration[kind, visit] >= 0]
        mine = [visit for visit in able if visit not in pinned or pinned[visit][0] == tour]
        begins = {visit: self._begin[visit] for visit in mine}
        return TourModel(self.cp, self._arrays, tour, self._latest[tour], begins)

    def _does(self, visit: int) -> list[cp_model.IntVar]:
        return [tour.does[visit] for tour in self._tours if visit in tour.does]

    def _end(self, visit: int) -> cp_model.LinearExprT:
        """When a visit is through, whoever does it."""
        works = [tour.work(visit) * tour.does[visit] for tour in self._tours if visit in tour.does]
        return self._begin[visit] + cp_model.LinearExpr.sum(works)

    def _links(self) -> None:
        row_of = {visit.key: row for row, visit in enumerate(self._translated.problem.visits)}
        for link in self._translated.problem.links:
            match link:
                case Follows(first, then, gap):
                    self._follows(row_of[first], row_of[then], ceil(gap / TICK))
                case Together(first, second, least, most):
                    self._together(row_of[first], row_of[second], ceil(least / TICK), floor(most / TICK))

    def _follows(self, first: int, then: int, gap: int) -> None:
        self.cp.add_implication(self._present[then], self._present[first])
        self.cp.add(self._begin[then] >= self._end(first) + gap).only_enforce_if(self._present[then])

    def _together(self, one: int, other: int, least: int, most: int) -> None:
        self.cp.add(self._present[one] == self._present[other])
        apart = self._begin[other] - self._begin[one]
        self.cp.add_linear_constraint(apart, least, most).only_enforce_if(self._present[one])
        of_crew: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for number, tour in enumerate(self._tours):
            both = (tour.does[visit] for visit in (one, other) if visit in tour.does)
            of_crew[self._translated.tours[number].crew] += both
        for both_visits in of_crew.values():
            self.cp.add_at_most_one(both_visits)

    def _costs(self) -> Iterator[cp_model.LinearExprT]:
        """Tours, visits left out, lateness, and promises moved."""
        visits = self._arrays.visits
        yield from (cost for tour in self._tours for cost in tour.costs)
        for visit, present in enumerate(self._present):
            if not visits.fixed[visit]:
                yield units(float(visits.price_unplanned[visit])) * (1 - present)
            if price := units(float(visits.price_moved[visit])):
                yield price * self._is_moved(visit)
        yield from self._lateness()

    def _is_moved(self, visit: int) -> cp_model.IntVar:
        """Whether a visit begins at another instant than it was told; it is not where it is left out."""
        told = int(self._arrays.visits.promised[visit])
        moved = self.cp.new_bool_var("")
        is_kept = self.cp.add_linear_constraint(self._begin[visit], told - 1, told + 1)
        is_kept.only_enforce_if(self._present[visit], ~moved)
        return moved

    def _lateness(self) -> Iterator[cp_model.LinearExprT]:
        visits, horizon = self._arrays.visits, int(max(self._latest, default=0))
        worst = self.cp.new_int_var(0, 2 * horizon, "")
        price_worst = units(self._translated.problem.prices.worst_late_hour / HOUR)
        for visit, present in enumerate(self._present):
            price = units(float(visits.price_late[visit]))
            if np.isfinite(visits.due[visit]) and (price or price_worst):
                late = self.cp.new_int_var(0, 2 * horizon, "")
                reached = self._end(visit) if visits.at_end[visit] else self._begin[visit]
                self.cp.add(late >= reached - int(visits.due[visit])).only_enforce_if(present)
                self.cp.add(worst >= late)
                yield price * late
        yield price_worst * worst


def _latest(translated: Translated) -> Iterator[int]:
    """Last return of each tour, whatever comes after it."""
    for tour in translated.tours:
        crew = translated.problem.crews[tour.crew]
        yield int(ticks(crew.shifts[tour.shift].ends_at + crew.overtime, translated.origin))
