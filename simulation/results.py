"""What a study keeps of its replications: figures and distributions, not logs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from domain.bottleneck import Agreement, Bottleneck, agreement
from domain.kpi import KPIS, Figure
from domain.kpi.statistic import Statistic
from domain.lateness import ALL, CAUSES
from simulation.statistics import Interval, mean_interval

Key = tuple[str, str]
"""Name and group of a figure."""
Pool = tuple[str, str, str]
"""Department, region and skill of who is on duty; "unknown" where that does not apply."""
WAITING_EVERY = timedelta(hours=6)
"""How often waiting work is counted: often enough for the hours of a day to show, few enough to keep."""


@dataclass(frozen=True)
class Replication:
    """One run of a scenario, summed up.

    Attributes
    ----------
    number : from 0; together with the study's seed it decides all chance.
    visits : stage visits in the run, warm-up included.
    figures : KPIs of the period measured.
    cycle_hours : by track, how many applications finished in the period took 0, 1, 2, ... full hours.
    waiting : by stage, how many visits waited (`domain.kpi.waiting`) at the start of the period and each
        `WAITING_EVERY` after it.
    late_hours : by track and cause (`domain.lateness`), hours beyond limits that ended in the period.
    bottleneck : of the period; None where none is shown.
    busy_hours, duty_hours : by pool, time spent on work and travel, and on duty, at each hour of the day.
    """

    number: int
    visits: int
    figures: tuple[Figure, ...]
    cycle_hours: Mapping[str, tuple[int, ...]]
    waiting: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    busy_hours: Mapping[Pool, tuple[float, ...]] = field(default_factory=dict)
    duty_hours: Mapping[Pool, tuple[float, ...]] = field(default_factory=dict)
    late_hours: Mapping[tuple[str, str], float] = field(default_factory=dict)
    bottleneck: Bottleneck | None = None


@dataclass(frozen=True)
class Study:
    """Replications of one scenario, keyed by their number; the same whatever number of workers ran them.

    Attributes
    ----------
    scenario : its name.
    seed, planned : of the study; the planned replications are 0, 1, ..., planned - 1.
    replications : those that have finished.
    warm_up_days : cut from the beginning of each run; of a stationary scenario, by its study.
    """

    scenario: str
    seed: int
    planned: int
    replications: Mapping[int, Replication]
    warm_up_days: int = 0

    @property
    def complete(self) -> bool:
        """Whether every planned replication has finished."""
        return len(self.replications) == self.planned

    @property
    def visits(self) -> int:
        """Stage visits simulated in all."""
        return sum(replication.visits for replication in self.replications.values())

    def only(self, numbers: set[int]) -> "Study":
        """Keep some replications."""
        return replace(self, replications={n: r for n, r in self.replications.items() if n in numbers})

    def units(self) -> dict[Key, str]:
        """Unit of every figure that any replication has, in the order in which they were computed."""
        ordered = (self.replications[number] for number in sorted(self.replications))
        return {(f.name, f.group): f.unit for replication in ordered for f in replication.figures}

    def values(self) -> dict[Key, NDArray[np.float64]]:
        """Every figure's value in each finished replication, by number; NaN where it has none.

        A replication that does not tell of a group had nothing in it.
        """
        numbers = {number: place for place, number in enumerate(sorted(self.replications))}
        found = {key: self.of_nothing(key) for key in self.units()}
        for number, replication in self.replications.items():
            for figure in replication.figures:
                value = np.nan if figure.mean is None else figure.mean
                found[figure.name, figure.group][numbers[number]] = value
        return found

    def of_nothing(self, key: Key) -> NDArray[np.float64]:
        """Values of a figure if no replication tells of its group."""
        return np.full(len(self.replications), KPIS[key[0]].statistic.of_nothing)

    def figures(self) -> list[Figure]:
        """Mean over replications with its 95 % t-interval; n counts the replications that have the figure."""
        units = self.units()
        return [_figure(key, values, units[key]) for key, values in self.values().items()]

    def late_hours(self, track: str = ALL) -> dict[str, Interval]:
        """Hours beyond the limits by cause, means over replications; empty where none tells of the track."""
        told = [self.replications[number].late_hours for number in sorted(self.replications)]
        known = any((track, cause) in one for one in told for cause in CAUSES)
        values = {cause: np.array([one.get((track, cause), 0.0) for one in told]) for cause in CAUSES}
        return {cause: mean_interval(hours) for cause, hours in values.items()} if known else {}

    def bottleneck(self) -> Agreement:
        """The pool that most replications show as the bottleneck."""
        return agreement([self.replications[number].bottleneck for number in sorted(self.replications)])

    def cycle_hours(self, track: str) -> NDArray[np.int64]:
        """How many applications of a track took 0, 1, 2, ... full hours, over all finished replications."""
        counts = [replication.cycle_hours.get(track, ()) for replication in self.replications.values()]
        return np.array([sum(hour) for hour in zip_longest(*counts, fillvalue=0)], dtype=np.int64)

    def waiting(self, stages: Collection[str], instants: int) -> NDArray[np.int64]:
        """How many visits of some stages waited: a row per finished replication, a column per instant.

        Parameters
        ----------
        instants : at how many was counted; at a stage that was not visited nothing waited.
        """
        found = np.zeros((len(self.replications), instants), dtype=np.int64)
        for row, number in zip(found, sorted(self.replications), strict=True):
            for stage in stages:
                row += self.replications[number].waiting.get(stage, 0)
        return found

    def stages(self) -> list[str]:
        """Stages of which waiting work was counted, in order."""
        return sorted({stage for r in self.replications.values() for stage in r.waiting})

    def busy_shares(self) -> dict[Pool, NDArray[np.float64]]:
        """Share of time on duty that a pool works or travels, at each hour of the day; NaN where off duty."""
        pools = sorted({pool for r in self.replications.values() for pool in r.duty_hours})
        return {pool: self._busy_share(pool) for pool in pools}

    def _busy_share(self, pool: Pool) -> NDArray[np.float64]:
        replications = self.replications.values()
        busy, duty = (
            np.sum([hours[pool] for hours in each if pool in hours], axis=0)
            for each in ([r.busy_hours for r in replications], [r.duty_hours for r in replications])
        )
        return np.asarray(np.divide(busy, duty, out=np.full(duty.size, np.nan), where=duty > 0))

    def tracks(self) -> list[str]:
        """Tracks of which any application finished, in order."""
        return sorted({track for r in self.replications.values() for track in r.cycle_hours})


def mean_of(name: str, values: NDArray[np.float64]) -> Interval:
    """Mean of a KPI over replications with its t-interval, which says nothing no KPI can be.

    A value of a replication is itself a mean over thousands of applications, so its distribution is near
    normal even for skewed times; what remains of the skewness is seen near a bound, where the interval is
    cut: nothing is below 0, and no share of things counted above 1 (utilisation is, in overtime).
    """
    found = mean_interval(values)
    if found.low is None or found.high is None:
        return found
    top = 1.0 if KPIS[name].statistic is Statistic.SHARE else np.inf
    return replace(found, low=max(found.low, 0.0), high=min(found.high, top))


def _figure(key: Key, values: NDArray[np.float64], unit: str) -> Figure:
    found = mean_of(key[0], values)
    return Figure(*key, mean=found.mean, low=found.low, high=found.high, n=found.n, unit=unit)
