import numpy as np
import pytest

from domain.errors import InputError
from scenarios import Scenario, load
from simulation.run import run
from simulation.study import compare, growing, replicate
from simulation.warm_up import mser5, settled, work_by_day
from tests.simulation.small import constant, desk, run_at, scenario


def stationary(days: int, warm_up_days: int = 0, name: str = "filling") -> Scenario:
    """A twentieth of the default district's demand."""
    data = load("one_stop").vary(days=days, demand_scale=0.05, name=name).model_dump()
    data["horizon"] |= {"warm_up_days": warm_up_days, "kind": "stationary"}
    return Scenario.from_data(data)


def test_the_beginning_is_cut_where_the_series_has_settled() -> None:
    """20 days of filling, 80 days around 100: the first four batches of five are cut."""
    luck = np.random.default_rng(1)
    filling = np.concatenate([np.linspace(0, 95, 20), 100 + luck.normal(0, 3, 80)])
    assert mser5(filling) == 20


def test_a_series_that_settles_too_late_or_never_is_not_cut() -> None:
    assert mser5(np.arange(100.0)) is None


def test_a_series_settled_from_the_start_is_not_cut() -> None:
    # Batch means 1, 1, 1, ...: every cut has the same error 0, and the first is taken.
    assert mser5(np.ones(60)) == 0


def test_batches_are_of_five() -> None:
    # Batch means 9, then 1: errors var / size: with all 12: (64 x 11/144) / 12 > 0; without the first 0.
    assert mser5([9.0] * 5 + [1.0] * 55) == 5


def test_work_by_day_is_the_mean_number_of_open_applications() -> None:
    """One application from 09:00 to 10:00, another from 23:00 of day 1 to 10:00 of day 2."""
    one = scenario({"review": desk("office", constant(60))}, {"office": 1})
    log = run_at(one, [540.0, 1380.0])
    assert work_by_day(log, one).tolist() == pytest.approx([2 / 24, 10 / 24])


def test_a_stationary_study_measures_what_is_left_of_the_same_runs() -> None:
    given = stationary(days=40, warm_up_days=20)
    (found,) = settled([given], seed=3, workers=2)
    assert found.horizon.covered == given.horizon.covered
    assert found.horizon.warm_up_days % 5 == 0
    assert found.horizon.warm_up_days + found.horizon.days == 60
    assert run(found, 3).equals(run(given, 3))
    study = replicate(given, 2, seed=3, workers=2)
    assert study.warm_up_days == found.horizon.warm_up_days


def test_scenarios_that_are_compared_cut_the_same_days() -> None:
    found = compare(growing(stationary(60), [stationary(60, name="again")], 1, seed=3, workers=2))
    assert found.base.warm_up_days == found.others[0].warm_up_days


def test_a_terminating_scenario_keeps_its_warm_up() -> None:
    given = load("one_stop")
    assert settled([given], seed=1, workers=1) == [given]


def test_too_few_days_are_refused() -> None:
    with pytest.raises(InputError, match="must be at least 50 in all, got 30"):
        replicate(stationary(30), 1, seed=3, workers=2)
