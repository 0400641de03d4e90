"""A tour as a circuit of CP-SAT: its ways, its return, its breaks, batteries and stock."""

from collections.abc import Iterator, Mapping, Sequence

from ortools.sat.python import cp_model

from optimizer.arrays import NEVER, Arrays
from optimizer.assignment.units import units

DEPOT = -1
"""Stands for where a tour begins and ends."""


class TourModel:
    """A tour.

    Attributes
    ----------
    does : whether it does each visit that it may do.
    ways : whether it goes from one to the other; `DEPOT` is either end.
    costs : terms of what it costs, units.
    """

    def __init__(
        self,
        cp: cp_model.CpModel,
        arrays: Arrays,
        tour: int,
        latest: int,
        begins: Mapping[int, cp_model.IntVar],
    ) -> None:
        self._cp, self._arrays, self._tour, self._begins = cp, arrays, tour, begins
        opens = int(arrays.tours.opens[tour])
        self._used = cp.new_bool_var("")
        self.does = {visit: cp.new_bool_var("") for visit in begins}
        self._back = cp.new_int_var(opens, max(latest, opens), "")
        self._rests: dict[int, list[cp_model.LinearExpr]] = {place: [] for place in (DEPOT, *begins)}
        self._loads: dict[int, cp_model.IntVar] = {}
        self.ways = self._circuit()
        self._breaks()
        self._batteries()
        self._times()
        self._stock()
        self.costs = list(self._costs(latest))

    def work(self, visit: int) -> int:
        """Working time of a visit, ticks."""
        return int(self._arrays.ways.duration[self._arrays.tours.kind[self._tour], visit])

    def route(self, solver: cp_model.CpSolver) -> list[int]:
        """The visits of a solution in order."""
        follower = {one: other for (one, other), goes in self.ways.items() if solver.boolean_value(goes)}
        route, here = [], follower.get(DEPOT, DEPOT)
        while here != DEPOT:
            route.append(here)
            here = follower[here]
        return route

    def hint(self, route: Sequence[int]) -> None:
        """Tell of a route to begin with."""
        taken = set(zip((DEPOT, *route), (*route, DEPOT), strict=True)) if route else set()
        for way, goes in self.ways.items():
            self._cp.add_hint(goes, way in taken)

    def _circuit(self) -> dict[tuple[int, int], cp_model.IntVar]:
        places = (DEPOT, *self._begins)
        ways = {(one, other): self._cp.new_bool_var("") for one in places for other in places if one != other}
        node = {place: number for number, place in enumerate(places)}
        stays = [(node[visit], node[visit], ~does) for visit, does in self.does.items()]
        goes = [(node[one], node[other], way) for (one, other), way in ways.items()]
        self._cp.add_circuit([(0, 0, ~self._used), *stays, *goes])
        return ways

    def _breaks(self) -> None:
        """Each break follows a visit, or setting out, or is taken at home for nothing."""
        for earliest, latest, length in self._arrays.tours.breaks[self._tour].tolist():
            if length > 0:
                self._break(int(earliest), int(latest), int(length))

    def _break(self, earliest: int, latest: int, length: int) -> None:
        cp, begin = self._cp, self._cp.new_int_var(earliest, latest, "")
        after = {place: cp.new_bool_var("") for place in (DEPOT, *self.does)}
        at_home = cp.new_bool_var("")
        cp.add(sum(after.values()) + at_home == self._used)
        cp.add(self._back <= latest).only_enforce_if(at_home)
        for place, rests in after.items():
            self._rests[place].append(length * rests)
            cp.add_implication(rests, self.does.get(place, self._used))
            cp.add(begin >= self._free(place)).only_enforce_if(rests)
        for (one, other), goes in self.ways.items():
            if other != DEPOT:
                cp.add(begin + length <= self._begins[other]).only_enforce_if(after[one], goes)

    def _batteries(self) -> None:
        battery = self._arrays.tours.battery[self._tour]
        if battery == NEVER:
            return
        cp = self._cp
        left = {visit: cp.new_int_var(0, int(battery) - self.work(visit), "") for visit in self.does}
        self._loads = {visit: cp.new_bool_var("") for visit in self.does}
        for (one, other), goes in self.ways.items():
            if DEPOT not in (one, other):
                uses = left[other] + self.work(other) <= left[one]
                cp.add(uses).only_enforce_if(goes, ~self._loads[other])

    def _times(self) -> None:
        recharge = int(self._arrays.tours.recharge[self._tour])
        for (one, other), goes in self.ways.items():
            there = cp_model.LinearExpr.sum([self._free(one), self._way(one, other), *self._rests[one]])
            if other == DEPOT:
                self._cp.add(self._back >= there).only_enforce_if(goes)
            else:
                loads = recharge * self._loads[other] if self._loads else 0
                self._cp.add(self._begins[other] >= there + loads).only_enforce_if(goes)

    def _stock(self) -> None:
        takes, carries = self._arrays.visits.takes, self._arrays.tours.carries
        for item in range(takes.shape[1]):
            pieces = [int(takes[visit, item]) * does for visit, does in self.does.items()]
            self._cp.add(cp_model.LinearExpr.sum(pieces) <= int(carries[self._tour, item]))

    def _costs(self, latest: int) -> Iterator[cp_model.LinearExprT]:
        """Fares, the shift, overtime and hours away."""
        tours, tour, cp = self._arrays.tours, self._tour, self._cp
        for way, goes in self.ways.items():
            yield units(float(self._arrays.ways.fare[tours.pace[tour], *self._nodes(*way)])) * goes
        yield units(float(tours.price_used[tour])) * self._used
        if price := units(float(tours.price_overtime[tour])):
            closes = int(tours.closes[tour])
            over = cp.new_int_var(0, max(latest - closes, 0), "")
            cp.add(over >= self._back - closes).only_enforce_if(self._used)
            yield price * over
        if tours.price_hours[tour] or tours.longest_out[tour] < NEVER:
            yield units(float(tours.price_hours[tour])) * self._away(latest)

    def _away(self, latest: int) -> cp_model.IntVar:
        """Time from leaving to being back."""
        most = min(latest - self._arrays.tours.opens[self._tour], self._arrays.tours.longest_out[self._tour])
        away = self._cp.new_int_var(0, max(int(most), 0), "")
        for visit, begin in self._begins.items():
            leaves = begin - self._way(DEPOT, visit)
            self._cp.add(away >= self._back - leaves).only_enforce_if(self.ways[DEPOT, visit])
        return away

    def _free(self, place: int) -> cp_model.LinearExprT:
        """When the crew is free at a place."""
        if place == DEPOT:
            return int(self._arrays.tours.opens[self._tour])
        return self._begins[place] + self.work(place)

    def _way(self, one: int, other: int) -> int:
        """Ticks from a place to another."""
        return int(self._arrays.ways.travel[self._arrays.tours.pace[self._tour], *self._nodes(one, other)])

    def _nodes(self, one: int, other: int) -> tuple[int, int]:
        tours, tour = self._arrays.tours, self._tour
        here = int(tours.start[tour]) if one == DEPOT else one
        return here, int(tours.end[tour]) if other == DEPOT else other
