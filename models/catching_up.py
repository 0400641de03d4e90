"""Bring a model up to an instant: what became of what it would have said since its training moves its levels.

A model is held to the cases it learned from. Later ones tell whether its bounds fail too often and its risks
are too low; as in the figures of its card (`models.following`) only what was known at the instant counts, a
bound once its instant has passed, a risk once its deadline has.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from domain.eventlog import EventLog
from domain.instants import micros_of
from domain.kpi.case_columns import cases_of
from domain.kpi.spells import NEVER
from models.delay import DelayModel
from models.duration import DurationModel
from models.features import Features, features_at
from models.features.deadlines import Due
from models.following import follow, level_shift
from models.outcomes import lateness, remaining
from models.recipe import types_of
from models.rehearsal import some
from models.trained import TrainedModel, drawn_looks


def caught_up(model: TrainedModel, log: EventLog, at: pd.Timestamp, seed: int = 0) -> TrainedModel:
    """Move the levels of a model by what came of the applications seen after its training.

    Parameters
    ----------
    at : what was known then counts; an instant before the end of the training changes nothing.
    seed : of the draw of looks, where there are very many.

    Raises
    ------
    InputError
        When the log lacks what the model reads.
    """
    model.schema.must_fit(log)
    known = log.as_of(at)
    moments = drawn_looks(known, seed)
    moments = moments.take(some(moments.at > int(micros_of(model.source.until)), seed))
    if not len(moments):
        return model
    features = features_at(known, moments, model.recipe)
    return replace(
        model,
        duration=_bounds(model.duration, known, features),
        delay=_risk(model, model.delay, known, features, features.due),
        stage_delay=_risk(model, model.stage_delay, known, features, features.stage_due),
    )


def _bounds(model: DurationModel, log: EventLog, features: Features) -> DurationModel:
    """Follow the bounds of applications not withdrawn, as dates are of these."""
    stays = cases_of(log).withdrawn[features.moments.application] >= NEVER
    hours = remaining(log, features.moments).hours[stays]
    groups = np.array(types_of(log, features.moments), dtype=object)[stays].tolist()
    return follow(model, features.take(stays), hours, groups)[1]


def _risk(
    model: TrainedModel, risk: DelayModel | None, log: EventLog, features: Features, due: Due
) -> DelayModel | None:
    """Shift a risk by its record; all looks at an application count together as one."""
    if risk is None:
        return None
    outcome = lateness(log, features.moments, due, model.terms)
    cases = features.moments.application[outcome.known]
    weights = 1 / np.bincount(cases)[cases] if cases.size else np.empty(0)
    said = risk.predict(features)[outcome.known]
    return risk.shifted(level_shift(said, outcome.late[outcome.known], weights))
