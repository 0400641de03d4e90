"""One trained bundle: delay risk, remaining time, and all that is needed to ask them of another log."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.terms import Terms
from models.censoring import weights_of
from models.delay import LEAST_OF_EACH, DelayModel, fit_delay
from models.duration import DurationModel, Lessons, fit_duration
from models.evaluation import Evaluation, Fitted, judged
from models.features import Features, Moments, Recipe, features_at, looks
from models.log_hash import log_hash
from models.outcomes import lateness, remaining
from models.protocols import dated, must_be_enough
from models.reasons import Typical
from models.recipe import recipe_of, types_of
from models.reference import Reference
from models.schema import Schema
from models.split import CHOSEN_ON, first_events, later_cases

MOST_LOOKS = 100_000
"""Looks learned from at the most, drawn evenly: more of them hardly teach, but cost time and memory."""

MOST_TO_JUDGE = 40_000
"""Likewise of the run that is judged: its figures are, if anything, too modest."""


@dataclass(frozen=True)
class Source:
    """The log a model was trained on.

    Attributes
    ----------
    name : of the log.
    data_hash : of what was known of it at `until`, see `models.log_hash`.
    applications, looks : learned from.
    since, until : first submission, and the instant up to which the log was known.
    seed : of the learners.
    """

    name: str
    data_hash: str
    applications: int
    looks: int
    since: pd.Timestamp
    until: pd.Timestamp
    seed: int


@dataclass(frozen=True, eq=False)
class TrainedModel:
    """All that was learned of one log.

    Attributes
    ----------
    delay, stage_delay : risk of missing the deadline of the application, and of its stage that falls due
        first; None where the log does not teach it, and `notes` says why.
    typical : values put in place of a group of features when the reasons of the risk are told; likewise
        `typical_time` for the remaining time.
    reference : how features were spread in training, for the drift monitor.
    figures : of a run that learned from what was known when four fifths of the cases had begun and was judged
        on the rest; None where too few cases were left, and `notes` says so.
    notes : one sentence each.
    """

    source: Source
    recipe: Recipe
    terms: Terms
    schema: Schema
    duration: DurationModel
    delay: DelayModel | None
    stage_delay: DelayModel | None
    typical: Typical | None
    typical_time: Typical
    reference: Reference
    figures: Evaluation | None
    notes: tuple[str, ...]


def train(
    log: EventLog,
    terms: Terms,
    at: pd.Timestamp | None = None,
    seed: int = 0,
    *,
    judge: bool = True,
    most: int = MOST_LOOKS,
    then: TrainedModel | None = None,
) -> TrainedModel:
    """Learn delay risk and remaining time from what was known of a log, and judge a run on later cases.

    Parameters
    ----------
    at : the instant up to which the log is known; its end when not given.
    seed : of the learners.
    judge : whether a second run, of at most 40,000 looks, is judged on later cases; else no figures.
    most : looks learned from at the most.
    then : the run that is judged, where it is made already: at `judged_from`, of the same seed and looks.

    Raises
    ------
    InputError
        When fewer than 50 applications have been finished, or an attribute gives the end away.
    """
    known = log if at is None else log.as_of(at)
    moments, recipe = drawn_looks(known, seed, most), recipe_of(known, terms)
    features = features_at(known, moments, recipe)
    duration = fit_duration(_lessons(known, moments, features), seed)
    delay, stage_delay, untaught = _delays(known, terms, features, seed)
    figures, unjudged = _held_out(known, terms, seed, most, then) if judge else (None, "")
    return TrainedModel(
        _source(known, moments, seed),
        recipe,
        terms,
        Schema.of(known, recipe),
        duration,
        delay,
        stage_delay,
        None if delay is None else Typical.learn(delay.encoder, _before_due(features)),
        Typical.learn(duration.encoder, features),
        Reference.learn(duration.encoder, features),
        figures,
        tuple(note for note in (*untaught, unjudged) if note),
    )


def drawn_looks(log: EventLog, seed: int, most: int = MOST_LOOKS) -> Moments:
    """Look at applications as `looks` does, at most so many times, drawn evenly, in the same order."""
    moments = looks(log, seed)
    if len(moments) <= most:
        return moments
    drawn = np.random.default_rng(seed).choice(len(moments), most, replace=False)
    return moments.take(np.sort(drawn))


def _lessons(log: EventLog, moments: Moments, features: Features) -> Lessons:
    outcome = remaining(log, moments)
    weights = weights_of(outcome)
    must_be_enough(log, moments.application[weights > 0], "learn from")
    judge = later_cases(log, moments, weights > 0)
    return Lessons(features, outcome.hours, weights, judge, types_of(log, moments))


def _delays(
    log: EventLog, terms: Terms, features: Features, seed: int
) -> tuple[DelayModel | None, DelayModel | None, list[str]]:
    """Fit the risks of the application and of its stage, and say why one is not taught."""
    (delay, why), (stage_delay, stage_why) = (
        _delay(log, terms, features, whole=whole, seed=seed) for whole in (True, False)
    )
    return delay, stage_delay, [why, stage_why]


def _delay(
    log: EventLog, terms: Terms, features: Features, *, whole: bool, seed: int
) -> tuple[DelayModel | None, str]:
    """Fit the risk of one kind of deadline; where the log does not teach it, say why."""
    outcome = lateness(log, features.moments, features.due if whole else features.stage_due, terms)
    cases = features.moments.application
    late, in_time = (np.unique(cases[outcome.known & side]).size for side in (outcome.late, ~outcome.late))
    if min(late, in_time) < LEAST_OF_EACH:
        return None, _not_taught(log, late, in_time, whole=whole)
    return fit_delay(features, outcome, whole=whole, seed=seed), ""


def _not_taught(log: EventLog, late: int, in_time: int, *, whole: bool) -> str:
    what = "applications" if whole else "stages"
    instead = "only the remaining time is predicted" if whole else "no risk of the next stage is predicted"
    if not late + in_time:
        return f"Log '{log.name}': no deadline of {what} has fallen due: {instead}."
    return (
        f"Log '{log.name}': late {what} and ones in time must be at least {LEAST_OF_EACH} each to learn a "
        f"risk, got {late} late and {in_time} in time: {instead}."
    )


def _before_due(features: Features) -> Features:
    """Keep the looks a risk is learned from: what is typical of them is no deadline past."""
    return features.take(features.frame["left_hours"].to_numpy() > 0)


def judged_from(log: EventLog) -> pd.Timestamp:
    """When four fifths of the cases had begun: what was known by then teaches, what came later judges."""
    begun = np.quantile(first_events(log), CHOSEN_ON, method="lower")
    return pd.Timestamp(np.datetime64(int(begun), "us"), tz="UTC")


def _held_out(
    log: EventLog, terms: Terms, seed: int, most: int, then: TrainedModel | None
) -> tuple[Evaluation | None, str]:
    """Judge a run that learned earlier; where too few cases were left, say so."""
    try:
        fewer = partial(drawn_looks, seed=seed, most=min(most, MOST_TO_JUDGE))
        trial = dated(log, terms, judged_from(log), fewer)
    except InputError as error:
        return None, f"No figures of later cases can be given: {error}"
    return judged(trial, seed, None if then is None else Fitted(then.duration, then.delay)), ""


def _source(log: EventLog, moments: Moments, seed: int) -> Source:
    return Source(
        log.name,
        log_hash(log),
        np.unique(moments.application).size,
        len(moments),
        log.applications["submitted_at"].min(),
        log.observed_until,
        seed,
    )
