"""Who does not come on which day: ill or on leave, announced before the shift."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.instants import DAY, Micros, local_days, micros_of, utc_micros
from scenarios.horizon import Horizon
from simulation.duty import Duty
from simulation.streams import Uniforms, uniforms


@dataclass(frozen=True, eq=False)
class DaysOfDuty:
    """Duty as what one misses by being away for a day; shape (n,).

    A stretch of duty belongs to the local day on which it begins; one longer than a day to each of its days.

    Parameters
    ----------
    starts, ends : of what is missed, in microseconds after the start of the run.
    dates : the local days.
    """

    starts: Micros
    ends: Micros
    dates: "NDArray[np.datetime64]"

    @classmethod
    def of(cls, duty: Duty, horizon: Horizon) -> "DaysOfDuty":
        """The days of a duty, in the local time of a horizon."""
        origin, zone = int(micros_of(horizon.covered.start)), horizon.time_zone
        long = duty.ends - duty.starts > DAY
        spans = [(duty.starts[~long], duty.ends[~long])]
        for start, end in zip(duty.starts[long], duty.ends[long], strict=True):
            first, last = local_days(np.array([start, end]) + origin, zone)
            midnights = utc_micros(np.arange(first, last + 2) * DAY, zone) - origin
            spans.append((midnights[:-1], midnights[1:]))
        starts, ends = (np.concatenate(edges) for edges in zip(*spans, strict=True))
        return cls(starts, ends, local_days(starts + origin, zone).view("M8[D]"))

    def away(self, share: float, *key: int | str) -> tuple[Micros, Micros]:
        """What somebody misses who is away on a share of the days.

        Parameters
        ----------
        key : seed, replication, purpose and who it is.
        """
        missed = self._luck(*key) < share
        return self.starts[missed], self.ends[missed]

    def _luck(self, *key: int | str) -> Uniforms:
        """A number for each date, the same whenever a run begins."""
        years = self.dates.astype("M8[Y]")
        drawn = np.empty(len(years))
        for year in np.unique(years):
            chosen = years == year
            place = (self.dates[chosen] - year.astype("M8[D]")).astype(np.int64)
            drawn[chosen] = uniforms(366, *key, str(year))[place]
        return drawn
