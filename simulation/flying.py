"""When those who fly can work: by day, and in weather that lets them."""

from dataclasses import dataclass

import numpy as np

from domain.instants import DAY, HOUR, Micros, local_days, micros_of, utc_micros
from scenarios.geography import Region
from scenarios.horizon import Horizon
from scenarios.weather import Weather
from simulation.daylight import nights
from simulation.duty import BEYOND, Duty
from simulation.streams import uniforms


@dataclass(frozen=True)
class Sky:
    """Daylight and weather of the regions, of the run's seed and replication.

    Parameters
    ----------
    weather : None where it never keeps anybody on the ground.
    """

    seed: int
    replication: int
    horizon: Horizon
    weather: Weather | None

    def over(self, duty: Duty, name: str, region: Region) -> Duty:
        """The duty of those who fly in a region.

        Nightfall is foreseen and ends a flight nevertheless; a turn of the weather is not foreseen.
        """
        dark = self._shifted(*nights(region.latitude, region.longitude, *self._span))
        duty = duty.without(*dark).interrupted(*dark)
        return duty.interrupted(*self._shifted(*self._no_fly(name, self.weather))) if self.weather else duty

    def _no_fly(self, region: str, weather: Weather) -> tuple[Micros, Micros]:
        """Stretches of weather in which nobody flies; they are counted from each local new year."""
        years = local_days(np.array(self._span), self.horizon.time_zone).view("M8[D]").astype("M8[Y]")
        found = [self._of_year(region, weather, year) for year in np.arange(years[0], years[1] + 1)]
        starts, ends = (np.concatenate(edges) for edges in zip(*found, strict=True))
        return starts, ends

    def _of_year(self, region: str, weather: Weather, year: np.datetime64) -> tuple[Micros, Micros]:
        zone = self.horizon.time_zone
        days = np.array([year, year + 1]).astype("M8[D]").astype(np.int64)
        begin, end = utc_micros(days * DAY, zone)
        starts = np.arange(begin, end, round(weather.stretch_hours * HOUR))
        months = local_days(starts, zone).view("M8[D]").astype("M8[M]").astype(np.int64) % 12
        drawn = uniforms(len(starts), self.seed, self.replication, "weather", region, str(year))
        grounded = drawn < np.array(weather.no_fly)[months]
        return starts[grounded], np.append(starts[1:], end)[grounded]

    def _shifted(self, starts: Micros, ends: Micros) -> tuple[Micros, Micros]:
        return starts - self._span[0], ends - self._span[0]

    @property
    def _span(self) -> tuple[int, int]:
        covered = self.horizon.covered
        return int(micros_of(covered.start)), int(micros_of(covered.end + BEYOND))
