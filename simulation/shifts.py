"""When somebody is on duty, in minutes of the run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from scenarios.horizon import Horizon
from scenarios.roster import Roster

BEYOND = timedelta(days=60)
LONG_BREAK_MINUTES = 180.0
"""A shorter break is taken on the road; a longer one means the next shift begins at the depot."""
TRAVEL, WORK = 0, 1
TINY_MINUTES = 1e-9


@dataclass(frozen=True)
class Shifts:
    """Sorted, disjoint stretches of duty.

    Parameters
    ----------
    starts, ends : minutes after the start of the run, of equal length.
    """

    starts: Sequence[float]
    ends: Sequence[float]

    @classmethod
    def of(cls, roster: Roster, name: str, horizon: Horizon) -> "Shifts":
        """A roster over the horizon, and far enough behind it to plan work that is begun within it."""
        calendar = roster.calendar(name, horizon.time_zone)
        covered = horizon.covered
        spans = calendar.intervals(covered.start, covered.end + BEYOND)
        minutes = (spans - np.datetime64(covered.start.tz_localize(None))) / np.timedelta64(1, "m")
        return cls(minutes[:, 0].tolist(), minutes[:, 1].tolist())

    @property
    def longest_minutes(self) -> float:
        """Length of the longest stretch; 0 where there is none."""
        return max((end - start for start, end in zip(self.starts, self.ends, strict=True)), default=0.0)

    def until(self, end_minutes: float) -> NDArray[np.float64]:
        """The stretches before an instant, cut there, shape (n, 2)."""
        spans = np.array([self.starts, self.ends]).T.reshape(-1, 2)
        return np.asarray(np.minimum(spans[spans[:, 0] < end_minutes], end_minutes))

    def rested(self, shift: int) -> bool:
        """Whether a shift follows a long break."""
        return shift == 0 or self.starts[shift] - self.ends[shift - 1] >= LONG_BREAK_MINUTES

    def spread(
        self, shift: int, now: float, begin: float, minutes: float, way_minutes: float
    ) -> list[tuple[int, float, float]]:
        """Lay work over a shift and those that follow.

        Parameters
        ----------
        shift : the current one.
        now, begin : when the crew sets out, and when it begins to work.
        minutes : of work.
        way_minutes : from the depot, which a crew travels again after each long break.

        Returns
        -------
        (TRAVEL or WORK, start, end) in order; less work than asked where the shifts end before it is done.
        """
        plan = [(TRAVEL, now, begin)] if begin > now else []
        left = _work(plan, begin, self.ends[shift], minutes)
        for later in range(shift + 1, len(self.starts)):
            if left <= TINY_MINUTES:
                break
            start, end = self.starts[later], self.ends[later]
            if way_minutes and self.rested(later):
                plan.append((TRAVEL, start, min(start + way_minutes, end)))
                start = plan[-1][2]
            left = _work(plan, start, end, left)
        return plan


def _work(plan: list[tuple[int, float, float]], start: float, end: float, left: float) -> float:
    """Work on until the shift or the work ends; gives the work left."""
    finish = min(end, start + left)
    if finish > start:
        plan.append((WORK, start, finish))
    return left - (finish - start)
