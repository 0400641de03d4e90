import pandas as pd
import pytest

from benchmarks.board_filters import random_filters, same_count
from benchmarks.contestants.pandas_board import pandas_board
from benchmarks.kpis import cycle_times, means_agree, waiting_times
from domain.eventlog import EventLog
from domain.kpi import Filters, Measures, Period, figures

NINE = pd.Timestamp("2026-03-02T09:00:00", tz="UTC")


def hour(number: float) -> pd.Timestamp:
    return NINE + pd.Timedelta(hours=number)


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Two finished applications of 4 and 10 hours on one track, an open one on the other."""
    applications = {
        "application_id": ["A1", "A2", "A3"],
        "track": ["lv", "lv", "hv"],
        "region": ["north", "south", None],
        "submitted_at": [hour(0), hour(0), hour(1)],
        "finished_at": [hour(4), hour(10), pd.NaT],
    }
    visits = {
        "application": [0, 0, 1, 2],
        "stage": ["survey", "contract", "survey", "survey"],
        "enabled_at": [hour(0), hour(2), hour(0), hour(1)],
        "started_at": [hour(1), hour(2), hour(3), pd.NaT],
        "completed_at": [hour(2), hour(4), hour(10), pd.NaT],
    }
    frames = {"applications": pd.DataFrame(applications), "visits": pd.DataFrame(visits)}
    return EventLog.build(frames, observed_until=hour(12))


def test_pandas_counts_what_passes_in_the_period(log: EventLog) -> None:
    found = pandas_board(log, Filters(period=Period(hour(0), hour(8)), track=("lv",)))
    assert (found["submitted"], found["finished"]) == (2, 1)
    assert found["cycle"].tolist() == [4.0, 4.0]
    assert found["stages"].to_dict("index") == {
        "survey": {"count": 1, "mean": 2.0, "median": 2.0},
        "contract": {"count": 1, "mean": 2.0, "median": 2.0},
    }
    assert found["map"]["count"].to_dict() == {("survey", "contract"): 1}


def test_pandas_lets_the_unknown_pass_by_its_name(log: EventLog) -> None:
    assert pandas_board(log, Filters(region=("unknown",)))["submitted"] == 1


def test_both_sides_count_alike_for_any_filters(log: EventLog) -> None:
    measures = Measures.of(log)
    asked = random_filters(measures, 30)
    assert all(same_count(measures, one) for one in asked)
    assert len(set(asked)) > 10
    assert asked == random_filters(measures, 30)


def test_pandas_works_out_cycle_and_waiting_times(log: EventLog) -> None:
    # Cycle times 4 and 10 hours; waiting before survey 1 and 3 hours, before contract none.
    assert cycle_times(log).to_numpy().tolist() == [pytest.approx([7.0, 7.0, 9.4])]
    assert waiting_times(log)[["contract", "survey"]].tolist() == [0.0, 2.0]


def test_sides_that_disagree_are_found(log: EventLog) -> None:
    ours = figures(Measures.of(log), names=["cycle_time_mean"], by=["track"])
    assert means_agree(ours, cycle_times(log))
    assert not means_agree(ours, cycle_times(log) + 1)
    assert not means_agree([], cycle_times(log))
