"""Solomon's list: a hundred customers, one depot; distances cut after the first decimal (DIMACS)."""

import numpy as np

from optimizer.crew import Crew, Shift
from optimizer.instances.delivery import LOAD, delivery
from optimizer.instances.instance import Format, Instance, apart, clock
from optimizer.problem import Prices, Problem, Travel
from optimizer.visit import Place, Visit


def solomon(name: str, text: str, best_known: float | None) -> Instance:
    """The instance a text holds."""
    lines = [line.split() for line in text.splitlines()]
    numbers = [[float(cell) for cell in line] for line in lines if line and _is_number(line[0])]
    (vehicles, capacity), depot, *customers = numbers
    places = tuple(Place(row[1], row[2], name=f"{row[0]:.0f}") for row in (depot, *customers))
    # Half a millionth, or binary fractions such as 20.599999 would be cut once more.
    km = np.floor(apart(places) * 10 + 5e-7) / 10
    visits = tuple(_visit(row, place) for row, place in zip(customers, places[1:], strict=True))
    shift = Shift(clock(depot[4]), clock(depot[5]))
    crews = tuple(
        Crew(f"{n}", ("deliver",), "", places[0], (shift,), stock={LOAD: int(capacity)})
        for n in range(1, int(vehicles) + 1)
    )
    prices = Prices(travel_hour=0.0, travel_km=1.0)
    problem = Problem(visits, crews, Travel(places, km, km), prices=prices)
    return Instance(name, Format.SOLOMON, problem, best_known)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _visit(row: list[float], place: Place) -> Visit:
    _, _, _, demand, ready, due, service = row
    return delivery(place, ("deliver",), (ready, due), service, demand)
