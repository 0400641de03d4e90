"""Sunrise and sunset, beside almanacs."""

import numpy as np
import pandas as pd
import pytest

from domain.instants import DAY, HOUR, MINUTE, micros_of
from simulation.daylight import nights


def micros(text):
    return int(micros_of(pd.Timestamp(text, tz="UTC")))


@pytest.mark.parametrize(
    ("latitude", "longitude", "sunset", "sunrise"),
    [
        # London in June: sunset 21:21, sunrise 04:43 British Summer Time.
        (51.5, -0.13, "2026-06-21 20:21", "2026-06-22 03:43"),
        # Beijing in December: sunset 16:52, sunrise 07:33 China Standard Time.
        (39.9, 116.4, "2026-12-21 08:52", "2026-12-21 23:33"),
        # Sydney at New Year: sunset 20:09, sunrise 05:48 Australian Eastern Daylight Time.
        (-33.87, 151.21, "2026-01-01 09:09", "2026-01-01 18:48"),
    ],
)
def test_the_night_is_that_of_the_almanac(latitude, longitude, sunset, sunrise):
    noon = (micros(sunset) + micros(sunrise)) // 2
    [begin], [end] = nights(latitude, longitude, noon - DAY // 2, noon + DAY // 2)
    assert abs(begin - micros(sunset)) < 2 * MINUTE
    assert abs(end - micros(sunrise)) < 2 * MINUTE


def test_beyond_the_polar_circle_summer_has_no_night_and_winter_no_day():
    june, december = micros("2026-06-10"), micros("2026-12-10")
    assert nights(69.65, 18.96, june, june + 20 * DAY)[0].size == 0
    [begin], [end] = nights(69.65, 18.96, december, december + 20 * DAY)
    assert (begin, end) == (december, december + 20 * DAY)


@pytest.mark.parametrize("longitude", [-179.0, -90.0, 0.0, 117.0, 179.0])
def test_there_is_one_night_a_day_everywhere_and_it_lasts_half_of_a_year(longitude):
    start = micros("2026-01-01")
    begin, end = nights(31.0, longitude, start, start + 365 * DAY)
    assert len(begin) in (365, 366)
    # A little less than half, for the sun's width and the air: seven to eight minutes a day.
    hours = (end - begin).sum() / HOUR / 365
    assert 11.8 < hours < 12.0
    assert (np.diff(begin[1:]) > 23 * HOUR).all()
