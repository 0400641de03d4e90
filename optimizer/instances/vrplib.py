"""Vehicles that may not serve every site, and several depots (Cordeau and Laporte; Vidal), as VRPLIB text."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.crew import Crew, Shift
from optimizer.instances.delivery import LOAD, delivery
from optimizer.instances.instance import Format, Instance, apart, clock, minutes
from optimizer.problem import Prices, Problem, Travel
from optimizer.visit import Place, Visit

_SCALE = 1000
"""The solutions' cost is a thousand times the distance."""

Rows = Mapping[int, Sequence[float]]


def vrplib(name: str, text: str, best_known: float | None) -> Instance:
    """The instance a text holds; distances are rounded to a thousandth, as the best known have it."""
    told, sections = _parsed(text)
    at = sections["NODE_COORD_SECTION"]
    places = {node: Place(x, y, name=f"{node}") for node, (x, y) in at.items()}
    vehicles = range(1, int(told["VEHICLES"]) + 1)
    depots = {v: int(sections.get("VEHICLES_DEPOT_SECTION", {}).get(v, [1])[0]) for v in vehicles}
    served = {v: tuple(sections.get("VEHICLES_ALLOWED_CLIENTS_SECTION", {}).get(v, ())) for v in vehicles}
    kinds = {sites: f"kind {n}" for n, sites in enumerate(dict.fromkeys(served.values()), start=1)}
    crews = tuple(
        _crew(
            v, kinds[served[v]], places[depots[v]], sections["TIME_WINDOW_SECTION"][depots[v]], told, sections
        )
        for v in vehicles
    )
    homes = {*depots.values(), *_depots(sections)}
    visits = tuple(
        _visit(place, [kind for sites, kind in kinds.items() if not sites or node in sites], node, sections)
        for node, place in places.items()
        if node not in homes
    )
    km = np.round(apart(tuple(places.values())) * _SCALE) / _SCALE
    travel = Travel(tuple(places.values()), km, km)
    problem = Problem(visits, crews, travel, prices=Prices(travel_hour=0.0, travel_km=1.0))
    return Instance(
        name,
        Format(told["TYPE"].lower()),
        problem,
        None if best_known is None else best_known / _SCALE,
    )


def _parsed(text: str) -> tuple[dict[str, str], dict[str, Rows]]:
    """Single values by their key, and tables by their name, a row under its first number."""
    told: dict[str, str] = {}
    sections: dict[str, dict[int, list[float]]] = {}
    rows: dict[int, list[float]] = {}
    for line in text.splitlines():
        if re.fullmatch(r"[A-Z_]+_SECTION", line.strip()):
            rows = sections.setdefault(line.strip(), {})
        elif ":" in line:
            key, _, value = line.partition(":")
            told[key.strip()] = value.strip()
        elif line.strip() not in ("", "EOF", "-1"):
            number, *cells = line.split()
            rows[int(number)] = [float(cell) for cell in cells]
    return told, dict(sections)


def _depots(sections: Mapping[str, Rows]) -> Sequence[int]:
    """Nodes that are no customers; where the text lists none, the first."""
    return list(sections.get("DEPOT_SECTION", {1: ()}))


def _crew(
    number: int,
    kind: str,
    depot: Place,
    horizon: Sequence[float],
    told: Mapping[str, str],
    sections: Mapping[str, Rows],
) -> Crew:
    capacity = sections["CAPACITY_SECTION"][number][0] if "CAPACITY_SECTION" in sections else told["CAPACITY"]
    longest = told.get("VEHICLES_MAX_DURATION")
    longest_out = None if longest is None else minutes(float(longest))
    shift = Shift(clock(horizon[0]), clock(horizon[1]), longest_out=longest_out)
    return Crew(f"{number}", (kind,), "", depot, (shift,), stock={LOAD: int(float(capacity))})


def _visit(place: Place, kinds: Sequence[str], node: int, sections: Mapping[str, Rows]) -> Visit:
    first, last = sections["TIME_WINDOW_SECTION"][node]
    work, load = sections["SERVICE_TIME_SECTION"][node][0], sections["DEMAND_SECTION"][node][0]
    return delivery(place, kinds, (first, last), work, load)
