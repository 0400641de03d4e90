"""Series that a replication keeps agree with the figures that it keeps."""

import numpy as np
import pytest

from scenarios import load
from simulation.results import Replication
from simulation.series import instants
from simulation.study import Run, summarise

SCENARIO = load("one_stop").vary(days=4, demand_scale=0.3)


@pytest.fixture(scope="module")
def replication() -> Replication:
    return summarise(Run(0, SCENARIO, 3, 0), lambda: False)


def test_busy_hours_of_all_pools_make_up_the_utilisation(replication: Replication) -> None:
    busy = sum(map(sum, replication.busy_hours.values()))
    duty = sum(map(sum, replication.duty_hours.values()))
    [whole] = [f for f in replication.figures if (f.name, f.group) == ("utilisation", "all")]
    assert busy > 0
    assert busy / duty == pytest.approx(whole.mean)


def test_waiting_work_is_counted_every_six_hours_for_every_stage(replication: Replication) -> None:
    assert len(instants(SCENARIO.period())) == 4 * 4
    assert {len(counts) for counts in replication.waiting.values()} == {16}
    assert np.min([min(counts) for counts in replication.waiting.values()]) >= 0
    assert sum(map(sum, replication.waiting.values())) > 0
