"""Distances and travel times."""

import math

import pytest

from scenarios.geography import EARTH_RADIUS_KM, Terrain
from simulation.place import distance, minutes_per_radian, point


def test_a_degree_of_latitude_is_a_360th_of_the_way_round():
    assert distance(point(30, 117), point(31, 117)) == pytest.approx(math.radians(1))


def test_a_degree_of_longitude_shrinks_with_the_latitude():
    """At 60 degrees the parallel is half as long; so short a great circle is nearly the parallel."""
    assert distance(point(60, 10), point(60, 10.1)) == pytest.approx(math.radians(0.1) / 2, rel=1e-5)


def test_no_way_and_the_longest_way():
    assert distance(point(31, 117), point(31, 117)) == 0
    assert distance(point(90, 0), point(-90, 0)) == pytest.approx(math.pi)
    assert distance(point(0, 0), point(0, 180)) == pytest.approx(math.pi)


def test_a_detour_lengthens_and_speed_shortens_the_journey():
    """1 degree is 111.195 km; with detour 1.4 at 40 km/h: 111.195 x 1.4 / 40 x 60 = 233.5 min."""
    terrain = Terrain(speed_kmh=40.0, detour=1.4)
    assert math.radians(1) * minutes_per_radian(terrain) == pytest.approx(233.51, abs=0.01)
    assert math.radians(1) * EARTH_RADIUS_KM == pytest.approx(111.195, abs=0.001)
