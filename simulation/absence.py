"""Who does not come on which day: ill or on leave, announced before the shift."""

from dataclasses import dataclass

import numpy as np

from domain.instants import DAY, Micros, local_days, micros_of, utc_micros
from scenarios.horizon import Horizon
from simulation.duty import Duty
from simulation.streams import Uniforms, uniforms


@dataclass(frozen=True)
class Absences:
    """The days on which each resource is away, of the run's seed and replication."""

    seed: int
    replication: int
    horizon: Horizon

    def taken_from(self, duty: Duty, share: float, resource: str) -> Duty:
        """The duty of a resource who is away on a share of its days.

        A stretch of duty belongs to the local day on which it begins; one longer than a day to its days.
        """
        if share == 0:
            return duty
        whole_days = duty.ends - duty.starts > DAY
        by_stretch = duty.starts[~whole_days], duty.ends[~whole_days]
        by_day = self._days_of(duty.starts[whole_days], duty.ends[whole_days])
        starts, ends = (np.concatenate(both) for both in zip(by_stretch, by_day, strict=True))
        away = self._luck(starts, resource) < share
        return duty.without(starts[away], ends[away])

    def _luck(self, starts: Micros, resource: str) -> Uniforms:
        """A number for the local day of each instant, the same whenever a run begins."""
        dates = local_days(starts + self._origin, self.horizon.time_zone).view("M8[D]")
        years = dates.astype("M8[Y]")
        drawn = np.empty(len(dates))
        for year in np.unique(years):
            of_year = uniforms(366, self.seed, self.replication, "absence", resource, str(year))
            chosen = years == year
            drawn[chosen] = of_year[(dates[chosen] - year.astype("M8[D]")).astype(np.int64)]
        return drawn

    def _days_of(self, starts: Micros, ends: Micros) -> tuple[Micros, Micros]:
        """Every local day that the stretches touch, from midnight to midnight."""
        zone = self.horizon.time_zone
        first, last = (local_days(edge + self._origin, zone) for edge in (starts, ends))
        days = np.unique(np.concatenate([np.zeros(0, np.int64), *map(_range, first, last)]))
        return (
            utc_micros(days * DAY, zone) - self._origin,
            utc_micros((days + 1) * DAY, zone) - self._origin,
        )

    @property
    def _origin(self) -> int:
        return int(micros_of(self.horizon.covered.start))


def _range(first: int, last: int) -> Micros:
    return np.arange(first, last + 1)
