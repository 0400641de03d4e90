"""How precise figures are to be, and when replications are enough for it.

The procedure is sequential: replicate, look at the intervals, stop or go on. Looking after every replication
stops at lucky moments, and the intervals then hold the truth less often than they say. So there is a least
number of replications, and the looks come at batches that grow by half; a test counts how often the intervals
hold.

References
----------
Law (2015), Simulation Modeling and Analysis, 5th ed., section 9.4.1: the procedure and the correction of a
relative precision.
Singham and Schruben (2012), Finite-sample performance of absolute precision stopping rules, INFORMS J.
Computing 24(4), 624-635: what looking costs.
Hoad, Robinson and Davies (2010), Automated selection of the number of replications for a discrete-event
simulation, J. Oper. Res. Soc. 61(11), 1632-1644: looking ahead before stopping.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from domain.errors import InputError, must, nearest
from domain.kpi import KPIS
from simulation.results import Key, Study
from simulation.statistics import Interval, mean_interval, sample_for

LEAST, MOST = 10, 200
"""Replications at the first look and at the last, unless the caller says otherwise."""
GROWTH = 1.5


@dataclass(frozen=True)
class Target:
    """A figure's interval is to reach no further than this to either side.

    Attributes
    ----------
    name, group : of the figure, such as "cycle_time_mean" and "all".
    half_width : in the figure's unit, or as a share of its mean; greater than 0.
    relative : whether it is a share of the mean.
    """

    name: str
    half_width: float
    relative: bool = False
    group: str = "all"

    def __post_init__(self) -> None:
        if self.name not in KPIS:
            raise InputError(f"Precision: figure must be a KPI, got {self.name!r}{nearest(self.name, KPIS)}.")
        must(
            0 < self.half_width < float("inf"),
            f"Precision of {self.name}: half width must be greater than 0, got {self.half_width:g}.",
        )

    @classmethod
    def read(cls, text: str) -> "Target":
        """Read "cycle_time_mean=5%", "on_time_rate=0.01" or "cycle_time_mean@track=hv=5%".

        Raises
        ------
        InputError : the text is not of this form, or names no KPI.
        """
        place, _, amount = text.rpartition("=")
        name, _, group = place.partition("@")
        relative = amount.endswith("%")
        try:
            number = float(amount.removesuffix("%"))
        except ValueError:
            raise InputError(f"--precision must be like cycle_time_mean=5%, got {text!r}.") from None
        return cls(name, number / 100 if relative else number, relative, group or "all")

    def allowed(self, mean: float) -> float:
        """Half width allowed at an estimate of the mean.

        A relative one is a little less than its share of the estimate, so that it holds for the true mean
        (Law 2015).
        """
        share = self.half_width / (1 + self.half_width)
        return share * abs(mean) if self.relative else self.half_width


@dataclass(frozen=True)
class Precision:
    """What is asked of several figures at once, and between which numbers of replications.

    Attributes
    ----------
    targets : all must be met.
    least, most : replications, at least 2; the procedure ends at the most whatever has been reached.
    """

    targets: tuple[Target, ...]
    least: int = LEAST
    most: int = MOST

    def __post_init__(self) -> None:
        must(bool(self.targets), "Precision: at least one figure must be named, got none.")
        must(self.least >= 2, f"Precision: the least replications must be at least 2, got {self.least}.")
        must(
            self.most >= self.least,
            f"Precision: the most replications must be at least the least, {self.least}, got {self.most}.",
        )

    def looks(self) -> Iterator[int]:
        """Numbers of replications at which the intervals are looked at."""
        number = self.least
        while number < self.most:
            yield number
            number = min(ceil(number * GROWTH), self.most)
        yield self.most

    def reached(self, study: Study) -> list["Reached"]:
        """What a study has reached of each target.

        Raises
        ------
        InputError : the study has no such figure.
        """
        values = study.values()
        return [_reached(target, _found(target, values)) for target in self.targets]

    def met(self, study: Study) -> bool:
        """Whether all targets are met."""
        return all(one.met for one in self.reached(study))


@dataclass(frozen=True)
class Reached:
    """A target beside what a study has reached.

    Attributes
    ----------
    interval : of the figure.
    met : whether it is as narrow as asked.
    needed : estimate of the replications in all that it takes; None where it is met or there is no estimate.
    """

    target: Target
    interval: Interval
    met: bool
    needed: int | None

    @property
    def half_width(self) -> float | None:
        """Half width reached, in the figure's unit; None where there is no interval."""
        low, high = self.interval.low, self.interval.high
        return None if low is None or high is None else (high - low) / 2


def _found(target: Target, values: dict[Key, NDArray[np.float64]]) -> NDArray[np.float64]:
    key = (target.name, target.group)
    if key not in values:
        groups = [group for name, group in values if name == target.name]
        raise InputError(
            f"Precision of {target.name}: the study must have the figure of {target.group!r}"
            f"{nearest(target.group, groups)}."
        )
    return values[key]


def _reached(target: Target, values: NDArray[np.float64]) -> Reached:
    found = mean_interval(values)
    if found.mean is None or found.low is None or found.high is None:
        return Reached(target, found, met=False, needed=None)
    allowed = target.allowed(found.mean)
    if (found.high - found.low) / 2 <= allowed:
        return Reached(target, found, met=True, needed=None)
    return Reached(target, found, met=False, needed=sample_for(values, allowed))


def as_data(reached: Sequence[Reached]) -> list[dict[str, object]]:
    """Plain data for JSON: one entry for each target."""
    return [
        {
            "name": one.target.name,
            "group": one.target.group,
            "asked": one.target.half_width,
            "relative": one.target.relative,
            "half_width": one.half_width,
            "met": one.met,
            "n": one.interval.n,
            "replications_needed": one.needed,
        }
        for one in reached
    ]
