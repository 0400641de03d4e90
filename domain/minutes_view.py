"""Working time in float minutes, one instant at a time: what a simulation asks millions of times."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from math import inf

import numpy as np
from numpy.typing import NDArray

_FIRST_SPAN_MINUTES = 2 * 366 * 24 * 60.0

Intervals = Callable[[float, float], NDArray[np.float64]]


class MinutesView:
    """Shifts as sorted lists of floats, in minutes since an epoch; written out further as time goes on.

    Time runs forward in a simulation, so the interval last found is tried first; an instant before the
    epoch counts as off duty. Work that can never be finished, because no shift is left, ends at infinity.

    Parameters
    ----------
    intervals : (start, end) -> working intervals between them, shape (n, 2), all in minutes since the epoch.
    limit_minutes : instant after which the calendar knows nothing.

    Attributes
    ----------
    starts, ends : the shifts written out so far.
    cumulative : working minutes before each shift; one longer, the last is their sum.
    """

    def __init__(self, intervals: Intervals, limit_minutes: float) -> None:
        self.starts: list[float] = []
        self.ends: list[float] = []
        self.cumulative: list[float] = [0.0]
        self._intervals = intervals
        self._limit_minutes = limit_minutes
        self._known_minutes = 0.0
        self._current = -1
        self._grow()

    def add(self, now: float, minutes: float) -> float:
        """When work of at least zero minutes is done if begun now: a shift's end rather than a start."""
        at = self._started(now)
        if at >= 0 and now + minutes <= self.ends[at]:
            return now + minutes
        if minutes == 0:
            return now
        return self._reaching(self.worked_by(now) + minutes)

    def next_start(self, now: float) -> float:
        """First instant from now at which work is going on: now itself inside a shift."""
        at = self._started(now)
        if at >= 0 and now < self.ends[at]:
            return now
        while at + 1 >= len(self.starts):
            if not self._grow():
                return inf
        return self.starts[at + 1]

    def is_working(self, now: float) -> bool:
        """Whether work is going on: true at the start of a shift, false at its end."""
        at = self._started(now)
        return at >= 0 and now < self.ends[at]

    def worked_by(self, now: float) -> float:
        """Working minutes from the epoch to now."""
        at = self._started(now)
        return 0.0 if at < 0 else self.cumulative[at] + min(now, self.ends[at]) - self.starts[at]

    def _started(self, now: float) -> int:
        """Place of the last shift that has started by now, -1 before the first."""
        starts, at = self.starts, self._current
        if at >= 0 and starts[at] <= now and at + 1 < len(starts) and now < starts[at + 1]:
            return at
        while now >= self._known_minutes and self._grow():
            pass
        self._current = bisect_right(self.starts, now) - 1
        return self._current

    def _reaching(self, worked: float) -> float:
        while worked > self.cumulative[-1]:
            if not self._grow():
                return inf
        at = bisect_left(self.cumulative, worked) - 1
        return self.starts[at] + worked - self.cumulative[at]

    def _grow(self) -> bool:
        """Write out as much again; False once the calendar's end is reached."""
        begin = self._known_minutes
        end = min(begin + max(begin, _FIRST_SPAN_MINUTES), self._limit_minutes)
        if end <= begin:
            return False
        shifts = self._intervals(begin, end)
        self._append(shifts)
        self._known_minutes = end
        return True

    def _append(self, shifts: NDArray[np.float64]) -> None:
        if self.ends and len(shifts) and self.ends[-1] == shifts[0, 0]:
            self.ends[-1] = float(shifts[0, 1])
            shifts = shifts[1:]
        self.starts.extend(shifts[:, 0].tolist())
        self.ends.extend(shifts[:, 1].tolist())
        lengths = np.subtract(self.ends, self.starts)
        self.cumulative = [0.0, *np.cumsum(lengths).tolist()]
