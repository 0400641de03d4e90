"""What a trained model says of the applications that are open at an instant.

One row each, with the columns
application_id, type (track or what else tells applications apart, "" where nothing does);
due_at, risk (of missing it, from 0 to 1; 1 once it is past);
stage, stage_due_at, stage_risk (of the deadline of a stage that falls due first);
p50_at, p80_at, p90_at (instants by which half, 80 % and 90 % of such applications are finished);
promise_from, promise_at (what a customer may be told, see `models.promise`);
risk_reason (group of features that raises the risk most, a `Group`), promise_reason (that puts P90 off most),
and for every group risk_GROUP (share of 1 by which it raises the risk; negative lowers it) and hours_GROUP
(hours by which it puts off P90), see `models.reasons`; unknown where reasons were not asked for.

Instants are UTC; unknown is NaT or NaN: no open deadline, or a model that did not learn the risk.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from domain.errors import InputError, nearest
from domain.eventlog import EventLog
from domain.frames import happenings
from domain.instants import HOUR, Micros, micros_of
from domain.kpi.standing import as_instants
from models.conformal import LEVELS
from models.delay import DelayModel
from models.features import Features, Moments, features_at, open_at
from models.outcomes import Floats
from models.promise import promised
from models.reasons import GROUPS, effects_on_bound, effects_on_risk, strongest
from models.recipe import types_of
from models.trained import TrainedModel

EXPLAINED = 1_000
"""Applications whose reasons are told unless more are asked for: those at the highest risk."""


def predict(
    model: TrainedModel,
    log: EventLog,
    at: pd.Timestamp,
    *,
    applications: Collection[str] | None = None,
    explained: int | None = EXPLAINED,
) -> pd.DataFrame:
    """Predict every application open at an instant, from what was known of the log then.

    Give it a model that has caught up with the log (`models.catching_up`): its levels follow drift then.

    Parameters
    ----------
    at : up to the end of the log.
    applications : ids; only these are predicted, as far as they are open. All when not given.
    explained : how many of the applications, the highest risk first (without a risk the latest P90), have
        their reasons told; None for all.

    Returns
    -------
    One row per open application, in the order of the log; columns as the module says.

    Raises
    ------
    InputError
        When the log lacks what the model reads, ends before the instant, or has no such application.
    """
    model.schema.must_fit(log)
    features = features_at(log, opened_at(log, at, applications), model.recipe)
    groups = types_of(log, features.moments)
    bounds = model.duration.predict_bounds(features, groups)
    risk = _risk(model.delay, features)
    ids = log.applications["application_id"].to_numpy()[features.moments.application]
    frame = pd.DataFrame(
        {
            "application_id": ids,
            "type": pd.array(groups, dtype="str"),
            **_risks(model, features, risk),
            **_dates(model, features.moments.at, bounds),
        }
    )
    told = _explained(risk, bounds, explained)
    return pd.concat([frame, _reasons(model, features, groups, told)], axis=1)


def doubts(model: TrainedModel, log: EventLog, at: pd.Timestamp) -> list[str]:
    """Say what is worth knowing before a prediction is believed, one sentence each.

    Of the model: what it did not learn. Of the log: names it has not met, and events after the instant.
    """
    later = _after(log, at)
    ahead = (
        f"Log '{log.name}': {later:,} times lie after {at.isoformat()} and are left out of the prediction."
    )
    return [*model.notes, *model.schema.unseen(log), *([ahead] if later else [])]


def opened_at(log: EventLog, at: pd.Timestamp, applications: Collection[str] | None) -> Moments:
    """Look at the applications open at an instant, or at some of them.

    Raises
    ------
    InputError
        When the log ends before the instant, or has no such application.
    """
    moments = open_at(log, at)
    if applications is None:
        return moments
    rows = [row_of(log, one) for one in applications]
    return moments.take(np.isin(moments.application, np.array(rows, dtype=np.int64)))


def row_of(log: EventLog, application_id: str) -> int:
    """Row of an application.

    Raises
    ------
    InputError
        When the log has no such application, with the nearest.
    """
    ids = log.applications["application_id"]
    rows = np.flatnonzero((ids == application_id).to_numpy())
    if not rows.size:
        raise InputError(
            f"Log '{log.name}': an application must be one of the log, got {application_id!r}"
            f"{nearest(application_id, ids)}."
        )
    return int(rows[0])


def _risk(model: DelayModel | None, features: Features) -> Floats:
    return np.full(len(features), np.nan) if model is None else model.predict(features)


def _risks(model: TrainedModel, features: Features, risk: Floats) -> dict[str, Any]:
    return {
        "due_at": as_instants(features.due.due_at),
        "risk": risk,
        "stage": features.frame["stage_deadline"].astype("str"),
        "stage_due_at": as_instants(features.stage_due.due_at),
        "stage_risk": _risk(model.stage_delay, features),
    }


def _dates(model: TrainedModel, at: Micros, bounds: Floats) -> dict[str, "pd.Series[pd.Timestamp]"]:
    columns = {
        f"p{round(100 * level)}_at": at + (bounds[:, place] * HOUR).astype(np.int64)
        for place, level in enumerate(LEVELS)
    }
    columns["promise_from"] = promised(at, bounds[:, 0], model.recipe.calendar)
    columns["promise_at"] = promised(at, bounds[:, -1], model.recipe.calendar)
    return {name: pd.Series(as_instants(column)) for name, column in columns.items()}


def _explained(risk: Floats, bounds: Floats, most: int | None) -> np.ndarray:
    """Rows whose reasons are told, in their order."""
    if most is None or risk.size <= most:
        return np.arange(risk.size)
    order = np.lexsort((-bounds[:, -1], -np.nan_to_num(risk, nan=-1.0)))
    return np.sort(order[:most])


def _reasons(model: TrainedModel, features: Features, groups: list[str], rows: np.ndarray) -> pd.DataFrame:
    some, types = features.take(rows), [groups[row] for row in rows]
    risk = (
        np.full((rows.size, len(GROUPS)), np.nan)
        if model.delay is None or model.typical is None
        else effects_on_risk(model.delay, model.typical, some)
    )
    hours = effects_on_bound(model.duration, model.typical_time, some, types)
    columns = {
        "risk_reason": pd.Series(strongest(risk), dtype="str"),
        "promise_reason": pd.Series(strongest(hours), dtype="str"),
        **{f"risk_{group}": risk[:, place] for place, group in enumerate(GROUPS)},
        **{f"hours_{group}": hours[:, place] for place, group in enumerate(GROUPS)},
    }
    return pd.DataFrame(columns).set_index(rows).reindex(range(len(features)))


def _after(log: EventLog, at: pd.Timestamp) -> int:
    """How many times of happenings lie after an instant."""
    instant = int(micros_of(at))
    return sum(
        int((micros_of(frame[column]) > instant).sum())
        for name, frame in log.frames.items()
        if name not in ("recorded", "duty")
        for column in happenings(name)
    )
