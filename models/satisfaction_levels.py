"""How satisfied customers are: mean scores by dimension, stage and team, with intervals and response rate."""

from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from domain.errors import must_be_one_of
from domain.eventlog import EventLog
from models.satisfaction_answers import Answers
from models.satisfaction_effects import ALL

Floats = npt.NDArray[np.float64]
TEAM = 30
"""Fewest customers of a team that is compared with others."""
_UPPER = 0.975


def levels(answers: Answers, weight: Floats) -> pd.DataFrame:
    """Mean score by dimension and stage, each also for all together.

    Parameters
    ----------
    weight : per answer, see `models.satisfaction_response`.

    Returns
    -------
    dimension, stage ("all" for all), mean (weighted), low, high (its 95 % interval, clustered by customer;
    NaN where fewer than two customers answered), unweighted (the plain mean), n (answers), customers, asked
    (visits) and response (share of these with an answer, NaN where nobody was asked).
    """
    frame = answers.frame.assign(weight=weight)
    dimensions, stages = (
        [ALL, *sorted(frame[name].astype("str").unique())] for name in ("dimension", "stage")
    )
    rows = []
    for dimension, stage in product(dimensions, stages):
        part = _part(_part(frame, "dimension", dimension), "stage", stage)
        asked = _part(answers.asked, "stage", stage)["answered"]
        if len(part):
            told = {**_mean(part), "asked": len(asked), "response": asked.mean() if len(asked) else np.nan}
            rows.append({"dimension": dimension, "stage": stage, **told})
    return pd.DataFrame(rows)


def teams(answers: Answers, log: EventLog, by: str = "department") -> pd.DataFrame:
    """Compare teams with the mean answers about the same stages and dimensions.

    Parameters
    ----------
    by : department or resource, of the visits.

    Returns
    -------
    team, mean, difference (of the answers from the mean of their stage and dimension), low, high (its 95 %
    interval, clustered by customer), n, customers and missing: customers still needed. Where any are missing
    nothing but the counts is told, and the team comes last; the others stand from the least to the greatest
    difference.
    """
    must_be_one_of(by, ("department", "resource"), "Teams: by")
    team = log.visits[by].astype("str").where(log.visits[by].notna()).reindex(answers.frame["visit"])
    alike = answers.frame.groupby(["stage", "dimension"], observed=True)["score"].transform("mean")
    frame = answers.frame.assign(team=team.to_numpy(), difference=answers.frame["score"] - alike)
    rows = [{"team": name, **_team(part)} for name, part in frame.groupby("team")]
    columns = ["team", "mean", "difference", "low", "high", "n", "customers", "missing"]
    return pd.DataFrame(rows, columns=columns).sort_values(["difference", "team"], ignore_index=True)


def _part(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame if value == ALL else frame[(frame[column] == value).to_numpy()]


def _mean(part: pd.DataFrame) -> dict[str, float]:
    score, weight = (part[name].to_numpy(np.float64) for name in ("score", "weight"))
    mean, low, high = _interval(score, weight, part["customer"].to_numpy())
    of = {"n": len(part), "customers": part["customer"].nunique()}
    return {"mean": mean, "low": low, "high": high, "unweighted": float(score.mean()), **of}


def _team(part: pd.DataFrame) -> dict[str, float]:
    customers = part["customer"].nunique()
    counts = {"n": len(part), "customers": customers, "missing": max(TEAM - customers, 0)}
    if customers < TEAM:
        return {**dict.fromkeys(("mean", "difference", "low", "high"), np.nan), **counts}
    ones = np.ones(len(part))
    difference, low, high = _interval(part["difference"].to_numpy(), ones, part["customer"].to_numpy())
    return {"mean": float(part["score"].mean()), "difference": difference, "low": low, "high": high, **counts}


def _interval(value: Floats, weight: Floats, customer: npt.NDArray[np.integer]) -> tuple[float, float, float]:
    """Weighted mean and its interval: a ratio of sums over customers, linearised."""
    mean = float((weight * value).sum() / weight.sum())
    _, place = np.unique(customer, return_inverse=True)
    apart = np.bincount(place, weights=weight * (value - mean))
    many = len(apart)
    if many < 2:
        return mean, np.nan, np.nan
    error = np.sqrt(many / (many - 1) * (apart**2).sum()) / weight.sum()
    reach = float(stdtrit(many - 1, _UPPER)) * error
    return mean, mean - reach, mean + reach
