"""Promises that were met at another time in one of two logs of the same customers."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from domain.eventlog import EventLog
from domain.instants import HOUR, UNKNOWN, Micros, micros_of
from domain.kpi.promise_columns import effective_due
from domain.terms import Terms

KEY = ["application_id", "service_level", "stage", "occurrence"]
OWNER = ["application_id", "track", "region"]
LEAST_HOURS = 1 / 3600
"""Instants of two runs that agree to a second are the same: sums in another order differ in last digits."""


@dataclass(frozen=True)
class Moved:
    """A promise met later, or earlier, in one run than in the other.

    Attributes
    ----------
    stage : whose end keeps it, or which makes it anew at each visit; empty for the whole application.
    before_hours, after_hours : elapsed hours beyond the limit without and with what is asked about; negative
        where time was left. A promise still open at the end of the log counts as met then, so that its hours
        are a lower bound.
    """

    application_id: str
    track: str
    region: str
    service_level: str
    stage: str
    before_hours: float
    after_hours: float

    @property
    def hours(self) -> float:
        """By how much later it was met; negative for earlier."""
        return self.after_hours - self.before_hours

    @property
    def slipped(self) -> bool:
        """Whether it was kept before and late after."""
        return self.before_hours <= 0 < self.after_hours

    @property
    def rescued(self) -> bool:
        """Whether it was late before and kept after."""
        return self.after_hours <= 0 < self.before_hours

    def as_dict(self) -> dict[str, Any]:
        """Its fields and what follows from them as plain data."""
        return {**asdict(self), "hours": self.hours, "slipped": self.slipped, "rescued": self.rescued}


def promises_of(log: EventLog, terms: Terms) -> pd.DataFrame:
    """How far beyond its limit each promise of a log was met.

    Withdrawn applications are left out, and promises whose clock stands for a hold or that have no due
    instant.

    Returns
    -------
    application_id, track, region, service_level, stage, occurrence (of the same promise made again, from 0)
    and overdue_hours (negative where time was left).
    """
    deadlines = log.deadlines
    owners = log.applications.take(deadlines["application"].to_numpy())
    due = effective_due(deadlines, log.holds, terms)
    found = pd.DataFrame(
        {
            **{column: owners[column].astype("str").to_numpy() for column in OWNER},
            "service_level": deadlines["service_level"].astype("str").to_numpy(),
            "stage": deadlines["stage"].astype("str").fillna("").to_numpy(),
            "set_at": deadlines["set_at"].to_numpy(),
            "overdue_hours": (_met(log) - due) / HOUR,
        }
    )
    counted = (due != UNKNOWN) & owners["withdrawn_at"].isna().to_numpy()
    found = found.take(np.flatnonzero(counted)).sort_values("set_at", kind="stable")
    found["occurrence"] = found.groupby(KEY[:3]).cumcount()
    return found.drop(columns="set_at").reset_index(drop=True)


def moved(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Moved, ...]:
    """Pair the promises made in both logs and give those that moved, the greatest delay first.

    Parameters
    ----------
    before, after : as `promises_of` gives them, without and with what is asked about.
    """
    both = before.merge(after[[*KEY, "overdue_hours"]], on=KEY, suffixes=("_before", "_after"))
    shift = both["overdue_hours_after"] - both["overdue_hours_before"]
    both = both.assign(shift=shift)[shift.abs() >= LEAST_HOURS]
    both = both.sort_values(["shift", *KEY], ascending=[False, True, True, True, True])
    rows = both[[*OWNER, "service_level", "stage", "overdue_hours_before", "overdue_hours_after"]]
    return tuple(Moved(*row) for row in rows.itertuples(index=False, name=None))


def _met(log: EventLog) -> Micros:
    """When each promise was met; the end of the log where it is open."""
    met = micros_of(log.deadlines["met_at"])
    end = int(micros_of(pd.Series([log.observed_until]))[0])
    return np.where(met == UNKNOWN, end, met)
