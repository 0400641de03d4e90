"""Alarms: which open applications coordinators should look at, given the risk that each misses its promise.

A late application that nobody looked at costs a missed promise, one looked at for nothing a false alarm, and
one looked at in time is taken as saved. An alarm pays from the risk at which both expected costs are equal
(C. Elkan, The foundations of cost-sensitive learning, IJCAI 2001); that needs risks that are calibrated.
Where more would pay than coordinators can look at, the greatest risks come first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import must
from domain.instants import UNKNOWN, micros_of

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
OLDEST, EARLIEST, RISK, THRESHOLD = "oldest_first", "earliest_deadline", "risk", "risk_above_threshold"


@dataclass(frozen=True)
class Costs:
    """What mistakes cost, in any one unit.

    Parameters
    ----------
    missed : of a promise missed without an alarm, over 0.
    false_alarm : of an alarm for an application that would have been in time, over 0.
    """

    missed: float
    false_alarm: float

    def __post_init__(self) -> None:
        for name, cost in vars(self).items():
            must(0 < cost < float("inf"), f"Costs: {name} must be over 0, got {cost}.")

    @property
    def threshold(self) -> float:
        """Least risk at which an alarm pays, from 0 to 1."""
        return self.false_alarm / (self.false_alarm + self.missed)

    def of(self, alarm: Flags, late: Floats | Flags) -> float:
        """Cost of some alarms.

        Parameters
        ----------
        late : whether each application was late; or its risk, which gives the expected cost.
        """
        share = np.asarray(late, dtype=np.float64)
        return float(self.missed * share[~alarm].sum() + self.false_alarm * (1 - share[alarm]).sum())


@dataclass(frozen=True, eq=False)
class Cases:
    """Open applications at the hours at which coordinators chose among them; shape (n,) each.

    Parameters
    ----------
    risk : calibrated probability of missing the promise, from 0 to 1.
    late : whether it was missed in the end.
    due_at, opened_at : instants; an unknown due instant comes last.
    """

    risk: Floats
    late: Flags
    due_at: "pd.Series[pd.Timestamp]"
    opened_at: "pd.Series[pd.Timestamp]"

    def __post_init__(self) -> None:
        sizes = {len(column) for column in vars(self).values()}
        must(len(sizes) == 1, f"Alarms: all columns must be of one length, got {sorted(sizes)}.")
        inside = (self.risk >= 0) & (self.risk <= 1)
        must(bool(inside.all()), f"Alarms: a risk must lie between 0 and 1, got {self.risk[~inside][:1]}.")

    def orders(self) -> Mapping[str, Floats]:
        """What each list puts first: the smallest of these."""
        return {OLDEST: _number(self.opened_at), EARLIEST: _number(self.due_at), RISK: -self.risk}


def achieved(alarm: Flags, was_late: Flags, costs: Costs) -> dict[str, float]:
    """What some alarms achieved.

    Returns
    -------
    alarms, caught (late ones with an alarm), false (alarms for others), caught_share (of the late ones; NaN
    without any), precision (share of alarms for late ones; NaN without alarms), cost, and saving (share of
    the cost without any alarm; NaN where that is 0).
    """
    late, given = int(was_late.sum()), int(alarm.sum())
    caught = int((alarm & was_late).sum())
    cost, before = costs.of(alarm, was_late), costs.missed * late
    return {
        "alarms": given,
        "caught": caught,
        "false": given - caught,
        "caught_share": caught / late if late else np.nan,
        "precision": caught / given if given else np.nan,
        "cost": cost,
        "saving": 1 - cost / before if before else np.nan,
    }


def _number(instants: "pd.Series[pd.Timestamp]") -> Floats:
    micros = micros_of(instants)
    return np.where(micros == UNKNOWN, np.inf, micros.astype(np.float64))
