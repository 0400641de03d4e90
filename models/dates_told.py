"""The dates told for one application, one after another, and the groups of features that moved each."""

from typing import Any

import pandas as pd

from domain.eventlog import EventLog
from models.promise_history import Patience, promise_history
from models.reasons import GROUPS
from models.trained import TrainedModel


def dates_told(
    model: TrainedModel, log: EventLog, application_id: str, patience: Patience | None = None
) -> pd.DataFrame:
    """List every date that would have been told for an application, the first first.

    Parameters
    ----------
    model : one for the whole way, so that only what happened moves a date.

    Returns
    -------
    at (when it was told), told_at (the date), told_before (the date that stood until then; unknown the first
    time), and moved_hours, reason and moved_GROUP of `models.promise_history`. No rows, where the application
    was never open in the log.

    Raises
    ------
    InputError
        When the log has no such application, or lacks what the model reads.
    """
    history = promise_history(model, log, application_id, patience)
    # A date that has passed is told anew even where the new one is the same instant.
    told = history[history["moved"] & (history["moved_hours"] != 0)].reset_index(drop=True)
    columns = ["at", "told_at", "told_before", "moved_hours", "reason", *(f"moved_{one}" for one in GROUPS)]
    return told.assign(told_before=told["told_at"].shift())[columns]


def moved_by(told: "pd.Series[Any]") -> dict[str, float]:
    """Give the hours of each group that moved a date, those in the direction of the move first.

    Parameters
    ----------
    told : a row of `dates_told`.

    Returns
    -------
    Group -> hours (positive: later), which add up to moved_hours; empty for the first date.
    """
    if pd.isna(told["moved_hours"]):
        return {}
    way = 1 if told["moved_hours"] > 0 else -1
    hours = {str(group): float(told[f"moved_{group}"]) for group in GROUPS}
    order = sorted(hours, key=lambda group: -way * hours[group])
    return {group: hours[group] for group in order if hours[group]}
