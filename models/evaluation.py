"""How good predictions are on later cases, beside naive rules; how cases are split: `models.protocols`."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.metrics import brier_score_loss, roc_auc_score

from domain.eventlog import EventLog
from domain.terms import Terms
from models.calibration import expected_calibration_error
from models.conformal import LEVELS
from models.delay import LEAST_OF_EACH, DelayModel, fit_delay
from models.duration import Choice, DurationModel, fit_duration
from models.following import follow, follow_risk
from models.outcomes import Flags, Floats
from models.protocols import LateTrial, TimeTrial, Trial, dated, of_two, published
from models.rules import ByCount, ByType

_DAY = 24.0


@dataclass(frozen=True)
class Evaluation:
    """Figures of a log.

    Attributes
    ----------
    lateness : None where the log does not allow it; `notes` says why.
    notes : what is worth knowing of the figures, one sentence each.
    """

    protocol: str
    remaining_time: dict[str, Any]
    lateness: dict[str, Any] | None
    notes: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain data for machines."""
        return {
            "protocol": self.protocol,
            "remaining_time": self.remaining_time,
            "lateness": self.lateness,
        }


def evaluate(
    log: EventLog,
    terms: Terms,
    *,
    until: pd.Timestamp | None = None,
    train: EventLog | None = None,
    seed: int = 0,
) -> Evaluation:
    """Fit on earlier cases, judge on later ones.

    Parameters
    ----------
    until : fit on what was known at this instant, judge on cases that began after it.
    train : fit on this log instead, judge on all of `log`.
    seed : of the learners.

    Raises
    ------
    InputError
        When too few cases are there to learn from or to judge by.
    """
    return judged(_trial(log, terms, until, train), seed)


class Fitted(NamedTuple):
    """Models of what teaches in a trial; `delay` is None where nobody fitted it."""

    duration: DurationModel
    delay: DelayModel | None


def judged(trial: Trial, seed: int, fitted: Fitted | None = None) -> Evaluation:
    """Judge both parts of a trial.

    Parameters
    ----------
    fitted : models of what teaches, where they are made already.
    """
    time, of_time = judge_time(trial.time, seed, fitted and fitted.duration)
    late, of_late = judge_lateness(trial.late, seed, fitted and fitted.delay)
    return Evaluation(trial.protocol, time, late, (*of_time, *of_late))


class Times(NamedTuple):
    """What a fitted model says of the looks that judge: hours, and bounds of shape (rows, levels)."""

    model: DurationModel
    hours: Floats
    bounds: Floats


def foretell_times(trial: TimeTrial, seed: int, fitted: DurationModel | None = None) -> Times:
    """Ask remaining time, fitted if need be, of the looks that judge, the bounds following in time."""
    model = fitted or fit_duration(trial.lessons, seed)
    return Times(model, model.predict(trial.test), follow(model, trial.test, trial.hours, trial.groups)[0])


def foretell_risk(trial: LateTrial, seed: int, fitted: DelayModel | None = None) -> Floats:
    """Ask the risk of a missed deadline, fitted if need be, of the looks that judge, its level following."""
    model = fitted or fit_delay(trial.features, trial.outcome, seed=seed)
    return follow_risk(model.predict(trial.test), trial.test, trial.late, trial.test.due.due_at)


def judge_time(
    trial: TimeTrial, seed: int, fitted: DurationModel | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Judge remaining time: figures, and what is worth knowing of them."""
    said = foretell_times(trial, seed, fitted)
    done = trial.test.frame["visits_completed"].to_numpy()
    told = trial.lessons.weights > 0
    rules = {
        name: ByCount.learn(trial.lessons.counts[told], trial.lessons.hours[told], name)
        for name in ("median", "mean")
    }
    figures = {
        "mae_days": _days_off(trial.hours, said.hours),
        "mae_days_median_rule": _days_off(trial.hours, rules["median"].predict(done)),
        "mae_days_recent_rule": _days_off(trial.hours, said.model.rule.predict(done)),
        "mae_days_mean_rule": _days_off(trial.hours, rules["mean"].predict(done)),
        "coverage": _coverage(trial.hours, said.bounds),
        "n": trial.hours.size,
    }
    return figures, [rule_in_words(said.model.choice)]


def judge_lateness(
    trial: LateTrial, seed: int, fitted: DelayModel | None = None
) -> tuple[dict[str, Any] | None, list[str]]:
    """Judge the risk of missing the deadline: figures, and what is worth knowing of them."""
    known = trial.outcome.known
    if why := _not_to_be_judged(trial.outcome.late[known], trial.late):
        return None, [why]
    risk = foretell_risk(trial, seed, fitted)
    types = pd.Series(trial.types)[known].reset_index(drop=True)
    rule = ByType.learn(types, trial.outcome.late[known]).predict(pd.Series(trial.test_types))
    used = trial.test.frame["share_used"].fillna(0).to_numpy()
    figures = {
        "auc": float(roc_auc_score(trial.late, risk)),
        "brier": float(brier_score_loss(trial.late, np.clip(risk, 0, 1))),
        "ece": expected_calibration_error(risk, trial.late),
        "auc_rate_rule": float(roc_auc_score(trial.late, rule)),
        "brier_rate_rule": float(brier_score_loss(trial.late, rule)),
        "n": trial.late.size,
    }
    area = roc_auc_score(trial.late, used)
    return figures, [f"The share of the promise used alone sorts the late with an area of {area:.3f}."]


def rule_in_words(choice: Choice) -> str:
    """Say how much of the estimate is learned, and whether it fell back to the plain rule."""
    whose = "all cases" if choice.window_days is None else f"the last {choice.window_days:g} days"
    rule = f"the median of {whose} at each number of visits"
    if choice.share == 0:
        return f"Nothing beat {rule} on the validation cases: it is used itself."
    return f"The estimate is {choice.share:.0%} learned and {1 - choice.share:.0%} {rule}."


def _trial(log: EventLog, terms: Terms, until: pd.Timestamp | None, train: EventLog | None) -> Trial:
    if train is not None:
        return of_two(train, log, terms)
    return published(log, terms) if until is None else dated(log, terms, until)


def _days_off(hours: Floats, said: Floats) -> float:
    return float(np.abs(hours - said).mean() / _DAY)


def _coverage(hours: Floats, bounds: Floats) -> dict[str, float]:
    held = (hours[:, None] <= bounds).mean(axis=0)
    return {f"p{level:.0%}".rstrip("%"): float(share) for level, share in zip(LEVELS, held, strict=True)}


def _not_to_be_judged(taught: Flags, judged: Flags) -> str:
    """Why lateness cannot be told; nothing where it can."""
    if not taught.size or not judged.size:
        return "No deadline has fallen due in both parts of the log: only the remaining time is predicted."
    for late in (taught, judged):
        few = int(min(late.sum(), (~late).sum()))
        if few < LEAST_OF_EACH:
            return (
                f"Late cases and cases on time must be at least {LEAST_OF_EACH} each, got {few} of one kind: "
                "only the remaining time is predicted."
            )
    return ""
