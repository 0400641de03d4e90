"""The best possible score on simulated district data, by nested simulation from the full state.

At an instant of a run the twin starts from the backlog, given only what is known then, and plays the future
many times over: the share of futures in which an application misses its deadline is the probability that
nothing can better. Scores are taken over the played futures themselves, so that the same luck decides for
every side: of a risk q with n futures, k of them late, the expected Brier score is q^2 - 2 q k/n + k/n, and
of the true probability k/n (1 - k/n) n/(n - 1), without bias.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

import simulation
from benchmarks.foretelling.cases import Floats, Rows, interval, mean_of
from benchmarks.measuring.material import SEED
from benchmarks.measuring.section import Line, at_least
from benchmarks.measuring.spread import Spread
from domain.eventlog import EventLog
from domain.instants import micros_of
from domain.terms import Terms
from models.delay import DelayModel, fit_delay
from models.features import Moments, Recipe, features_at, open_at
from models.features.deadlines import due_first
from models.features.knowing import Knowing
from models.outcomes import Lateness, lateness
from models.recipe import recipe_of
from models.trained import drawn_looks
from scenarios import Scenario, load

SHARE = 0.85
"""Of the way from naive to best that is to be gone."""

LOOKED, PLAYED = 4, 3
"""Days from the begin of a test run to the look, and from the look to its end: promises of 48 h fall due."""


@dataclass(frozen=True)
class Size:
    """How long the history is in days, how many states are looked at, and how often each future is played."""

    days: int
    states: int
    futures: int


FULL, QUICK = Size(90, 16, 40), Size(5, 2, 4)


@dataclass(frozen=True, eq=False)
class Taught:
    """A risk learned from a history, and the naive rate of its looks."""

    model: DelayModel
    recipe: Recipe
    rate: float


@dataclass(frozen=True, eq=False)
class State:
    """Open applications at an instant of one run: what is said of each, and how many futures are late."""

    said: Floats
    late: Floats
    run: int


def lines(size: Size) -> list[Line]:
    """How far from naive to best the risk goes, and the scores themselves."""
    taught = _taught(size.days)
    states = [_state(taught, number, size.futures) for number in range(size.states)]
    said, late = (np.concatenate([getattr(one, name) for one in states]) for name in ("said", "late"))
    runs = np.concatenate([np.full(one.said.size, one.run) for one in states])
    best = late * (1 - late) * size.futures / (size.futures - 1)
    ours, naive = (risk**2 - 2 * risk * late + late for risk in (said, np.full(said.size, taught.rate)))
    what = "one_stop, 48 h promise"
    way = _way(ours, naive, best, runs)
    return [
        Line(f"{what}: Brier score", "0 is best", mean_of(ours, runs), "best possible", mean_of(best, runs)),
        Line(f"{what}: Brier score", "0 is best", mean_of(ours, runs), "rate of all", mean_of(naive, runs)),
        Line(f"{what}: way from the rate to the best possible", "share", way, target=at_least(SHARE)),
    ]


def _way(ours: Floats, naive: Floats, best: Floats, runs: Rows) -> Spread:
    return interval(lambda w: float(((naive - ours) @ w) / ((naive - best) @ w)), runs)


def _taught(days: int) -> Taught:
    """Learn from a run of its own."""
    scenario = load("one_stop").vary(days=days)
    log, terms = simulation.run(scenario, SEED), scenario.in_force.terms()
    recipe, moments = recipe_of(log, terms), drawn_looks(log, SEED)
    features = features_at(log, moments, recipe)
    outcome = lateness(log, moments, features.due, terms)
    return Taught(fit_delay(features, outcome), recipe, float(outcome.late[outcome.known].mean()))


def _state(taught: Taught, number: int, futures: int) -> State:
    """Look at a run of its own, at another hour of the working day each time, and play its futures."""
    scenario = _scenario(number)
    log, terms = simulation.run(scenario, SEED + 1 + number), scenario.in_force.terms()
    at = log.observed_until - pd.Timedelta(days=PLAYED) + pd.Timedelta(minutes=517 + 170 * (number % 4))
    known = log.as_of(at)
    moments = open_at(known, at)
    features = features_at(known, moments, taught.recipe)
    judged = np.flatnonzero(features.frame["left_hours"].to_numpy() > 0)
    ids = known.applications["application_id"].to_numpy()[moments.application[judged]]
    played = [_late(simulation.run(scenario, SEED, n, backlog=known), ids, at, terms) for n in range(futures)]
    due = np.all([one.known for one in played], axis=0)
    late = np.mean([one.late for one in played], axis=0)
    return State(taught.model.predict(features.take(judged[due])), late[due], number)


def _scenario(number: int) -> Scenario:
    """Runs end on another day of the week each time."""
    return load("one_stop").vary(days=LOOKED + PLAYED + number % 7)


def _late(log: EventLog, ids: np.ndarray, at: pd.Timestamp, terms: Terms) -> Lateness:
    rows = pd.Index(log.applications["application_id"]).get_indexer(pd.Index(ids))
    moments = Moments.of(rows, np.full(rows.size, int(micros_of(at))))
    return lateness(log, moments, due_first(log, Knowing(log), moments, whole=True), terms)
