"""Emergencies, and what each cost others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from domain.eventlog import EventLog
from domain.kpi.period import Period
from scenarios import Scenario
from workbench.moved_promises import Moved


@dataclass(frozen=True)
class Emergency:
    """An application of a track whose work calls crews away.

    Attributes
    ----------
    supplied_hours : from its submission until it was finished; None where it is open or withdrawn.
    """

    application_id: str
    track: str
    region: str
    submitted_at: datetime
    supplied_hours: float | None


@dataclass(frozen=True)
class Bill:
    """What one emergency cost others.

    Attributes
    ----------
    moved : promises of others met later or earlier because of it, the greatest delay first.
    """

    emergency: Emergency
    moved: tuple[Moved, ...]

    @property
    def slipped(self) -> tuple[Moved, ...]:
        """Promises that would have been kept without it, and were late."""
        return tuple(one for one in self.moved if one.slipped)

    @property
    def rescued(self) -> tuple[Moved, ...]:
        """Promises that would have been late without it, and were kept."""
        return tuple(one for one in self.moved if one.rescued)

    @property
    def paid_hours(self) -> float:
        """Sum over the promises met later; an application delayed under two promises counts twice."""
        return sum((one.hours for one in self.moved if one.hours > 0), 0.0)

    @property
    def gained_hours(self) -> float:
        """Sum over the promises met earlier, not negative."""
        return sum((-one.hours for one in self.moved if one.hours < 0), 0.0)

    def as_dict(self) -> dict[str, Any]:
        """Its figures and promises as plain data."""
        one = self.emergency
        return {
            "application_id": one.application_id,
            "track": one.track,
            "region": one.region,
            "submitted_at": one.submitted_at.isoformat(),
            "supplied_hours": one.supplied_hours,
            "slipped": len(self.slipped),
            "rescued": len(self.rescued),
            "paid_hours": self.paid_hours,
            "gained_hours": self.gained_hours,
            "moved": [promise.as_dict() for promise in self.moved],
        }


def emergencies(log: EventLog, scenario: Scenario, period: Period) -> Iterator[Emergency]:
    """Give the emergencies submitted in a period, in order of submission."""
    applications = log.applications
    at = applications["submitted_at"]
    urgent = applications["track"].astype("str").isin(diverting(scenario))
    chosen = applications[urgent & (at >= period.start) & (at < period.end)]
    hours = ((chosen["finished_at"] - chosen["submitted_at"]).dt.total_seconds() / 3600).to_list()
    submitted = chosen["submitted_at"].dt.to_pydatetime()
    names = (chosen[column].astype("str") for column in ("application_id", "track", "region"))
    for number, track, region, begun, took in zip(*names, submitted, hours, strict=True):
        yield Emergency(number, track, region, begun, None if pd.isna(took) else took)


def diverting(scenario: Scenario) -> tuple[str, ...]:
    """Tracks whose work calls crews away."""
    return tuple(name for name, track in scenario.in_force.tracks.items() if track.diverts)
