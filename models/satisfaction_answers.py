"""Answers of a log, each beside what its customer had lived through, and who was asked but did not answer."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import must
from domain.eventlog import EventLog
from domain.kpi import Measures
from domain.terms import Terms
from models.satisfaction_drivers import lived_through

Flags = npt.NDArray[np.bool_]
SETTLED = 0.95
"""Whoever has not answered by the time at which this share of the answers had come is taken as not answering;
visits completed later than so long before the end of the log are not counted among those asked."""


@dataclass(frozen=True, eq=False)
class Answers:
    """What customers said, and of what.

    Attributes
    ----------
    frame : an answer per row: customer (row of the application), visit, stage, dimension, score, and the
        drivers of `models.satisfaction_drivers`. Where no completed visit of its stage is known, visit is -1
        and the drivers are NaN.
    asked : a visit per row whose customer has had time to answer: customer, visit, stage, answered, and the
        drivers.
    simulated : whether the log is of a simulation, so that what is associated was caused.
    """

    frame: pd.DataFrame
    asked: pd.DataFrame
    simulated: bool

    @property
    def unplaced(self) -> int:
        """Answers of which no visit is known: they count in means, not where drivers are looked at."""
        return int((self.frame["visit"] < 0).sum())


def answers_of(log: EventLog, terms: Terms | None = None) -> Answers:
    """Put every answer of a log beside what was lived through at its visit.

    An answer that names no visit belongs to the last visit of its stage that was completed when it was given.

    Raises
    ------
    InputError
        When the log holds no answers.
    """
    must(len(log.surveys) > 0, "The log must hold answers to surveys, but has none; name a file of them.")
    lived = lived_through(Measures.of(log, terms))
    visit = _visits_meant(log)
    frame = log.surveys[["stage", "dimension", "score"]]
    frame = frame.assign(customer=log.surveys["application"], visit=visit)
    told = pd.concat([frame, lived.reindex(visit).set_index(frame.index)], axis=1)
    return Answers(told, _asked(log, visit, lived), log.origin == "simulated")


def _visits_meant(log: EventLog) -> npt.NDArray[np.int64]:
    """Visit of each answer; -1 where it is not to be found."""
    named = log.surveys["visit"].to_numpy(np.int64)
    lost = np.flatnonzero(named < 0)
    asking = _keyed(log.surveys.iloc[lost], "answered_at").assign(answer=lost)
    done = _keyed(log.visits, "completed_at").reset_index(names="visit").dropna(subset=["at", "stage"])
    asking = asking.dropna(subset=["at", "stage"]).sort_values("at")
    found = pd.merge_asof(asking, done.sort_values("at"), on="at", by=["application", "stage"])
    meant = named.copy()
    meant[found["answer"].to_numpy(np.int64)] = found["visit"].fillna(-1).to_numpy(np.int64)
    return meant


def _keyed(frame: pd.DataFrame, at: str) -> pd.DataFrame:
    stage = frame["stage"].astype("str").where(frame["stage"].notna())
    return pd.DataFrame({"application": frame["application"], "stage": stage, "at": frame[at]})


def _asked(log: EventLog, visit: npt.NDArray[np.int64], lived: pd.DataFrame) -> pd.DataFrame:
    """Completed visits of the stages that anybody answered about, but for the latest."""
    completed, stage = log.visits["completed_at"], log.visits["stage"]
    answered = np.isin(np.arange(len(log.visits)), visit[visit >= 0])
    took = log.surveys["answered_at"] - completed.reindex(visit).set_axis(log.surveys.index)
    hours = took[visit >= 0].dropna().dt.total_seconds() / 3600
    patience = pd.Timedelta(hours=float(hours.quantile(SETTLED)) if len(hours) else 0)
    settled = completed <= log.observed_until - patience
    rows = np.flatnonzero(settled & stage.isin(stage[answered].unique()))
    frame = pd.DataFrame({"customer": log.visits["application"].iloc[rows], "visit": rows})
    frame = frame.assign(stage=stage.iloc[rows], answered=answered[rows])
    return pd.concat([frame, lived.iloc[rows].set_index(frame.index)], axis=1).reset_index(drop=True)
