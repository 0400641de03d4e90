"""The way between places, as the twin has it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from optimizer import Crew, Place, Travel, Visit
from scenarios.scenario import Scenario
from simulation.place import EARTH_RADIUS_KM, minutes_per_radian


def travel_between(visits: Sequence[Visit], crews: Sequence[Crew], scenario: Scenario) -> Travel:
    """Times and distances between all places of a problem.

    Great circle, at the detour and speed of the land where the way leads to.
    """
    ends = [place for crew in crews for place in (crew.depot, crew.position) if place is not None]
    places = tuple(dict.fromkeys([*ends, *(visit.place for visit in visits)]))
    if not places:
        return Travel((), np.zeros((0, 0)), np.zeros((0, 0)))
    arcs = _arcs(places)
    terrains = [scenario.terrains[place.terrain] for place in places]
    pace = np.array([minutes_per_radian(terrain) for terrain in terrains])
    return Travel(places, arcs * pace, arcs * EARTH_RADIUS_KM * np.array([one.detour for one in terrains]))


def _arcs(places: Sequence[Place]) -> NDArray[np.float64]:
    """Great-circle distances in radians, by the chord; shape (places, places)."""
    north, east = np.radians([(place.latitude, place.longitude) for place in places]).T
    points = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
    chords = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    return np.asarray(2 * np.arcsin(np.minimum(1.0, chords / 2)))
