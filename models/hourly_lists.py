"""Lists that coordinators work through hour by hour: who has been looked at is not looked at again.

What counts is the promise, however often it stood on a list: it is caught by the first look, which is the
sooner the better, and missed when it was late and nobody had looked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import must
from domain.instants import HOUR, micros_of
from models.alarms import RISK, THRESHOLD, Cases, Costs, achieved

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Hours:
    """Open promises at the hours at which coordinators met.

    Parameters
    ----------
    cases : one row for each promise at each hour.
    promise : which promise each row is about: numbers from 0 on.
    instant : of each row, microseconds.
    """

    cases: Cases
    promise: Rows
    instant: npt.NDArray[np.int64]

    def __post_init__(self) -> None:
        sizes = (len(self.promise), len(self.instant))
        must(
            set(sizes) == {len(self.cases.risk)},
            f"Hourly lists: all columns must have {len(self.cases.risk)} rows, got {sizes}.",
        )

    @cached_property
    def late(self) -> npt.NDArray[np.bool_]:
        """Whether each promise was missed."""
        late = np.zeros(int(self.promise.max(initial=-1)) + 1, dtype=bool)
        late[self.promise[self.cases.late]] = True
        return late

    def looked_at(self, name: str, capacity: int, least_risk: float = 0.0) -> Rows:
        """Rows at which promises are looked at, by one list, in the order of time.

        Parameters
        ----------
        name : of the list, see `models.alarms`.
        capacity : looks an hour.
        least_risk : those of less risk are not looked at.
        """
        rows = self._in_order(RISK if name == THRESHOLD else name, least_risk)
        seen = np.zeros(self.late.size, dtype=bool)
        hours = self.instant[rows]
        chosen = [rows[:0]]
        for part in np.split(rows, np.flatnonzero(np.diff(hours)) + 1):
            fresh = part[~seen[self.promise[part]]][:capacity]
            seen[self.promise[fresh]] = True
            chosen.append(fresh)
        return np.concatenate(chosen)

    def _in_order(self, name: str, least_risk: float) -> Rows:
        """Rows hour by hour, in each the list's first on top."""
        order = np.lexsort((np.arange(self.instant.size), self.cases.orders()[name], self.instant))
        return np.asarray(order[self.cases.risk[order] >= least_risk])


def by_capacity(hours: Hours, costs: Costs, capacities: Iterable[int]) -> pd.DataFrame:
    """What each list achieves with more or fewer looks an hour.

    Returns
    -------
    capacity, list (oldest_first, earliest_deadline, risk, or risk_above_threshold, which looks only where an
    alarm pays), and what is achieved, see `models.alarms.achieved`.
    """
    rows = [
        {"capacity": capacity, "list": name, **_achieved(hours, chosen, costs)}
        for capacity in capacities
        for name, chosen in _lists(hours, costs, capacity).items()
    ]
    return pd.DataFrame(rows)


def by_threshold(hours: Hours, costs: Costs, capacity: int, steps: int = 20) -> pd.DataFrame:
    """What the least risk of an alarm costs, at one capacity.

    Returns
    -------
    threshold (0 to 1 in so many steps, and the one of `Costs`), chosen (whether it is that one), and what is
    achieved, see `models.alarms.achieved`.
    """
    thresholds = np.unique([*np.linspace(0, 1, steps + 1), costs.threshold]).tolist()
    rows = [
        {
            "threshold": threshold,
            "chosen": threshold == costs.threshold,
            **_achieved(hours, hours.looked_at(RISK, capacity, threshold), costs),
        }
        for threshold in thresholds
    ]
    return pd.DataFrame(rows)


def told_ahead(hours: Hours, costs: Costs, capacity: int, steps: int = 24) -> pd.DataFrame:
    """How long before the deadline the late ones were told.

    Returns
    -------
    list, hours_before, share (of the late ones that were looked at so long before or longer; NaN without
    late ones), n (late ones).
    """
    ahead = {name: _ahead(hours, rows) for name, rows in _lists(hours, costs, capacity).items()}
    longest = max((float(found.max(initial=0.0)) for found in ahead.values()), default=0.0)
    late = int(hours.late.sum())
    rows = [
        {
            "list": name,
            "hours_before": before,
            "share": float((found >= before).sum()) / late if late else np.nan,
            "n": late,
        }
        for name, found in ahead.items()
        for before in np.linspace(0, longest, steps + 1).tolist()
    ]
    return pd.DataFrame(rows)


def _lists(hours: Hours, costs: Costs, capacity: int) -> Mapping[str, Rows]:
    must(capacity >= 0, f"Alarms: the hourly capacity must be at least 0, got {capacity}.")
    names = hours.cases.orders()
    return {
        **{name: hours.looked_at(name, capacity) for name in names},
        THRESHOLD: hours.looked_at(THRESHOLD, capacity, costs.threshold),
    }


def _achieved(hours: Hours, rows: Rows, costs: Costs) -> dict[str, float]:
    late = hours.late
    alarm = np.zeros(late.size, dtype=bool)
    alarm[hours.promise[rows]] = True
    return achieved(alarm, late, costs)


def _ahead(hours: Hours, rows: Rows) -> npt.NDArray[np.float64]:
    """Hours from the look to the deadline, of the late ones that were looked at."""
    late = rows[hours.cases.late[rows]]
    due = micros_of(hours.cases.due_at)[late]
    return np.asarray((due - hours.instant[late]) / HOUR)
