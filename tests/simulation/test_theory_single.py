"""One server against queueing theory: services of any length (M/G/1) and classes of priority."""

from collections.abc import Mapping
from itertools import pairwise
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
import pytest

from scenarios import Scenario
from scenarios.duration import Exponential, Lognormal, Triangular
from simulation import run
from tests.simulation.small import constant, desk, exponential, scenario, scenario_data, with_tracks
from tests.simulation.test_theory import waits_minutes

LOGNORMAL = {"distribution": "lognormal", "mean": 1.0, "sd": 1.5}
TRIANGULAR = {"distribution": "triangular", "low": 0.2, "mode": 0.6, "high": 2.2}


class Class(NamedTuple):
    """Arrivals a minute and mean minutes of service of one class; the first class goes first."""

    rate: float
    mean: float


def pollaczek_khinchine(rate: float, mean: float, sd: float) -> float:
    """Mean wait of M/G/1, whatever the distribution: Khinchine 1932."""
    return rate * (mean**2 + sd**2) / (2 * (1 - rate * mean))


def cobham(classes: list[Class]) -> list[float]:
    """Mean wait of each class of M/M/1 that finishes what it has begun: Cobham 1954.

    What is in service on arrival takes sum(rate E[S^2]) / 2 more, and E[S^2] = 2 mean^2 if exponential.
    """
    left = sum(each.rate * each.mean**2 for each in classes)
    loads = np.concatenate([[0.0], np.cumsum([each.rate * each.mean for each in classes])])
    return [left / ((1 - before) * (1 - upto)) for before, upto in pairwise(loads)]


def mean_wait(rate: float, service: Mapping[str, Any], days: int) -> float:
    """Of one server round the clock."""
    of = scenario({"work": desk("office", service)}, {"office": 1}, None, rate * 1440, days, "always")
    return float(waits_minutes(run(of, seed=1)).mean())


def mean_waits(classes: list[Class], days: int) -> "list[float]":
    """Of each class at one server that they share."""
    names = [f"class_{number}" for number, _ in enumerate(classes)]
    data = scenario_data({"work": desk("office", constant(1))}, {"office": 1}, days=days, roster="always")
    tracks = {
        name: {
            "owner": "office",
            "priority": number,
            "procedure": "work",
            "stages": {"work": desk("office", exponential(each.mean))},
        }
        for number, (name, each) in enumerate(zip(names, classes, strict=True))
    }
    data = with_tracks(data, tracks)
    for name, each in zip(names, classes, strict=True):
        data["demand"]["streams"][name]["per_day"] = {"here": each.rate * 1440}
    log = run(Scenario.from_data(data), seed=1)
    track = log.applications["track"].astype(str).take(log.visits["application"]).to_numpy()
    waits = waits_minutes(log)
    return [float(waits[track[waits.index] == name].mean()) for name in names]


@pytest.mark.parametrize("rate", [0.35, 0.7])
@pytest.mark.parametrize(
    ("service", "sd", "days", "rel"),
    [
        (constant(1.0), 0.0, 90, 0.06),
        # Variance of a triangle: (a^2 + b^2 + c^2 - ab - ac - bc) / 18 = 3.36 / 18, mean 3 / 3.
        (TRIANGULAR, sqrt(3.36 / 18), 90, 0.06),
        (LOGNORMAL, 1.5, 150, 0.12),
    ],
    ids=["constant", "triangular", "lognormal"],
)
def test_waiting_grows_with_load_and_with_the_variance_of_the_work(service, sd, days, rel, rate):
    """Rate (1 + sd^2) / 2 (1 - rate): 1.17, 1.38, 3.79 min at rate 0.7 a minute; 0.27, 0.32, 0.88 at 0.35."""
    assert mean_wait(rate, service, days) == pytest.approx(pollaczek_khinchine(rate, 1.0, sd), rel=rel)


def test_two_classes_share_a_server_by_priority():
    """Loads 0.4 and 0.4 of 1 min: 0.8 are left of the one in service; 0.8 / 0.6 and 0.8 / (0.6 x 0.2)."""
    classes = [Class(0.4, 1.0), Class(0.4, 1.0)]
    assert cobham(classes) == pytest.approx([4 / 3, 20 / 3])
    urgent, usual = mean_waits(classes, 150)
    assert urgent == pytest.approx(4 / 3, rel=0.05)
    assert usual == pytest.approx(20 / 3, rel=0.12)


def test_three_classes_of_different_work_share_a_server_by_priority():
    """Loads 0.2, 0.24, 0.3; 0.2 + 0.192 + 0.3 = 0.692 left: 0.692 / 0.8, / (0.8 x 0.56), / (0.56 x 0.26)."""
    classes = [Class(0.2, 1.0), Class(0.3, 0.8), Class(0.3, 1.0)]
    assert cobham(classes) == pytest.approx([0.692 / 0.8, 0.692 / 0.448, 0.692 / 0.1456])
    found = mean_waits(classes, 120)
    assert found[0] == pytest.approx(0.692 / 0.8, rel=0.05)
    assert found[1] == pytest.approx(0.692 / 0.448, rel=0.06)
    assert found[2] == pytest.approx(0.692 / 0.1456, rel=0.12)


def test_priority_only_shares_the_waiting_out_anew():
    """Kleinrock 1965: the waits of all classes, weighed by their loads, are what FIFO's would be.

    Loads 0.4 and 0.3 of 1 and 0.5 min: load x 0.4 + 0.15 = 0.55 of 0.7 left, by 0.3, is 1.28333.
    """
    classes = [Class(0.4, 1.0), Class(0.6, 0.5)]
    loads = [0.4, 0.3]
    left = 0.4 + 0.6 * 0.25
    waits = mean_waits(classes, 120)
    weighed = sum(load * wait for load, wait in zip(loads, waits, strict=True))
    assert weighed == pytest.approx(0.7 * left / 0.3, rel=0.08)
    assert waits[0] < waits[1] / 2


@pytest.mark.parametrize(
    ("service", "mean", "sd"),
    [
        (Lognormal(**LOGNORMAL), 1.0, 1.5),
        (Triangular(**TRIANGULAR), 1.0, sqrt(3.36 / 18)),
        (Exponential(**exponential(1.0)), 1.0, 1.0),
    ],
)
def test_durations_have_the_moments_that_theory_reckons_with(service, mean, sd):
    """Each at two million quantiles spread evenly."""
    minutes = service.minutes((np.arange(2_000_000) + 0.5) / 2_000_000)
    assert minutes.mean() == pytest.approx(mean, rel=1e-4)
    assert minutes.std() == pytest.approx(sd, rel=5e-3)
