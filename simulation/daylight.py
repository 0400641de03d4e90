"""Sunrise and sunset."""

import numpy as np
from numpy.typing import NDArray

from domain.instants import DAY, MINUTE, Micros
from domain.timeline import covered, without

HORIZON_DEGREES = 90.833
"""The sun's centre at sunrise, from the zenith: its radius and the refraction of the air lie above it."""


def nights(latitude: float, longitude: float, start: int, end: int) -> tuple[Micros, Micros]:
    """Starts and ends of the dark between two instants, in microseconds since 1970 UTC.

    Parameters
    ----------
    latitude, longitude : degrees, north and east.
    """
    days = np.arange(start // DAY - 1, end // DAY + 2)
    whole = np.array([start], dtype=np.int64), np.array([end], dtype=np.int64)
    return without(*whole, *covered(*_days_of_light(latitude, longitude, days)))


def _days_of_light(latitude: float, longitude: float, days: Micros) -> tuple[Micros, Micros]:
    """Sunrise and sunset around the noon of each UTC day; without one a day is all light or has none."""
    declination, equation_minutes = _sun(days)
    noon_minutes = 720 - 4 * longitude - equation_minutes
    half_minutes = 4 * np.degrees(_half_day(np.radians(latitude), declination))
    # Noons are some seconds more or less than a day apart; polar days must meet nevertheless.
    half_minutes[half_minutes >= 720] += 1
    return _at(days, noon_minutes - half_minutes), _at(days, noon_minutes + half_minutes)


def _at(days: Micros, minutes: NDArray[np.float64]) -> Micros:
    return np.asarray(days * DAY + np.rint(minutes * MINUTE).astype(np.int64))


def _sun(days: Micros) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Declination (radians) and equation of time (minutes) at noon of days since 1970-01-01.

    Fourier series of J. W. Spencer, "Fourier series representation of the position of the sun", Search 2 (5),
    1971, as in NOAA's "General solar position calculations": right to about a minute of time.
    """
    dates = days.view("M8[D]")
    of_year = (dates - dates.astype("M8[Y]").astype("M8[D]")).astype(np.float64)
    one, two, three = (n * 2 * np.pi * of_year / 365 for n in (1, 2, 3))
    equation = 229.18 * (
        0.000075
        + 0.001868 * np.cos(one)
        - 0.032077 * np.sin(one)
        - 0.014615 * np.cos(two)
        - 0.040849 * np.sin(two)
    )
    declination = (
        0.006918
        - 0.399912 * np.cos(one)
        + 0.070257 * np.sin(one)
        - 0.006758 * np.cos(two)
        + 0.000907 * np.sin(two)
        - 0.002697 * np.cos(three)
        + 0.00148 * np.sin(three)
    )
    return declination, equation


def _half_day(latitude: float, declination: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angle that the earth turns between sunrise and noon, radians: 0 in polar night, pi in polar day."""
    horizon = np.cos(np.radians(HORIZON_DEGREES))
    height = horizon - np.sin(latitude) * np.sin(declination)
    return np.asarray(np.arccos(np.clip(height / (np.cos(latitude) * np.cos(declination)), -1, 1)))
