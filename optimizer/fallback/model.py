"""The problem as a routing model of OR-Tools: a vehicle for each tour, times in ticks.

What the model cannot say it says too strictly or not at all, and `repair` sees to the rest: batteries are
loaded a little before every visit, the gap to a visit that is followed is as long as with the slowest crew,
two partners may be left to one crew or only one of them be planned, and a promise moved has no price.
"""

from typing import NamedTuple

import numpy as np
from ortools.constraint_solver import pywrapcp

from optimizer.arrays import NEVER, Arrays, Floats, Ints
from optimizer.linked.ties import Ties

UNITS = 1e8
"""Units of cost in a CNY: a price for an hour is still thousands of them for a millisecond."""
MOST = 10**16
"""Units that anything costs at most; the sum of all of it must stay below 2 ** 63."""
TIME = "time"


class Model(NamedTuple):
    """A routing model and what it is about.

    Attributes
    ----------
    nodes : index in the model of each visit.
    """

    routing: pywrapcp.RoutingModel
    nodes: list[int]


def model_of(arrays: Arrays, ties: Ties) -> Model:
    """Lay out visits and tours; there is at least one tour."""
    count, tours = len(arrays.visits.earliest), arrays.tours
    ends = tours.start.tolist(), tours.end.tolist()
    manager = pywrapcp.RoutingIndexManager(arrays.ways.travel.shape[1], len(tours.opens), *ends)
    model = Model(pywrapcp.RoutingModel(manager), [manager.NodeToIndex(visit) for visit in range(count)])
    _ways(model, arrays)
    _tours(model, arrays)
    _visits(model, arrays)
    _unused(model, manager, arrays)
    _stock(model, arrays)
    _breaks(model, arrays)
    _ties(model, arrays, ties)
    return model


def units(cny: float) -> int:
    """Units of cost."""
    return int(min(round(cny * UNITS), MOST))


def _ways(model: Model, arrays: Arrays) -> None:
    """Fares and times; alike for tours of the same crew or of crews alike."""
    routing, tours = model.routing, arrays.tours
    fares = [
        routing.RegisterTransitMatrix(np.minimum(fare * UNITS, MOST).round().astype(int).tolist())
        for fare in arrays.ways.fare
    ]
    made: dict[tuple[float, ...], int] = {}
    times = []
    for tour in range(len(tours.opens)):
        routing.SetArcCostEvaluatorOfVehicle(fares[int(tours.pace[tour])], tour)
        alike = float(tours.kind[tour]), float(tours.pace[tour])
        if alike not in made:
            made[alike] = routing.RegisterTransitMatrix(_times(arrays, tour).tolist())
        times.append(made[alike])
    longest = int(max(tours.latest.max(), 0))
    routing.AddDimensionWithVehicleTransits(times, longest, longest, False, TIME)


def _times(arrays: Arrays, tour: int) -> Ints:
    """Time from the begin of one visit to that of another; shape (nodes, nodes).

    Batteries are loaded as soon as a visit does not fit, so that two sets in a row always hold more work than
    one set lasts: loading twice that share before each visit is never too little.
    """
    travel = arrays.ways.travel[arrays.tours.pace[tour]]
    work = np.zeros(len(travel))
    work[: len(arrays.visits.earliest)] = _work(arrays, tour)
    loading = 2 * work * arrays.tours.recharge[tour] / arrays.tours.battery[tour]
    times: Ints = np.ceil(travel + work[:, None] + loading).astype(np.int64)
    return times


def _work(arrays: Arrays, tour: int) -> Floats:
    """Working time of each visit; none where the crew may not do it."""
    work: Floats = np.maximum(arrays.ways.duration[arrays.tours.kind[tour]], 0.0)
    return work


def _tours(model: Model, arrays: Arrays) -> None:
    """When each tour may leave and must be back, and what that costs."""
    routing, tours = model.routing, arrays.tours
    time = routing.GetDimensionOrDie(TIME)
    for tour, (opens, closes, latest) in enumerate(
        zip(tours.opens.tolist(), tours.closes.tolist(), tours.latest.tolist(), strict=True)
    ):
        time.CumulVar(routing.Start(tour)).SetRange(int(opens), int(latest))
        time.CumulVar(routing.End(tour)).SetRange(int(opens), int(latest))
        overtime = units(tours.price_overtime[tour])
        if overtime and latest > closes:
            time.SetCumulVarSoftUpperBound(routing.End(tour), int(max(closes, opens)), overtime)
        if hours := units(tours.price_hours[tour]):
            time.SetSpanCostCoefficientForVehicle(hours, tour)
        if tours.longest_out[tour] < NEVER:
            time.SetSpanUpperBoundForVehicle(int(tours.longest_out[tour]), tour)
        routing.SetFixedCostOfVehicle(units(tours.price_used[tour]), tour)


def _visits(model: Model, arrays: Arrays) -> None:
    """When each visit may begin and by whom; what it costs late or left out."""
    routing, visits = model.routing, arrays.visits
    horizon = float(arrays.tours.latest.max())
    late = _latest_begin_on_time(arrays)
    for visit, index in enumerate(model.nodes):
        able = visits.able[visits.able_from[visit] : visits.able_from[visit + 1]].tolist()
        first, last = max(visits.earliest[visit], 0.0), min(visits.latest[visit], horizon)
        if not able or first > last:
            routing.AddDisjunction([index], 0)
            routing.VehicleVar(index).SetValues([-1])
            continue
        routing.VehicleVar(index).SetValues([-1, *able])
        routing.AddDisjunction([index], units(visits.price_unplanned[visit]))
        time = routing.GetDimensionOrDie(TIME)
        time.CumulVar(index).SetRange(int(first), int(last))
        price = units(visits.price_late[visit])
        if price and late[visit] < last:
            time.SetCumulVarSoftUpperBound(index, int(max(late[visit], 0.0)), price)


def _latest_begin_on_time(arrays: Arrays) -> Floats:
    """Begin up to which each visit is not late, done by the quickest crew; infinite where not promised."""
    duration = arrays.ways.duration
    quickest = np.where(duration < 0, NEVER, duration).min(axis=0, initial=NEVER)
    work = np.where(np.isfinite(quickest), quickest, 0.0)
    return arrays.visits.due - work * arrays.visits.at_end


def _unused(model: Model, manager: pywrapcp.RoutingIndexManager, arrays: Arrays) -> None:
    """Places where no tour begins or ends would have to be visited."""
    used = {*arrays.tours.start.tolist(), *arrays.tours.end.tolist()}
    for node in range(len(model.nodes), arrays.ways.travel.shape[1]):
        if node not in used:
            model.routing.AddDisjunction([manager.NodeToIndex(node)], 0)
            model.routing.VehicleVar(manager.NodeToIndex(node)).SetValues([-1])


def _stock(model: Model, arrays: Arrays) -> None:
    """Pieces of each item that a tour takes from what it carries."""
    others = arrays.ways.travel.shape[1] - len(model.nodes)
    for item in range(arrays.visits.takes.shape[1]):
        taken = [*arrays.visits.takes[:, item].astype(int).tolist(), *[0] * others]
        carries = arrays.tours.carries[:, item].astype(int).tolist()
        callback = model.routing.RegisterUnaryTransitVector(taken)
        model.routing.AddDimensionWithVehicleCapacity(callback, 0, carries, True, f"item {item}")


def _breaks(model: Model, arrays: Arrays) -> None:
    """Breaks between visits or on the way; before a tour leaves and after it is back they are free."""
    routing, tours = model.routing, arrays.tours
    time = routing.GetDimensionOrDie(TIME)
    made: dict[int, list[int]] = {}
    for tour in range(len(tours.opens)):
        pauses = [
            routing.solver().FixedDurationIntervalVar(
                int(max(earliest, 0)), int(latest), int(length), False, f"break {number} of {tour}"
            )
            for number, (earliest, latest, length) in enumerate(tours.breaks[tour].tolist())
            if length > 0
        ]
        kind = int(tours.kind[tour])
        if pauses:
            if kind not in made:
                made[kind] = _time_at(model, arrays, tour)
            time.SetBreakIntervalsOfVehicle(pauses, tour, made[kind])


def _time_at(model: Model, arrays: Arrays, tour: int) -> list[int]:
    """Working time by index of the model."""
    at = [0] * model.routing.Size()
    for index, work in zip(model.nodes, np.ceil(_work(arrays, tour)).astype(int).tolist(), strict=True):
        at[index] = work
    return at


def _ties(model: Model, arrays: Arrays, ties: Ties) -> None:
    """Least times from the begin, or from the end with the slowest crew, of a visit to that of another."""
    time = model.routing.GetDimensionOrDie(TIME)
    longest = arrays.ways.duration.max(axis=0, initial=0.0)
    for one in range(len(model.nodes)):
        for arc in range(ties.arcs_from[one], ties.arcs_from[one + 1]):
            gap = ties.gap[arc] + max(longest[one], 0.0) * ties.after_end[arc]
            time.AddNodePrecedence(model.nodes[one], model.nodes[ties.to[arc]], int(np.ceil(gap)))
