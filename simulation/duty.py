"""From a roster to the stretches in which somebody really works, and to what they know of them beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from domain import timeline
from domain.instants import MINUTE, Micros, micros_of
from scenarios.horizon import Horizon
from scenarios.roster import Roster
from simulation.shifts import Shifts

BEYOND = timedelta(days=60)
NEVER = 2**62


@dataclass(frozen=True, eq=False)
class Duty:
    """Sorted, disjoint stretches of duty, in whole microseconds after the start of the run; shape (n,).

    Parameters
    ----------
    starts, ends : when work can be done.
    foreseen : end of each stretch as it is known when it begins: a crew chooses its work by that, or it would
        foresee a failure.
    breaks : when work that has begun in a stretch is broken off, however pressing; NEVER where nothing will.
    """

    starts: Micros
    ends: Micros
    foreseen: Micros
    breaks: Micros

    @classmethod
    def of(cls, roster: Roster, name: str, horizon: Horizon) -> "Duty":
        """A roster over the horizon, and far enough behind it to plan work that is begun within it."""
        covered = horizon.covered
        calendar = roster.calendar(name, horizon.time_zone)
        spans = calendar.intervals(covered.start, covered.end + BEYOND).view(np.int64)
        starts, ends = (spans - int(micros_of(covered.start))).T
        return cls(starts, ends, ends, np.full_like(ends, NEVER))

    def without(self, off_starts: Micros, off_ends: Micros) -> "Duty":
        """Less what is known beforehand to be off."""
        left = self._less(off_starts, off_ends)
        return replace(left, foreseen=np.minimum(left.foreseen, _next(off_starts, left.starts)))

    def interrupted(self, off_starts: Micros, off_ends: Micros) -> "Duty":
        """Less what nobody foresees: it takes effect on a crew only once it is there."""
        left = self._less(off_starts, off_ends)
        return replace(left, breaks=np.minimum(left.breaks, _next(off_starts, left.starts)))

    def shifts(self) -> Shifts:
        """The same in minutes of the run."""
        forever = self.breaks == NEVER
        breaks = np.where(forever, np.inf, self.breaks / MINUTE)
        starts, ends, foreseen = (_minutes(one) for one in (self.starts, self.ends, self.foreseen))
        return Shifts(starts, ends, foreseen, breaks.tolist())

    def _less(self, off_starts: Micros, off_ends: Micros) -> "Duty":
        starts, ends = timeline.without(self.starts, self.ends, off_starts, off_ends)
        whole = np.searchsorted(self.starts, starts, side="right") - 1
        return Duty(starts, ends, self.foreseen[whole], self.breaks[whole])


def _next(off_starts: Micros, starts: Micros) -> Micros:
    """When each stretch next meets one that is off; NEVER behind the last."""
    rising = np.append(np.sort(off_starts), NEVER)
    return np.asarray(rising[np.searchsorted(rising, starts, side="left")])


def _minutes(micros: Micros) -> Sequence[float]:
    return list((micros / MINUTE).tolist())
