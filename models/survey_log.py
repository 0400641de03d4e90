"""Surveys of a file in an event log: beside what is known of their applications, or on their own."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from domain.errors import InputError, nearest
from domain.eventlog import EventLog, Origin


def with_surveys(log: EventLog, surveys: pd.DataFrame, file: str) -> EventLog:
    """Put answers in the place of those of a log, which is simulated no longer: no twin gave these answers.

    Parameters
    ----------
    surveys : as `models.survey_file.read_surveys` gives them.
    file : named in messages.

    Raises
    ------
    InputError
        When an answer is about an application or a stage that the log does not know.
    """
    ids = pd.Index(log.applications["application_id"])
    _must_be_known(surveys, "application_id", ids, file)
    _must_be_known(surveys, "stage", log.visits["stage"].dropna().astype("str").unique(), file)
    until = max(log.observed_until, surveys["answered_at"].max())
    frames = {**log.frames, "surveys": _of_applications(surveys, ids)}
    return EventLog.build(frames, **{**log.meta, "observed_until": until, **_as_imported(log)})


def log_of_surveys(surveys: pd.DataFrame, time_zone: str = "UTC") -> EventLog:
    """A log of nothing but answers, each application begun with its first: nothing else is known of it."""
    begun = surveys.groupby("application_id", sort=False)["answered_at"].min()
    applications = begun.rename("submitted_at").reset_index()
    frames = {"applications": applications, "surveys": _of_applications(surveys, begun.index)}
    return EventLog.build(frames, time_zone=time_zone)


def _as_imported(log: EventLog) -> dict[str, Any]:
    simulated = {"origin": Origin.IMPORTED, "scenario": None, "seed": None, "replication": None}
    return simulated if log.origin == Origin.SIMULATED else {}


def _of_applications(surveys: pd.DataFrame, ids: "pd.Index[Any]") -> pd.DataFrame:
    owner = ids.get_indexer(pd.Index(surveys["application_id"]))
    return surveys.drop(columns=["application_id", "row"]).assign(application=owner)


def _must_be_known(surveys: pd.DataFrame, column: str, known: Collection[str], file: str) -> None:
    strange = surveys[surveys[column].notna() & ~surveys[column].isin(list(known))]
    if len(strange):
        first = strange.iloc[0]
        raise InputError(
            f"{file}, row {first['row']}: {column} must be one of the log, got {first[column]!r}"
            f"{nearest(first[column], known)}."
        )
