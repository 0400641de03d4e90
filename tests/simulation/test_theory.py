"""The engine against queueing theory: the same engine, a roster round the clock, no travel.

Seeds are fixed and intervals wide (several standard errors), so a failure means a changed engine.
"""

import math

import pandas as pd
import pytest

from simulation import run
from tests.simulation.small import desk, exponential, scenario


def erlang_c(servers: int, load: float) -> float:
    """Probability of waiting in M/M/c; load = arrival rate x mean service time."""
    below = sum(load**k / math.factorial(k) for k in range(servers))
    full = load**servers / math.factorial(servers) * servers / (servers - load)
    return full / (below + full)


def log_of(stations, per_day, days, seed=1):
    """Run a tandem of (servers, mean minutes) stations."""
    stages = {f"s{n}": desk(f"s{n}", exponential(mean)) for n, (_, mean) in enumerate(stations)}
    desks = {f"s{n}": servers for n, (servers, _) in enumerate(stations)}
    return run(scenario(stages, desks, per_day=per_day, days=days, roster="always"), seed)


def waits_minutes(log):
    waits = (log.visits["started_at"] - log.visits["enabled_at"]) / pd.Timedelta(minutes=1)
    return waits.dropna()


def test_erlang_c_of_a_call_desk():
    """100 calls in 30 min, 3 min each, 14 agents: P(wait) 0.174132, answered within 20 s 0.888350."""
    assert erlang_c(14, 10.0) == pytest.approx(0.174132, abs=1e-6)
    log = log_of([(14, 3.0)], per_day=4800, days=30)
    waits = waits_minutes(log)
    assert len(waits) > 140_000
    assert (waits > 1e-6).mean() == pytest.approx(0.174132, abs=0.012)
    assert (waits <= 20 / 60).mean() == pytest.approx(0.888350, abs=0.010)


def test_waiting_at_one_server():
    """M/M/1, load 0.7, service 1 min: mean wait 0.7 / 0.3 = 2.3333 min, P(wait) 0.7."""
    waits = waits_minutes(log_of([(1, 1.0)], per_day=0.7 * 1440, days=120))
    assert waits.mean() == pytest.approx(0.7 / 0.3, rel=0.08)
    assert (waits > 1e-6).mean() == pytest.approx(0.7, abs=0.02)


def test_waiting_at_three_servers():
    """M/M/3, load 2.4, service 5 min: mean wait = C(3, 2.4) x 5 / (3 - 2.4)."""
    waits = waits_minutes(log_of([(3, 5.0)], per_day=2.4 / 5 * 1440, days=120))
    expected = erlang_c(3, 2.4)
    assert (waits > 1e-6).mean() == pytest.approx(expected, abs=0.03)
    assert waits.mean() == pytest.approx(expected * 5 / 0.6, rel=0.12)


def test_a_tandem_has_the_sum_of_its_stations_times():
    """Burke: the second M/M/1 sees Poisson arrivals; loads 0.5 and 0.6 -> 1/(1-0.5) + 1.2/(1-0.6) = 5 min."""
    log = log_of([(1, 1.0), (1, 1.2)], per_day=0.5 * 1440, days=100)
    cycle = (log.applications["finished_at"] - log.applications["submitted_at"]) / pd.Timedelta(minutes=1)
    assert cycle.mean() == pytest.approx(1 / 0.5 + 1.2 / 0.4, rel=0.06)
