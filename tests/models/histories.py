"""Histories made up with a known truth, for models to learn."""

import numpy as np
import pandas as pd

from domain.eventlog import EventLog
from tests.domain.logs import MONDAY


def two_kinds(n: int = 400, seed: int = 1, due_hours: float = 24.0) -> EventLog:
    """Applications an hour apart, promised for some hours; "quick" ones take about 10, "slow" ones about 40.

    Each has three visits, at a tenth, half and all of its time; every tenth is withdrawn after an hour.
    """
    rng = np.random.default_rng(seed)
    slow = rng.random(n) < 0.5
    took = np.where(slow, 40.0, 10.0) * rng.uniform(0.5, 1.5, n)
    start = MONDAY + pd.to_timedelta(np.arange(n), unit="h")
    gone = np.arange(n) % 10 == 9
    finished = pd.Series(start + pd.to_timedelta(took, unit="h")).where(~gone)
    withdrawn = pd.Series(start + pd.Timedelta(hours=1)).where(gone)
    applications = pd.DataFrame(
        {
            "application_id": [f"A{i:04}" for i in range(n)],
            "track": np.where(slow, "slow", "quick"),
            "submitted_at": start,
            "finished_at": finished,
            "withdrawn_at": withdrawn,
        }
    )
    deadlines = pd.DataFrame(
        {
            "application": np.arange(n),
            "service_level": "promise",
            "set_at": start,
            "due_at": start + pd.Timedelta(hours=due_hours),
        }
    )
    frames = {"applications": applications, "visits": _visits(start, took, ~gone), "deadlines": deadlines}
    return EventLog.build(frames, name="two kinds")


def _visits(start: pd.DatetimeIndex, took: np.ndarray, stays: np.ndarray) -> pd.DataFrame:  # type: ignore[type-arg]
    stages = (("review", 0.0, 0.1), ("survey", 0.1, 0.5), ("install", 0.5, 1.0))
    parts = [
        pd.DataFrame(
            {
                "application": np.flatnonzero(stays),
                "number": number,
                "stage": stage,
                "enabled_at": (start + pd.to_timedelta(took * begins, unit="h"))[stays],
                "completed_at": (start + pd.to_timedelta(took * ends, unit="h"))[stays],
            }
        )
        for number, (stage, begins, ends) in enumerate(stages, 1)
    ]
    return pd.concat(parts, ignore_index=True)
