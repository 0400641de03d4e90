"""A day of crews by plain OR-Tools routing: cheapest insertion, then guided local search, on one core."""

import numpy as np
from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver import routing_enums_pb2 as enums

from benchmarks.contestants.crew_day import DAY, DEPOTS, Asked, main


def schedule(asked: Asked) -> float:
    """Cost of the best plan found; routing search has no seed."""
    day = asked.day
    depots = day.depot.tolist()
    manager = pywrapcp.RoutingIndexManager(len(day.travel), len(depots), depots, depots)
    routing = pywrapcp.RoutingModel(manager)
    service = np.concatenate([np.zeros(DEPOTS, int), day.duration])
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(day.travel.tolist()))
    times = routing.RegisterTransitMatrix((day.travel + service[:, None]).tolist())
    routing.AddDimension(times, DAY, DAY, False, "time")
    time = routing.GetDimensionOrDie("time")
    for visit, skill in enumerate(day.skill.tolist()):
        index = manager.NodeToIndex(DEPOTS + visit)
        if asked.soft:
            on_time = max(0, int(day.due[visit] - day.duration[visit]))
            time.SetCumulVarSoftUpperBound(index, on_time, int(day.weight[visit]))
        else:
            time.CumulVar(index).SetMax(int(day.latest_start[visit]))
        routing.VehicleVar(index).SetValues([-1, *np.flatnonzero(day.can[:, skill]).tolist()])
        routing.AddDisjunction([index], int(day.prize[visit]))
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(asked.seconds * 1000))
    return float(routing.SolveWithParameters(parameters).ObjectiveValue())


if __name__ == "__main__":
    main(schedule)
