"""An open network with feedback against its product form: J. R. Jackson, Networks of waiting lines, 1957."""

import numpy as np
import pandas as pd
import pytest

from simulation import run
from tests.simulation.small import desk, exponential, scenario
from tests.simulation.test_theory import erlang_c

DAYS, PER_MINUTE = 150, 0.3
SERVERS = {"intake": 1, "survey": 2, "design": 1}
MEAN_MINUTES = {"intake": 1.0, "survey": 3.0, "design": 2.0}
RATES = {"intake": 0.3, "survey": 0.3 / 0.75, "design": 0.4 * 0.6}
"""Visits a minute: a quarter of the surveys is done again, 0.3 / (1 - 0.25); three in five need a design."""


@pytest.fixture(scope="module")
def log():
    """intake, then survey and for three in five a design, all done again with probability 1/4."""
    stages = {name: desk(name, exponential(mean)) for name, mean in MEAN_MINUTES.items()}
    designed = {"choice": [{"probability": 0.6, "then": "design"}, {"probability": 0.4, "then": "silent"}]}
    again = {"loop": {"do": {"sequence": ["survey", designed]}, "redo": "silent", "probability": 0.25}}
    procedure = {"sequence": ["intake", again]}
    return run(scenario(stages, SERVERS, procedure, PER_MINUTE * 1440, DAYS, "always"), seed=1)


def mean_number(stage: str) -> float:
    """At a station of M/M/c with the network's rate, waiting ones and those in service."""
    servers, load = SERVERS[stage], RATES[stage] * MEAN_MINUTES[stage]
    return load + erlang_c(servers, load) * load / (servers - load)


def present(log, stage: str, at: np.ndarray) -> np.ndarray:
    """How many are at a station at each instant, in minutes of the run."""
    visits = log.visits[log.visits["stage"] == stage]
    start = log.applications["submitted_at"].min().floor("D")
    came, left = (
        np.sort(((visits[column].dropna() - start) / pd.Timedelta(minutes=1)).to_numpy())
        for column in ("enabled_at", "completed_at")
    )
    return np.searchsorted(came, at, side="right") - np.searchsorted(left, at, side="right")


@pytest.fixture(scope="module")
def numbers(log):
    """At each station, at 200,000 instants of the run but its first day."""
    at = np.linspace(1440, DAYS * 1440, 200_000)
    return {stage: present(log, stage, at) for stage in SERVERS}


@pytest.mark.parametrize("stage", SERVERS)
def test_a_station_has_the_mean_number_of_its_own_m_m_c(numbers, stage):
    """Loads 0.3 of 1, 1.2 of 2 and 0.48 of 1: 0.4286, 1.875 and 0.9231."""
    expected = {"intake": 0.3 / 0.7, "survey": 1.875, "design": 0.48 / 0.52}[stage]
    assert mean_number(stage) == pytest.approx(expected)
    assert numbers[stage].mean() == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("stage", SERVERS)
def test_a_visit_waits_as_at_its_own_m_m_c(log, stage):
    visits = log.visits[log.visits["stage"] == stage]
    waited = ((visits["started_at"] - visits["enabled_at"]) / pd.Timedelta(minutes=1)).mean()
    expected = mean_number(stage) / RATES[stage] - MEAN_MINUTES[stage]
    assert waited == pytest.approx(expected, rel=0.10)
    assert len(visits) == pytest.approx(RATES[stage] * DAYS * 1440, rel=0.02)


def test_stations_are_empty_independently_of_each_other(numbers):
    """M/M/2 is empty with (1 - r) / (1 + r) = 0.4 / 1.6 at r = 0.6: 0.7 x 0.25 x 0.52 = 0.091 of the time."""
    empty = {stage: (number == 0).mean() for stage, number in numbers.items()}
    assert empty["survey"] == pytest.approx(0.25, abs=0.015)
    nobody = np.all([number == 0 for number in numbers.values()], axis=0).mean()
    assert nobody == pytest.approx(0.7 * 0.25 * 0.52, abs=0.008)


def test_the_way_through_takes_what_littles_law_says(log):
    """(0.4286 + 1.875 + 0.9231) / 0.3 = 10.755 min."""
    took = (log.applications["finished_at"] - log.applications["submitted_at"]) / pd.Timedelta(minutes=1)
    assert took.mean() == pytest.approx(sum(map(mean_number, SERVERS)) / PER_MINUTE, rel=0.05)
