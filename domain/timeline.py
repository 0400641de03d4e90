"""Working time as disjoint intervals and the time worked before each: binary searches answer all."""

from dataclasses import dataclass

import numpy as np

from domain.instants import Micros

_FOREVER = np.int64(2**62)


@dataclass(frozen=True, eq=False)
class Timeline:
    """Sorted, disjoint, non-empty working intervals in microseconds since 1970 UTC.

    Parameters
    ----------
    starts, ends : shape (n,); an interval holds its start and not its end.
    worked : shape (n + 1,); working time before each interval, and last that of all.
    """

    starts: Micros
    ends: Micros
    worked: Micros

    @classmethod
    def of(cls, starts: Micros, ends: Micros) -> "Timeline":
        """The timeline of sorted, disjoint intervals."""
        return cls(starts, ends, np.concatenate([np.zeros(1, np.int64), np.cumsum(ends - starts)]))

    @property
    def total(self) -> int:
        """Working time of the whole timeline."""
        return int(self.worked[-1])

    def worked_by(self, at: Micros) -> Micros:
        """Working time from the beginning of the timeline to each instant."""
        if not self.starts.size:
            return np.zeros_like(at)
        place = np.maximum(np.searchsorted(self.starts, at, side="right") - 1, 0)
        into = np.minimum(at, self.ends[place]) - self.starts[place]
        return np.asarray(self.worked[place] + np.maximum(into, 0))

    def reaching(self, worked: Micros) -> Micros:
        """First instant by which this much has been worked: the end of a shift, not the start of the next."""
        place = np.maximum(np.searchsorted(self.worked[:-1], worked, side="left") - 1, 0)
        return np.asarray(self.starts[place] + worked - self.worked[place])

    def leaving(self, worked: Micros) -> Micros:
        """Last instant by which no more than this has been worked: a shift's start, not the end before it."""
        place = np.maximum(np.searchsorted(self.worked[:-1], worked, side="right") - 1, 0)
        return np.asarray(self.starts[place] + worked - self.worked[place])

    def is_working(self, at: Micros) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Whether each instant lies in an interval."""
        return np.asarray(self._ended(at) != self._started(at))

    def next_start(self, at: Micros) -> Micros | None:
        """First working instant at or after each one; None if one lies behind the last interval."""
        place = self._ended(at)
        return None if place.max() >= self.starts.size else np.maximum(at, self.starts[place])

    def within(self, start: int, end: int) -> Micros:
        """The intervals between two instants, cut at both, shape (m, 2)."""
        first, last = np.searchsorted(self.ends, start, "right"), np.searchsorted(self.starts, end, "left")
        pairs = np.stack([self.starts[first:last], self.ends[first:last]], axis=1)
        return np.clip(pairs, start, end)

    def _started(self, at: Micros) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
        return np.asarray(np.searchsorted(self.starts, at, side="right"))

    def _ended(self, at: Micros) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
        return np.asarray(np.searchsorted(self.ends, at, side="right"))


def covered(starts: Micros, ends: Micros, times: int = 1) -> tuple[Micros, Micros]:
    """Maximal stretches covered by at least so many of the intervals, sorted, disjoint and not empty.

    Once is the union; twice, of two sets that are each disjoint, is their intersection. Touching intervals
    join.
    """
    at = np.concatenate([starts, ends])
    step = np.repeat(np.array([1, -1]), starts.size)
    order = np.lexsort((-step, at))
    inside = np.cumsum(step[order]) >= times
    turns = np.flatnonzero(np.diff(inside, prepend=False))
    edges = at[order][turns].reshape(-1, 2)
    return _not_empty(edges[:, 0], edges[:, 1])


def without(starts: Micros, ends: Micros, off_starts: Micros, off_ends: Micros) -> tuple[Micros, Micros]:
    """What is left of disjoint intervals when others, which may overlap, are taken out."""
    if not off_starts.size:
        return starts, ends
    off_starts, off_ends = covered(off_starts, off_ends)
    free_starts = np.concatenate([[-_FOREVER], off_ends])
    free_ends = np.concatenate([off_starts, [_FOREVER]])
    return covered(np.concatenate([starts, free_starts]), np.concatenate([ends, free_ends]), times=2)


def _not_empty(starts: Micros, ends: Micros) -> tuple[Micros, Micros]:
    kept = ends > starts
    return starts[kept], ends[kept]
