from collections.abc import Sequence

import numpy as np
import pytest

from domain.kpi import Figure
from simulation.results import Replication, Study, mean_of


def replication(number: int, hours: float | None, cycle_hours: tuple[int, ...] = ()) -> Replication:
    figure = Figure("cycle_time_mean", "all", hours, None, None, 5, "hours")
    return Replication(number, 10, (figure,), {"hv": cycle_hours})


def study(values: Sequence[float | None], planned: int | None = None) -> Study:
    found = {number: replication(number, value) for number, value in enumerate(values)}
    return Study("toy", 1, planned or len(found), found)


def test_a_figure_is_the_mean_over_replications_with_its_t_interval() -> None:
    # mean 12; reach t(97.5 %, 2) x 1 / sqrt(3) = 2.48414
    (figure,) = study([11.0, 12.0, 13.0]).figures()
    assert (figure.name, figure.group, figure.mean, figure.n, figure.unit) == (
        "cycle_time_mean",
        "all",
        12,
        3,
        "hours",
    )
    assert (figure.low, figure.high) == pytest.approx((9.51586, 14.48414), abs=1e-5)


def test_a_replication_without_the_figure_does_not_count_in_its_n() -> None:
    (figure,) = study([1.0, None, 3.0]).figures()
    assert (figure.mean, figure.n) == (2.0, 2)


def test_the_order_in_which_replications_arrive_changes_nothing() -> None:
    forwards = study([1.0, 2.0, 3.0])
    backwards = Study("toy", 1, 3, dict(sorted(forwards.replications.items(), reverse=True)))
    assert backwards == forwards
    assert backwards.figures() == forwards.figures()


def test_a_study_is_complete_when_every_planned_replication_is_there() -> None:
    assert study([1.0, 2.0]).complete
    assert not study([1.0, 2.0], planned=3).complete


def test_replications_can_be_picked() -> None:
    assert list(study([1.0, 2.0, 3.0]).only({0, 2}).values()["cycle_time_mean", "all"]) == [1.0, 3.0]


def test_hours_taken_are_counted_over_all_replications() -> None:
    found = {0: replication(0, 1.0, (1, 0, 2)), 1: replication(1, 1.0, (0, 4))}
    both = Study("toy", 1, 2, found)
    assert np.array_equal(both.cycle_hours("hv"), [1, 4, 2])
    assert len(both.cycle_hours("lv")) == 0
    assert both.tracks() == ["hv"]


def test_visits_are_counted_over_all_replications() -> None:
    assert study([1.0, 2.0]).visits == 20


def test_waiting_work_is_told_by_replication_and_added_up_over_stages() -> None:
    kept = {0: {"survey": (1, 2), "contract": (0, 5)}, 1: {"survey": (3, 4)}}
    found = {n: Replication(n, 10, (), {}, waiting=waiting) for n, waiting in kept.items()}
    study = Study("toy", 1, 2, found)
    assert study.stages() == ["contract", "survey"]
    assert study.waiting(["survey", "contract"], 2).tolist() == [[1, 7], [3, 4]]


def test_at_a_stage_that_a_replication_did_not_visit_nothing_waited() -> None:
    found = {n: Replication(n, 10, (), {}, waiting=one) for n, one in enumerate([{"contract": (0, 5)}, {}])}
    study = Study("toy", 1, 2, found)
    assert study.waiting(["contract"], 2).tolist() == [[0, 5], [0, 0]]
    assert study.waiting(["survey"], 2).tolist() == [[0, 0], [0, 0]]


def test_a_group_of_which_a_replication_does_not_tell_had_none_a_day_and_no_mean() -> None:
    key, hours = ("throughput_per_day", "track=hv"), ("cycle_time_mean", "track=hv")
    told = (Figure(*key, 3.0, None, None, 3, "cases/day"), Figure(*hours, 9.0, None, None, 3, "hours"))
    study = Study("toy", 1, 2, {0: Replication(0, 10, told, {}), 1: Replication(1, 10, (), {})})
    assert study.values()[key].tolist() == [3.0, 0.0]
    assert study.values()[hours].tolist() == [9.0, pytest.approx(np.nan, nan_ok=True)]


def test_a_pool_is_as_busy_as_all_its_hours_together() -> None:
    pool = ("metering", "north", "survey")
    # 1 of 2 hours and 3 of 4: 4 of 6; never on duty at the second hour.
    hours = [((1.0, 0.0), (2.0, 0.0)), ((3.0, 0.0), (4.0, 0.0))]
    found = {
        n: Replication(n, 10, (), {}, busy_hours={pool: busy}, duty_hours={pool: duty})
        for n, (busy, duty) in enumerate(hours)
    }
    share = Study("toy", 1, 2, found).busy_shares()[pool]
    assert share[0] == pytest.approx(4 / 6)
    assert np.isnan(share[1])


def test_an_interval_says_nothing_that_no_share_can_be() -> None:
    # 0.99, 1, 1: mean 0.9967, reach 4.3027 x 0.0033 = 0.0143, so 1.011 without the cut.
    found = mean_of("on_time_rate", np.array([0.99, 1.0, 1.0]))
    assert (found.low, found.high) == (pytest.approx(0.9823, abs=1e-4), 1.0)
    busy = mean_of("utilisation", np.array([0.99, 1.0, 1.0]))
    assert busy.high == pytest.approx(1.011, abs=1e-4)
    assert mean_of("cycle_time_mean", np.array([0.0, 0.0, 1.0])).low == 0
