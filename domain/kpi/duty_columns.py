"""What KPIs need of each shift: when it was, and how long its resource was busy up to any instant."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import Micros, micros_of
from domain.kpi.case_columns import or_never
from domain.kpi.coded import Codes
from domain.kpi.contact_columns import Handling
from domain.kpi.spells import Resources, Spells

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Elapsed:
    """For each resource, the time since each of a set of instants, summed.

    Attributes
    ----------
    instants : sorted by resource, then by time.
    sums : sums of the instants before each place; one longer. They may wrap around: differences of sums do
        not.
    bounds : where the instants of each resource begin; one longer.
    """

    instants: Micros
    sums: Micros
    bounds: Rows

    @classmethod
    def of(cls, resource: Codes, instants: Micros, resources: int) -> "Elapsed":
        """Sort instants by resource."""
        order = np.lexsort((instants, resource))
        ends = np.cumsum(np.bincount(resource, minlength=resources))
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(instants[order])])
        return cls(instants[order], sums, np.concatenate([[0], ends]).astype(np.intp))

    def by(self, resource: Codes, at: Micros) -> Micros:
        """Sum of (at - instant) over the instants of a resource up to `at`."""
        begin = self.bounds[resource]
        place = self._place(begin, self.bounds[resource + 1], at)
        return np.asarray((place - begin) * at - (self.sums[place] - self.sums[begin]))

    def _place(self, low: Rows, high: Rows, at: Micros) -> Rows:
        """First place from low up to high whose instant is later than `at`: binary search, all at once."""
        while (low < high).any():
            middle = (low + high) // 2
            passed = (low < high) & (self.instants[np.minimum(middle, self.instants.size - 1)] <= at)
            low, high = np.where(passed, middle + 1, low), np.where(passed | (low >= high), high, middle)
        return low


@dataclass(frozen=True, eq=False)
class Duty:
    """Columns per shift.

    Attributes
    ----------
    resource : code, in the names of all resources.
    on, off : microseconds; off is NEVER while the shift goes on.
    started, ended : starts and ends of all work and travel, for visits and contacts, by resource.
    came, went : starts and ends of all shifts, by resource.
    whole : busy time of the whole shift, which most periods ask for.
    """

    resource: Codes
    on: Micros
    off: Micros
    started: Elapsed
    ended: Elapsed
    came: Elapsed
    went: Elapsed
    whole: Micros

    def busy(self, rows: Rows, start: Micros, end: Micros) -> Micros:
        """Time for which the resource of each shift worked or travelled between two instants.

        All it did counts, whosever application it was; two things at once count twice. Work on a contact
        counts from its start to its end, in so far as that lies within a shift.
        """
        busy = self.whole[rows]
        cut = np.flatnonzero((start != self.on[rows]) | (end != self.off[rows]))
        busy[cut] = _busy(self.started, self.ended, self.resource[rows[cut]], start[cut], end[cut])
        return busy

    def served(self, resource: Codes, start: Micros, end: Micros) -> Micros:
        """How much of each stretch of time a resource was on duty."""
        return _busy(self.came, self.went, resource, start, end)


def duty_of(log: EventLog, spells: Spells, handling: Handling, resources: Resources) -> Duty:
    """Work out the columns; a row whose start is not known is never on duty."""
    size, resource = len(resources.of_duty.names), resources.of_duty.codes
    on, off = (or_never(micros_of(log.duty[name])) for name in ("on_at", "off_at"))
    busy = np.concatenate([spells.resource, handling.resource])
    started = Elapsed.of(busy, np.concatenate([spells.start, handling.start]), size)
    ended = Elapsed.of(busy, np.concatenate([spells.end, handling.end]), size)
    came, went = (Elapsed.of(resource, instants, size) for instants in (on, off))
    return Duty(resource, on, off, started, ended, came, went, _busy(started, ended, resource, on, off))


def _busy(started: Elapsed, ended: Elapsed, resource: Codes, start: Micros, end: Micros) -> Micros:
    """Time for which each resource had something under way between two instants."""
    by_end = started.by(resource, end) - ended.by(resource, end)
    return by_end - (started.by(resource, start) - ended.by(resource, start))
