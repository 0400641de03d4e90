"""Which looks at which cases teach and which judge: the protocol of published comparisons, or a date.

Published: cases in the order of their first event, 64 % train, 16 % choose, 20 % judge; for remaining time
every prefix of two visits to all but one of cases of three or more, up to the last visit; for lateness every
look before the due instant. Outcomes of earlier cases are taken as known, as in the published comparisons. A
register of one visit to each case is looked at when cases open, and its remaining time goes to their end.

By date: what was known at the date teaches, open cases included, and cases that began after it judge.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.errors import must
from domain.eventlog import EventLog
from domain.instants import micros_of
from domain.terms import Terms
from models.censoring import weights_of
from models.duration import Lessons
from models.features import Features, Moments, features_at, openings, prefixes
from models.outcomes import (
    Flags,
    Floats,
    Lateness,
    lateness,
    remaining,
    remaining_to_last_visit,
)
from models.recipe import recipe_of, types_of
from models.split import Split, by_first_event, first_events, later_cases

LEAST_CASES = 50
"""Cases to learn from: of fewer, nothing is chosen or calibrated."""

LEAST_TO_JUDGE = 30
"""Cases to judge by: of fewer, not even the interval of a mean could be told."""


@dataclass(frozen=True, eq=False)
class TimeTrial:
    """Remaining time: what teaches, and the looks that judge with how long they took."""

    lessons: Lessons
    test: Features
    hours: Floats
    groups: list[str]


@dataclass(frozen=True, eq=False)
class LateTrial:
    """Lateness: what teaches, and the looks that judge."""

    features: Features
    outcome: Lateness
    types: list[str]
    test: Features
    late: Flags
    test_types: list[str]


@dataclass(frozen=True, eq=False)
class Trial:
    """Both trials of one log, in words and in rows."""

    protocol: str
    time: TimeTrial
    late: LateTrial


def published(log: EventLog, terms: Terms) -> Trial:
    """Lay out the protocol of published comparisons."""
    recipe = recipe_of(log, terms)
    looks, long = _looks(log)
    split = by_first_event(log, looks)
    features = features_at(log, looks, recipe)
    visits = np.bincount(log.visits["application"].to_numpy(), minlength=len(log))[looks.application]
    done = features.frame["visits_completed"].to_numpy()
    timed = (visits >= 3) & (done >= 2) & (done < visits) if long else np.ones(len(looks), dtype=bool)
    outcome = remaining_to_last_visit(log, looks) if long else remaining(log, looks)
    timed &= np.isfinite(outcome.hours)
    what = "prefixes of 2 visits to all but one, to the last visit" if long else "at the opening, to the end"
    _must_be_enough(log, looks.application[timed & ~split.test], looks.application[timed & split.test])
    return Trial(
        f"cases by first event: 64 % train, 16 % validation, 20 % test; {what}",
        _time_trial(log, features, outcome.hours, timed, split),
        _late_trial(log, terms, features, split),
    )


def ends_of_visits(log: EventLog) -> Moments:
    """Look at the end of each visit; at the opening in a register of one visit to each case."""
    return _looks(log)[0]


def dated(
    log: EventLog, terms: Terms, until: pd.Timestamp, look: Callable[[EventLog], Moments] = ends_of_visits
) -> Trial:
    """Lay out a date: what was known then teaches, cases that began after it judge.

    Parameters
    ----------
    look : at which moments applications are looked at.
    """
    known = log.as_of(until)
    later = first_events(log) > int(micros_of(until))
    protocol = f"known at {until.isoformat()} teaches, cases begun later judge"
    return _apart((known, look(known)), (log, look(log)), later, terms, protocol)


def of_two(train: EventLog, log: EventLog, terms: Terms) -> Trial:
    """Lay out two logs: one teaches, the other judges."""
    told, judging = ((one, ends_of_visits(one)) for one in (train, log))
    return _apart(told, judging, np.ones(len(log), dtype=bool), terms, f"log '{train.name}' teaches")


_Looked = tuple[EventLog, Moments]


def _apart(teaching: _Looked, testing: _Looked, judging: Flags, terms: Terms, protocol: str) -> Trial:
    (train, taught), (test, judged) = teaching, testing
    recipe = recipe_of(train, terms)
    judged = judged.take(judging[judged.application])
    learned, judged_features = features_at(train, taught, recipe), features_at(test, judged, recipe)
    outcome, came = remaining(train, taught), remaining(test, judged)
    weights = weights_of(outcome)
    told = np.isfinite(came.hours)
    _must_be_enough(train, taught.application[weights > 0], judged.application[told])
    judge = later_cases(train, taught, weights > 0)
    lessons = Lessons(learned, outcome.hours, weights, judge, types_of(train, taught))
    time = TimeTrial(lessons, judged_features.take(told), came.hours[told], types_of(test, judged.take(told)))
    past = lateness(train, taught, learned.due, terms)
    to_come = lateness(test, judged, judged_features.due, terms)
    return Trial(
        protocol,
        time,
        LateTrial(
            learned,
            past,
            types_of(train, taught),
            judged_features.take(to_come.known),
            to_come.late[to_come.known],
            types_of(test, judged.take(to_come.known)),
        ),
    )


def _looks(log: EventLog) -> tuple[Moments, bool]:
    """Look as `ends_of_visits` does, and tell whether cases have several visits."""
    visits = np.bincount(log.visits["application"].to_numpy(), minlength=max(len(log), 1))
    long = bool(visits.max() >= 3)
    return (prefixes(log) if long else openings(log)), long


def _time_trial(log: EventLog, features: Features, hours: Floats, timed: Flags, split: Split) -> TimeTrial:
    taught, judging = timed & ~split.test, timed & split.test
    groups = np.array(types_of(log, features.moments), dtype=object)
    lessons = Lessons(
        features.take(taught),
        hours[taught],
        np.ones(int(taught.sum())),
        split.validation[taught],
        groups[taught].tolist(),
    )
    return TimeTrial(lessons, features.take(judging), hours[judging], groups[judging].tolist())


def _late_trial(log: EventLog, terms: Terms, features: Features, split: Split) -> LateTrial:
    outcome = lateness(log, features.moments, features.due, terms)
    taught, judging = outcome.known & ~split.test, outcome.known & split.test
    types = np.array(types_of(log, features.moments), dtype=object)
    return LateTrial(
        features.take(taught),
        Lateness(outcome.late[taught], outcome.known[taught]),
        types[taught].tolist(),
        features.take(judging),
        outcome.late[judging],
        types[judging].tolist(),
    )


def _must_be_enough(log: EventLog, taught: np.ndarray, judging: np.ndarray) -> None:
    must_be_enough(log, taught, "learn from")
    must_be_enough(log, judging, "judge by", LEAST_TO_JUDGE)


def must_be_enough(log: EventLog, cases: np.ndarray, what: str, least: int = LEAST_CASES) -> None:
    """Refuse too few cases.

    Parameters
    ----------
    cases : row of the application of each look; several looks at one count once.
    what : they are needed for, such as "learn from".
    """
    count = np.unique(cases).size
    must(
        count >= least,
        f"Log '{log.name}': a model must have at least {least} cases to {what}, got {count}: "
        f"{least - count} more are needed.",
    )
