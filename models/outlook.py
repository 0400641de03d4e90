"""All that a log's past says of its open applications, and how far that may be believed: one call.

Two models are made. The one of today knows the whole log and predicts what is open. The one of then knew the
log when four fifths of its cases had begun: what it says of the time since, hour by hour, shows calibration,
alarms and drift on what it has not seen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.terms import Terms
from models.drift import Drift, drift
from models.features import Group, features_at, openings
from models.hindsight import Hindsight, hindsight
from models.predicting import doubts, predict
from models.trained import TrainedModel, judged_from, train

WHOLE, STAGE = "application", "stage"
"""Whose deadlines: those of applications, or of their stages."""
KINDS: Mapping[str, bool] = {WHOLE: True, STAGE: False}
STEPS = 4
"""Parts of the work that progress is told of."""

_MOST_LOOKS = 12_000

Tell = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is foretold of a log, with what it rests on.

    Attributes
    ----------
    model : of today.
    at : end of the log, for which is predicted.
    open : see `models.predicting`.
    past : by kind of deadline: what the model of then said, hour by hour.
    drift : what has changed since then; None where that cannot be told.
    groups : column of the features -> what it is about.
    notes : one sentence each: what cannot be told, and why.
    """

    model: TrainedModel
    at: pd.Timestamp
    open: pd.DataFrame
    past: Mapping[str, Hindsight]
    drift: Drift | None
    groups: Mapping[str, Group]
    notes: tuple[str, ...]


def outlook(log: EventLog, terms: Terms, seed: int = 0, tell: Tell = lambda done, total: None) -> Outlook:
    """Learn from a log, predict what is open at its end, and judge a model of then on the time since.

    Parameters
    ----------
    seed : of the learners.
    tell : is told how many of how many parts of the work are done.

    Raises
    ------
    InputError
        When too few applications have been finished to learn from (with how many are missing), or an
        attribute gives the end away.
    """
    tell(0, STEPS)
    then, why = _then(log, terms, seed)
    tell(2, STEPS)
    today = train(log, terms, seed=seed, most=_MOST_LOOKS, then=then)
    at = log.observed_until
    foretold = predict(today, log, at)
    notes = doubts(today, log, at)
    tell(3, STEPS)
    past, unjudged = _past(then, log)
    changed, untold = _drift(then, log)
    tell(STEPS, STEPS)
    sentences = tuple(dict.fromkeys([*notes, *why, *unjudged, *untold]))
    return Outlook(today, at, foretold, past, changed, _groups(log, today), sentences)


def _groups(log: EventLog, model: TrainedModel) -> Mapping[str, Group]:
    return features_at(log, openings(log).take(np.arange(1)), model.recipe).groups


def _then(log: EventLog, terms: Terms, seed: int) -> tuple[TrainedModel | None, list[str]]:
    try:
        return train(log, terms, judged_from(log), seed, judge=False, most=_MOST_LOOKS), []
    except InputError as error:
        return None, [str(error)]


def _past(then: TrainedModel | None, log: EventLog) -> tuple[dict[str, Hindsight], list[str]]:
    found, notes = {}, []
    for kind, whole in KINDS.items():
        if then is None or (then.delay if whole else then.stage_delay) is None:
            continue
        try:
            found[kind] = hindsight(then, log, whole=whole)
        except InputError as error:
            notes.append(str(error))
    return found, notes


def _drift(then: TrainedModel | None, log: EventLog) -> tuple[Drift | None, list[str]]:
    if then is None:
        return None, []
    try:
        return drift(then, log), []
    except InputError as error:
        return None, [str(error)]
