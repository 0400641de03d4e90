"""Travel as the crow flies, made longer by detours and slower by the land."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from domain.errors import must_be_one_of
from optimizer.problem import Travel
from optimizer.visit import Place
from scenarios.geography import EARTH_RADIUS_KM, Terrain

ORDINARY = Terrain(speed_kmh=30.0, detour=1.4)
"""Land of which nothing is told; illustrative, between the towns and the plain of the library."""

Floats = NDArray[np.float64]


def great_circle(places: Iterable[Place], lands: Mapping[str, Terrain]) -> Travel:
    """Travel along great circles, with the detour and speed of the land a way leads to, as in the twin.

    A place without a terrain, such as a depot, takes that of the other end; two of them are ordinary land.

    Parameters
    ----------
    places : each is taken once, in this order.
    lands : terrain -> what it does to a journey.

    Raises
    ------
    InputError : a terrain of a place that is none of the lands.
    """
    known = tuple(dict.fromkeys(places))
    for place in known:
        if place.terrain:
            must_be_one_of(place.terrain, lands, f"Travel: the terrain of {label(place)}")
    km = _arcs(known) * _of_ways(known, lands, "detour")
    return Travel(known, km / _of_ways(known, lands, "speed_kmh") * 60, km)


def label(place: Place) -> str:
    """How a table of travel calls a place: its name, or its latitude and longitude."""
    return place.name or f"{place.latitude:g},{place.longitude:g}"


def _arcs(places: Sequence[Place]) -> Floats:
    """Great-circle distances, km, by the haversine."""
    north, east = np.radians(np.array([place[:2] for place in places], dtype=np.float64).reshape(-1, 2)).T
    chord = (
        np.sin((north[:, None] - north) / 2) ** 2
        + np.cos(north[:, None]) * np.cos(north) * np.sin((east[:, None] - east) / 2) ** 2
    )
    arcs: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return arcs


def _of_ways(places: Sequence[Place], lands: Mapping[str, Terrain], name: str) -> Floats:
    """A figure of the land of each way; shape (places, places)."""
    own = np.array([getattr(lands[one.terrain], name) if one.terrain else np.nan for one in places])
    there = np.broadcast_to(own, (len(places),) * 2)
    led_to = np.where(np.isnan(there), there.T, there)
    return np.where(np.isnan(led_to), getattr(ORDINARY, name), led_to)
