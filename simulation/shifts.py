"""When somebody is on duty, in minutes of the run."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LONG_BREAK_MINUTES = 180.0
"""A shorter break is taken on the road; a longer one means the next shift begins at the depot."""
TRAVEL, WORK = 0, 1
TINY_MINUTES = 1e-9
OFF_DUTY = -1
Pieces = list[tuple[int, float, float]]
"""What somebody does: (TRAVEL or WORK, start, end), in order."""


@dataclass(frozen=True)
class Shifts:
    """Sorted, disjoint stretches of duty; see `simulation.duty.Duty`.

    Parameters
    ----------
    starts, ends, foreseen, breaks : minutes after the start of the run, of equal length; inf for never.
    """

    starts: Sequence[float]
    ends: Sequence[float]
    foreseen: Sequence[float]
    breaks: Sequence[float]

    @cached_property
    def longest_minutes(self) -> float:
        """Length of the stretch that seems longest when it begins; 0 where there is none."""
        return max((end - start for start, end in zip(self.starts, self.foreseen, strict=True)), default=0.0)

    def before(self, end_minutes: float) -> NDArray[np.float64]:
        """The stretches before an instant, cut there, shape (n, 2)."""
        spans = np.array([self.starts, self.ends]).T.reshape(-1, 2)
        return np.asarray(np.minimum(spans[spans[:, 0] < end_minutes], end_minutes))

    def at(self, now: float) -> int:
        """Place of the stretch that is going on; OFF_DUTY outside of all."""
        place = bisect_right(self.starts, now + TINY_MINUTES) - 1
        return place if place >= 0 and self.ends[place] - now > TINY_MINUTES else OFF_DUTY

    def rested(self, shift: int) -> bool:
        """Whether a shift follows a long break."""
        return shift == 0 or self.starts[shift] - self.ends[shift - 1] >= LONG_BREAK_MINUTES

    def spread(
        self, shift: int, now: float, begin: float, minutes: float, way_minutes: float, later: bool
    ) -> Pieces:
        """Lay work over a shift and those that follow.

        Parameters
        ----------
        shift : the current one.
        now, begin : when the crew sets out, and when it would begin to work.
        minutes : of work.
        way_minutes : from the depot, which a crew travels again after each long break.
        later : whether the work may go on in later shifts. Otherwise it goes on as long as nothing breaks it
            off, in overtime too, and after a break that ends within the same shift.

        Returns
        -------
        Less work than asked where it cannot be done.
        """
        plan: Pieces = []
        way, left, at = begin - now, minutes, now
        limits = self.ends if later else self.breaks
        for place in range(shift, len(self.starts)):
            at = max(at, self.starts[place])
            if left <= TINY_MINUTES or not (later or at < self.foreseen[shift]):
                break
            if place > shift and way_minutes and self.rested(place):
                way = way_minutes
            at, way = _piece(plan, TRAVEL, at, limits[place], way)
            at, left = _piece(plan, WORK, at, limits[place], left)
        return plan


def _piece(plan: Pieces, kind: int, start: float, limit: float, left: float) -> tuple[float, float]:
    """Go on until it is done or must stop; gives the instant and what is left."""
    finish = min(limit, start + left)
    if left <= TINY_MINUTES or finish <= start:
        return start, left
    plan.append((kind, start, finish))
    return finish, left - (finish - start)
