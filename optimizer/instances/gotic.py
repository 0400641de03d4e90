"""The list of Dupin, Parize and Talbi (Algorithms 14(11), 2021): technicians with skills, jobs with slots."""

import numpy as np

from optimizer.crew import Crew, Shift
from optimizer.instances.instance import Format, Instance, apart, clock, minutes
from optimizer.problem import Prices, Problem, Travel
from optimizer.visit import Mode, Place, Visit


def gotic(name: str, text: str) -> Instance:
    """The instance a text holds; distances and minutes are rounded, as the list has it."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    speed = next(float(line[1]) for line in lines if line[0] == "speed")
    crews = tuple(_crew(line[1:]) for line in lines if line[0] == "TIC")
    visits = tuple(_visit(line[1:]) for line in lines if line[0] == "JOB")
    places = (*(crew.depot for crew in crews), *(visit.place for visit in visits))
    km = np.round(apart(places))
    travel = Travel(places, np.round(60 * km / speed), km)
    prices = Prices(travel_hour=0.0, travel_km=1.0)
    return Instance(name, Format.GOTIC, Problem(visits, crews, travel, prices=prices))


def _crew(cells: list[str]) -> Crew:
    name, x, y, begins, ends, *skills = cells
    home = Place(float(x), float(y), name=name)
    return Crew(name, tuple(skills), "", home, (Shift(clock(float(begins)), clock(float(ends))),))


def _visit(cells: list[str]) -> Visit:
    name, x, y, earliest, latest, skill, work, _, penalty = cells
    return Visit(
        name,
        1,
        "job",
        "",
        "",
        Place(float(x), float(y), name=name),
        (Mode((skill,), minutes(float(work))),),
        window=(clock(float(earliest)), clock(float(latest))),
        price_unplanned=float(penalty),
    )
