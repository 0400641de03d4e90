"""Whether a model still fits: how far the present is from its training, and whether what it says still comes.

Present are the looks after the instant up to which the model knew its log. Two rules give an alert.

Features: the population stability index is over 0.25, the usual mark of a real change (0.1 to 0.25 is called
moderate), and over what chance alone would give once in a hundred times: the index of B parts is spread as
(1/n + 1/m) times chi-square of B - 1 (B. Yurdakul, Statistical Properties of the Population Stability Index,
2018). n and m count applications, not looks, as looks at one application are alike.

Calibration: in a month (of the look, local time) the share that came lies more than 5 points from what was
said, and what was said outside the 95 % interval of what came. Each application counts once a month, by its
first look in it. Told of the risk (missed deadlines, due by the end of the log) and of the bound P90
(finished by it, of applications not withdrawn whose bound has passed; one still open then was not).
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from scipy.stats import chi2

from domain.errors import must
from domain.eventlog import EventLog
from domain.instants import HOUR, micros_of
from domain.kpi.case_columns import cases_of
from domain.kpi.interval import wilson
from domain.kpi.spells import NEVER
from models.features import Features, Moments, features_at
from models.outcomes import Flags, Floats, lateness
from models.protocols import LEAST_CASES
from models.recipe import types_of
from models.trained import TrainedModel, drawn_looks

MODERATE, LARGE = 0.10, 0.25
"""Population stability indices from which a change counts as moderate, and as large."""

LEAST_GAP = 0.05
"""Distance of what was said from what came that matters."""

_BY_CHANCE = 0.01


@dataclass(frozen=True, eq=False)
class Drift:
    """What has changed since a model was trained.

    Attributes
    ----------
    features : column, group (a `Group`), index, by_chance (that chance would give once in a hundred times),
        alert; the largest first.
    months : month (its first instant, UTC), measure (risk, p90), said, came (shares), low, high (of what
        came, 95 %), n (applications), alert.
    alerts : one sentence each; none where the model still fits.
    since, until : the present.
    applications : seen in it.
    """

    features: pd.DataFrame
    months: pd.DataFrame
    alerts: tuple[str, ...]
    since: pd.Timestamp
    until: pd.Timestamp
    applications: int


def drift(model: TrainedModel, log: EventLog, seed: int = 0) -> Drift:
    """Compare what has come since a model was trained with what it learned from and what it says.

    Parameters
    ----------
    log : reaches beyond the training of the model.
    seed : of the draw of looks, where there are very many.

    Raises
    ------
    InputError
        When the log lacks what the model reads, or too few applications were seen after the training.
    """
    model.schema.must_fit(log)
    looks = drawn_looks(log, seed)
    looks = looks.take(looks.at > int(micros_of(model.source.until)))
    seen = np.unique(looks.application).size
    must(
        seen >= LEAST_CASES,
        f"Log '{log.name}': drift can be told of at least {LEAST_CASES} applications seen after "
        f"{model.source.until.isoformat()}, to which the model was trained, got {seen}: "
        f"{LEAST_CASES - seen} more are needed.",
    )
    features = features_at(log, looks, model.recipe)
    table, months = _of_features(model, features, seen), _of_months(model, log, features)
    alerts = (*_told_features(table), *_told_months(months, log.time_zone))
    return Drift(table, months, alerts, model.source.until, log.observed_until, seen)


def _of_features(model: TrainedModel, features: Features, seen: int) -> pd.DataFrame:
    reference = model.reference
    spread = 1 / reference.applications + 1 / seen
    rows = [
        {
            "column": name,
            "group": str(features.groups[name]),
            "index": reference.stability(features.frame[name]),
            "by_chance": spread * float(chi2.ppf(1 - _BY_CHANCE, len(shares) - 1)),
        }
        for name, shares in reference.shares.items()
    ]
    table = pd.DataFrame(rows, columns=["column", "group", "index", "by_chance"])
    table["alert"] = (table["index"] > LARGE) & (table["index"] > table["by_chance"])
    return table.sort_values(["index", "column"], ascending=[False, True], ignore_index=True)


def _of_months(model: TrainedModel, log: EventLog, features: Features) -> pd.DataFrame:
    month = _months(features.moments, log.time_zone)
    table = partial(_by_month, features.moments, month)
    said, came, known = _finished(model, log, features)
    parts = [table("p90", said, came, known)]
    if model.delay is not None:
        outcome = lateness(log, features.moments, features.due, model.terms)
        parts.insert(0, table("risk", model.delay.predict(features), outcome.late, outcome.known))
    return pd.concat(parts, ignore_index=True)


def _finished(model: TrainedModel, log: EventLog, features: Features) -> tuple[Floats, Flags, Flags]:
    """P90 of each look: what is said of it, whether it came, and whether that is known."""
    moments, cases = features.moments, cases_of(log)
    bounds = model.duration.predict_bounds(features, types_of(log, moments))[:, -1]
    until = moments.at + (bounds * HOUR).astype(np.int64)
    stays = cases.withdrawn[moments.application] >= NEVER
    known = stays & (until <= int(micros_of(log.observed_until)))
    return np.full(len(moments), 0.9), cases.finished[moments.application] <= until, known


def _months(moments: Moments, zone: str) -> pd.DatetimeIndex:
    local = pd.DatetimeIndex(moments.at.view("M8[us]"), tz="UTC").tz_convert(zone).tz_localize(None)
    return pd.DatetimeIndex(local.to_period("M").start_time.tz_localize(zone, nonexistent="shift_forward"))


def _by_month(
    moments: Moments, month: pd.DatetimeIndex, measure: str, said: Floats, came: Flags, known: Flags
) -> pd.DataFrame:
    rows = pd.DataFrame(
        {"month": month, "application": moments.application, "at": moments.at, "said": said, "came": came}
    )[known].sort_values("at", kind="stable")
    once = rows.drop_duplicates(["month", "application"]).groupby("month")
    table = once.agg(said=("said", "mean"), came=("came", "mean"), n=("came", "size")).reset_index()
    n = table["n"].to_numpy(np.int64)
    low, high = wilson(table["came"].to_numpy(np.float64) * n, n)
    gap, outside = (table["said"] - table["came"]).abs(), (table["said"] < low) | (table["said"] > high)
    table = table.assign(measure=measure, low=low, high=high, alert=outside & (gap > LEAST_GAP))
    table["month"] = table["month"].dt.tz_convert("UTC")
    return table[["month", "measure", "said", "came", "low", "high", "n", "alert"]]


def _told_features(table: pd.DataFrame) -> list[str]:
    return [
        f"Feature '{row['column']}' is spread otherwise than in training: population stability index "
        f"{row['index']:.2f}, over {LARGE}."
        for row in table[table["alert"]].to_dict("records")
    ]


def _told_months(months: pd.DataFrame, zone: str) -> list[str]:
    what = {"risk": "deadlines missed", "p90": "finished by P90"}
    return [
        f"{row['month'].tz_convert(zone):%Y-%m}, {what[row['measure']]}: {row['said']:.0%} said, "
        f"{row['came']:.0%} came ({row['low']:.0%} to {row['high']:.0%}, n = {row['n']:,})."
        for row in months[months["alert"]].to_dict("records")
    ]
