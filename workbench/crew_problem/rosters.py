"""When crews are on duty over the days of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.calendar import WorkingCalendar
from domain.errors import InputError
from domain.instants import micros_of
from domain.timeline import without
from scenarios.scenario import Scenario
from scenarios.workforce import CrewGroup
from simulation.daylight import nights
from simulation.shifts import LONG_BREAK_MINUTES

FAR = pd.Timedelta(days=60)
"""Longer than any holiday: crews of a roster that has no shift within it do not come."""
LONG_BREAK = pd.Timedelta(minutes=LONG_BREAK_MINUTES)
Stretch = tuple[pd.Timestamp, pd.Timestamp]


@dataclass(frozen=True)
class Rosters:
    """The rosters of a scenario's crews.

    Parameters
    ----------
    scenario : with its levers carried out.
    """

    scenario: Scenario

    def end_of_day(self, now: pd.Timestamp, days: int) -> pd.Timestamp:
        """The local midnight that ends a working day of crews, counted from the one going on or next.

        Raises
        ------
        InputError : no crew is on duty for so many days.
        """
        zone = self.scenario.horizon.time_zone
        dates = sorted({begin.tz_convert(zone).date() for begin in self._begins(now)})
        if len(dates) < days:
            name, at = self.scenario.name, now.tz_convert(zone)
            raise InputError(
                f"Scenario {name!r}: crews must be on duty on {days} days from {at:%Y-%m-%d} on, got "
                f"{len(dates)}."
            )
        return pd.Timestamp(dates[days - 1], tz=zone).tz_convert("UTC") + pd.Timedelta(days=1)

    def shifts(self, group: CrewGroup, now: pd.Timestamp, until: pd.Timestamp) -> list[list[Stretch]]:
        """Shifts of a group that are not over, each as its stretches of duty between short breaks.

        Crews that fly are on duty between sunrise and sunset; the weather is not foreseen.
        """
        midnight = now.tz_convert(self.scenario.horizon.time_zone).normalize().tz_convert("UTC")
        found: list[list[Stretch]] = []
        for stretch in self._stretches(group, midnight, until):
            if found and stretch[0] - found[-1][-1][1] < LONG_BREAK:
                found[-1].append(stretch)
            else:
                found.append([stretch])
        return [shift for shift in found if shift[-1][1] > now]

    def _begins(self, now: pd.Timestamp) -> list[pd.Timestamp]:
        groups = [group for group in self.scenario.workforce.crews if group.size]
        shifts = [shift for group in groups for shift in self.shifts(group, now, now + FAR)]
        return [max(shift[0][0], now) for shift in shifts]

    def _stretches(self, group: CrewGroup, start: pd.Timestamp, until: pd.Timestamp) -> list[Stretch]:
        begin, end = int(micros_of(start)), int(micros_of(until))
        starts, ends = self._calendars[group.roster].clock.intervals(begin, end).T
        if group.flies:
            region = self.scenario.regions[group.region]
            starts, ends = without(starts, ends, *nights(region.latitude, region.longitude, begin, end))
        return list(zip(_instants(starts), _instants(ends), strict=True))

    @cached_property
    def _calendars(self) -> dict[str, WorkingCalendar]:
        zone = self.scenario.horizon.time_zone
        return {name: roster.calendar(name, zone) for name, roster in self.scenario.rosters.items()}


def breaks_within(shift: Sequence[Stretch]) -> list[Stretch]:
    """The pauses between the stretches of a shift."""
    return [(one[1], other[0]) for one, other in pairwise(shift) if other[0] > one[1]]


def _instants(micros: NDArray[np.int64]) -> list[pd.Timestamp]:
    return list(pd.DatetimeIndex(micros.view("M8[us]"), tz="UTC"))
