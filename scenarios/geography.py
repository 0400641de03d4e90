"""Where the service works: regions, their terrain, and how fast one moves in it."""

from scenarios.part import Latitude, Longitude, Name, Part, Positive, Weight

EARTH_RADIUS_KM = 6371.0088
"""Mean radius, International Union of Geodesy and Geophysics."""


class Terrain(Part):
    """What the land does to a journey.

    Parameters
    ----------
    speed_kmh : mean road speed, kilometres an hour.
    detour : road length over the distance as the crow flies, from 1.
    """

    speed_kmh: Positive
    detour: Positive = 1.0


class Region(Part):
    """A service area: a disc in which customers are spread evenly.

    Parameters
    ----------
    terrain : a key of the scenario's `terrains`.
    latitude, longitude : of its centre, degrees, where its crews' depot stands.
    radius_km : of the disc; 0 puts every customer at the centre.
    """

    terrain: Name
    latitude: Latitude
    longitude: Longitude
    radius_km: Weight
