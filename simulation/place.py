"""Points on the globe and the way between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, sqrt

import numpy as np
from numpy.typing import NDArray

from scenarios.geography import EARTH_RADIUS_KM, Region, Terrain

Floats = NDArray[np.float64]
Point = tuple[float, float, float]
"""A unit vector from the centre of the earth."""


@dataclass(frozen=True)
class Sites:
    """Where customers live, degrees; shape (customers,)."""

    latitude: Floats
    longitude: Floats

    def points(self) -> list[Point]:
        """The sites as unit vectors."""
        return _points(self.latitude, self.longitude)


def point(latitude: float, longitude: float) -> Point:
    """One place, given in degrees, as a unit vector."""
    return _points(np.array([latitude]), np.array([longitude]))[0]


def distance(a: Point, b: Point) -> float:
    """Great-circle distance in radians of arc, by the chord between the points."""
    x, y, z = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    return 2 * asin(min(1.0, sqrt(x * x + y * y + z * z) / 2))


def minutes_per_radian(terrain: Terrain) -> float:
    """Travel time of a radian of arc in a terrain."""
    return EARTH_RADIUS_KM * terrain.detour / terrain.speed_kmh * 60


def scattered(regions: Sequence[Region], region: NDArray[np.int64], far: Floats, bearing: Floats) -> Sites:
    """Sites spread evenly over the discs of their regions.

    Parameters
    ----------
    region : place in `regions` of each site.
    far, bearing : uniform numbers in [0, 1), one each per site.
    """
    centre_latitude, centre_longitude, radius_km = (
        np.array([getattr(one, name) for one in regions])[region]
        for name in ("latitude", "longitude", "radius_km")
    )
    # The square root makes equal areas equally likely.
    arc = np.degrees(radius_km * np.sqrt(far) / EARTH_RADIUS_KM)
    latitude = np.clip(centre_latitude + arc * np.cos(2 * np.pi * bearing), -90, 90)
    narrowing = np.maximum(np.cos(np.radians(centre_latitude)), 1e-6)
    return Sites(latitude, centre_longitude + arc * np.sin(2 * np.pi * bearing) / narrowing)


def _points(latitude: Floats, longitude: Floats) -> list[Point]:
    north, east = np.radians(latitude), np.radians(longitude)
    columns = (np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north))
    return list(zip(*(column.tolist() for column in columns), strict=True))
