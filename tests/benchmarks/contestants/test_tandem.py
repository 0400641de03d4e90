from collections.abc import Callable

import pytest

import simulation
from benchmarks.contestants import tandem_heap, tandem_simpy
from benchmarks.contestants.tandem_switchboard import run, tandem


@pytest.mark.parametrize("engine", [tandem_heap.run, tandem_simpy.run])
def test_every_customer_visits_all_six_stations(engine: Callable[[int], int]) -> None:
    assert engine(50) == 300


def test_our_engine_simulates_about_as_many_visits() -> None:
    # Two days of 2,400 customers, standard deviation 69; a few dozen are still inside at the end.
    assert run(4_800) == pytest.approx(4_800 * 6, rel=0.1)


def test_our_tandem_waits_as_long_as_erlang_says() -> None:
    # Erlang C, 18 erlangs on 20 servers: P(wait) 0.5508, mean wait 0.5508 / (20 x 5.556 - 100) = 0.0496 hours
    # at every station (Burke). Forty days leave the mean of all six well within a third of it.
    visits = simulation.run(tandem(40), seed=1).visits
    hours = (visits["started_at"] - visits["enabled_at"]).dt.total_seconds() / 3600
    assert hours.mean() == pytest.approx(0.0496, rel=1 / 3)
