"""Surveys after every stage: what customers answer, from what they lived through.

The answers change nothing in the process, so they are worked out when the log is written. The model is the
proportional-odds model of P. McCullagh, Regression models for ordinal data, Journal of the Royal Statistical
Society B 42 (1980), with a random effect of the customer:

    log-odds of a score above k = base + effects of what was lived through + leaning - cutpoint k.

The leaning is normal with mean 0. Its form is standard; its coefficients in the library are illustrative.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit, ndtri

from scenarios.satisfaction import Satisfaction
from simulation.customers import Customers
from simulation.lived import Lived
from simulation.record import Visits
from simulation.setting import Setting
from simulation.step import Step

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEAST = 1e-300
"""Instead of 0, at which a normal and a logistic number have no quantile."""


@dataclass(frozen=True)
class Asked:
    """Completed visits of one step and visit number, whose customers are asked.

    Parameters
    ----------
    step : of the visits.
    round : how many visits of the stage their applications had before.
    visit, row : of each: its row in the log's visits, and its customer among those of the track.
    """

    step: Step
    round: int
    visit: Ints
    row: Ints

    @property
    def customers(self) -> Customers:
        """Of the track."""
        return self.step.customers

    def uniforms(self, purpose: str) -> Floats:
        """One number for each, keyed by the customer, the stage and the number of the visit."""
        return self.customers.uniforms(self.step.name, self.round, f"survey:{purpose}")[self.row]


def asked_after(visits: Visits, setting: Setting) -> Iterator[Asked]:
    """Everybody asked: after each completed visit, by step and number of the visit."""
    steps, round_ = setting.steps, visits.rounds()
    done = np.flatnonzero(visits.completed <= setting.end_minutes)
    if not done.size:
        return
    most = int(round_.max(initial=0)) + 1
    code = (visits.step * most + round_)[done]
    order = np.argsort(code, kind="stable")
    found, starts = np.unique(code[order], return_index=True)
    for one, visit in zip(found.tolist(), np.split(done[order], starts)[1:], strict=True):
        yield Asked(steps[one // most], one % most, visit, setting.row[visits.application[visit]])


class Answers(NamedTuple):
    """Columns of equal length: visit, place of the dimension, score, and when it was given."""

    visit: Ints
    dimension: Ints
    score: Ints
    minutes: Floats


def answers(asked: Iterable[Asked], lived: Lived, satisfaction: Satisfaction) -> Answers:
    """What those who answer say about each dimension."""
    luck = list(_luck_of_all(asked, satisfaction))
    drawn = np.concatenate([np.zeros((3 + len(satisfaction.dimensions), 0)), *luck], axis=1)
    visit, delay, leaning = drawn[0].astype(np.int64), drawn[1], satisfaction.spread * ndtri(drawn[2])
    latent = np.concatenate(
        [
            lived.effect(opinion)[visit] + leaning + logit(error)
            for opinion, error in zip(satisfaction.dimensions.values(), drawn[3:], strict=True)
        ]
    )
    given = lived.completed_minutes[visit] + satisfaction.delay.minutes(delay)
    dimensions = len(satisfaction.dimensions)
    return Answers(
        np.tile(visit, dimensions),
        np.repeat(np.arange(dimensions), len(visit)),
        1 + np.searchsorted(satisfaction.cutpoints, latent),
        np.tile(given, dimensions),
    )


def _luck_of_all(asked: Iterable[Asked], satisfaction: Satisfaction) -> Iterator[Floats]:
    """The luck of each group; a customer leans alike whatever is asked."""
    for _, of_track in groupby(asked, key=lambda group: group.customers.track):
        groups = list(of_track)
        leaning = groups[0].customers.uniforms("survey", "leaning")
        yield from (_luck(group, leaning[group.row], satisfaction) for group in groups)


def _luck(group: Asked, leaning: Floats, satisfaction: Satisfaction) -> Floats:
    """Of those who answer, a column each: visit, and uniform numbers for delay, leaning and each dimension.

    A number below the response rate is uniform again below it, so it serves as the quantile of the delay.
    """
    drawn, rate = group.uniforms("responds"), satisfaction.response_rate
    answer = drawn < rate
    errors = [group.uniforms(dimension) for dimension in satisfaction.dimensions]
    luck = np.maximum([drawn / (rate or 1), leaning, *errors], LEAST)[:, answer]
    return np.vstack([group.visit[answer], luck])
