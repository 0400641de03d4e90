"""Whether the twin's response model is found again from its logs: how often intervals cover the truth."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from benchmarks.measuring.command import command
from benchmarks.measuring.material import SEED
from benchmarks.measuring.section import Line, Section, at_least, at_most
from benchmarks.measuring.spread import Spread
from domain.kpi.interval import wilson
from models.satisfaction_answers import answers_of
from models.satisfaction_effects import fit_on
from scenarios import Scenario, load
from scenarios.satisfaction import Opinion
from simulation.run import run

COVERED, CALLED = at_least(0.92), at_most(0.08)
"""Of intervals of 95 %: some hundreds, tied by their customers, may miss it by three in a hundred."""

ABOUT = """\
Logs of `traditional`, 20 days and the warm-up each, whose customers answer by a known proportional-odds
model with leanings. Every driver of every dimension is compared with the coefficient that made the answers;
those that the model does not have, such as applying online, have the coefficient 0. Brackets hold 95 %
intervals of the share (Wilson) and the number of effects; those on one log share their customers."""


class Found(NamedTuple):
    """One effect: its estimate and standard error, the truth, and whether the model of the twin has it."""

    effect: float
    error: float
    truth: float
    known: bool

    @property
    def covered(self) -> bool:
        """Whether the 95 % interval holds the truth."""
        return abs(self.effect - self.truth) <= 1.96 * self.error


def measure(quick: bool) -> Section:
    """Fit the drivers of each dimension on each log."""
    days, logs = (6, 1) if quick else (20, 8)
    scenario = load("traditional").vary(days=days)
    found = [one for number in range(logs) for one in effects(scenario, SEED + number)]
    nulls = [one for one in found if not one.known]
    ratio = np.array([(one.effect - one.truth) / one.error for one in found])
    lines = (
        Line("intervals that cover the truth", "share", _share([o.covered for o in found]), target=COVERED),
        Line("null drivers called an effect", "share", _share([not o.covered for o in nulls]), target=CALLED),
        Line("spread of (estimate - truth) / error", "1 at best", _one(float(ratio.std()), len(ratio))),
        Line("mean of (estimate - truth) / error", "0 at best", _one(float(ratio.mean()), len(ratio))),
    )
    return Section("Satisfaction drivers", ABOUT, lines, libraries=("numpy", "scipy"))


def effects(scenario: Scenario, seed: int) -> Iterator[Found]:
    """Every effect found on a log, beside the coefficient of the scenario."""
    assert scenario.satisfaction is not None
    answers = answers_of(run(scenario, seed), scenario.in_force.terms())
    for dimension, opinion in scenario.satisfaction.dimensions.items():
        fit = fit_on(answers, dimension)
        for place, driver in enumerate(fit.drivers):
            known = driver in Opinion.model_fields
            truth = getattr(opinion, driver) if known else 0.0
            yield Found(float(fit.fitted.effects[place]), float(fit.fitted.errors[place]), truth, known)


def _share(hits: list[bool]) -> Spread:
    low, high = wilson(np.array([float(sum(hits))]), np.array([len(hits)]))
    return Spread(sum(hits) / len(hits), float(low[0]), float(high[0]), len(hits))


def _one(value: float, count: int) -> Spread:
    return Spread(value, value, value, count)


if __name__ == "__main__":
    sys.exit(command("satisfaction", measure))
