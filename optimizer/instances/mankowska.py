"""Mankowska's list of home care (Health Care Management Science 17, 2014): soft windows and double visits."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from domain.plan import Assignment, Plan
from optimizer.crew import Crew, Shift
from optimizer.instances.instance import LEFT_OUT, Format, Instance, clock, minutes
from optimizer.problem import Prices, Problem, Travel
from optimizer.visit import Mode as Way
from optimizer.visit import Moment, Place, Together, Visit

_THIRD_OF_A_MINUTE = 60 / 3
"""The list's cost is a third of distance, tardiness and greatest tardiness: so much for an hour late."""
_LONG = 2 * 24 * 60
"""The list bounds no caregiver's day."""


def mankowska(name: str, data: Mapping[str, Any], solution: Mapping[str, Any] | None) -> Instance:
    """The instance of data; its best known figure is that of the routes shipped with it."""
    office = data["central_offices"][0]
    places = (_place(office), *(_place(patient) for patient in data["patients"]))
    table = np.array(data["distances"], dtype=np.float64)
    shift = Shift(clock(0), clock(_LONG))
    crews = tuple(
        Crew(one["id"], tuple(one["abilities"]), "", places[0], (shift,)) for one in data["caregivers"]
    )
    visits = tuple(visit for patient in data["patients"] for visit in _visits(patient))
    links = tuple(_link(patient) for patient in data["patients"] if "synchronization" in patient)
    prices = Prices(travel_hour=0.0, travel_km=1 / 3, worst_late_hour=_THIRD_OF_A_MINUTE)
    problem = Problem(visits, crews, Travel(places, table, table), links, prices)
    found = Instance(name, Format.MANKOWSKA, problem)
    shipped = None if solution is None else found.objective(Plan.of(_routes(solution, problem)))
    return replace(found, best_known=shipped)


def _place(record: Mapping[str, Any]) -> Place:
    x, y = record["location"]
    return Place(float(x), float(y), name=record["id"])


def _visits(patient: Mapping[str, Any]) -> Iterator[Visit]:
    earliest, latest = patient["time_window"]
    for number, wanted in enumerate(patient["required_caregivers"], start=1):
        yield Visit(
            patient["id"],
            number,
            wanted["service"],
            "",
            "",
            _place(patient),
            (Way((wanted["service"],), minutes(wanted["duration"])),),
            ready_at=clock(earliest),
            due_at=clock(latest),
            due_for=Moment.BEGIN,
            price_late=_THIRD_OF_A_MINUTE,
            price_unplanned=LEFT_OUT,
        )


def _link(patient: Mapping[str, Any]) -> Together:
    tie = patient["synchronization"]
    least, most = tie["distance"] if tie["type"] == "sequential" else (0, 0)
    return Together((patient["id"], 1), (patient["id"], 2), minutes(least), minutes(most))


def _routes(solution: Mapping[str, Any], problem: Problem) -> Iterator[Assignment]:
    """The assignments of a shipped solution, which names a visit by patient and service.

    A caregiver who stays at home has no list of places.
    """
    number_of = {(visit.application, visit.stage): visit.number for visit in problem.visits}
    for route in solution["routes"]:
        for stop in route.get("locations", ()):
            patient, service = stop["patient"], stop["service"]
            begins_at = clock(stop["departure_time"]) - _work(problem, patient, number_of[patient, service])
            number = number_of[patient, service]
            yield Assignment(route["caregiver_id"], patient, number, service, begins_at)


def _work(problem: Problem, patient: str, number: int) -> Any:
    return problem.visit_of[patient, number].modes[0].duration
