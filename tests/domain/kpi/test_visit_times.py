from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from domain.eventlog import EventLog
from domain.instants import HOUR
from domain.kpi import Measures
from domain.kpi.visit_times import VisitTimes
from tests.domain.kpi.random_logs import random_log
from tests.domain.logs import Row, application, hold, hour, log_of, segment, visit

PARTS = ("waiting", "working", "travel", "customer")


def times_of(
    *, segments: Sequence[Row] = (), holds: Sequence[Row] = (), started: float | None = 0
) -> dict[str, float]:
    """Hours of one visit from 0 to 10."""
    log = log_of(
        20,
        applications=[application("A1", 0)],
        visits=[visit("A1", 1, "survey", 0, started, 10)],
        segments=segments,
        holds=holds,
    )
    times = Measures.of(log).visits.times
    return {name: int(getattr(times, name)[0]) / HOUR for name in PARTS}


def test_two_crews_at_work_at_once_count_once() -> None:
    both = [segment(("A1", 1), "work", 2, 6), segment(("A1", 1), "work", 4, 8)]
    assert times_of(segments=both) == {"waiting": 4, "working": 6, "travel": 0, "customer": 0}


def test_work_goes_before_travel_and_travel_before_the_customer() -> None:
    both = [segment(("A1", 1), "travel", 1, 5), segment(("A1", 1), "work", 3, 7)]
    turn = [hold("A1", "customer_absent", 0, 8, ("A1", 1))]
    # Customer 0-1 and 7-8, travel 1-3, work 3-7, waiting 8-10.
    assert times_of(segments=both, holds=turn) == {"waiting": 2, "working": 4, "travel": 2, "customer": 2}


def test_other_causes_of_a_hold_are_waiting() -> None:
    work, permit = [segment(("A1", 1), "work", 8, 10)], [hold("A1", "permit", 0, 8, ("A1", 1))]
    assert times_of(segments=work, holds=permit) == {"waiting": 8, "working": 2, "travel": 0, "customer": 0}


def test_a_hold_of_the_application_counts_in_each_of_its_visits() -> None:
    turn = [hold("A1", "customer_absent", 5, None)]
    work = [segment(("A1", 1), "work", 0, 1)]
    assert times_of(segments=work, holds=turn) == {"waiting": 4, "working": 1, "travel": 0, "customer": 5}


def test_work_outside_the_visit_is_cut_off() -> None:
    work = [segment(("A1", 1), "work", -3, 2), segment(("A1", 1), "work", 9, 15)]
    assert times_of(segments=work)["working"] == 3


def test_a_visit_that_was_the_customers_is_recorded_without_a_start() -> None:
    turn = [hold("A1", "customer_absent", 0, 10, ("A1", 1))]
    assert times_of(holds=turn, started=None) == {"waiting": 0, "working": 0, "travel": 0, "customer": 10}


@pytest.mark.parametrize("seed", range(3))
def test_the_parts_add_up_to_the_whole_visit(seed: int) -> None:
    measures = Measures.of(random_log(seed, size=100))
    times, told = measures.visits.times, measures.visits.times.recorded
    parts = sum(getattr(times, name)[told] for name in PARTS)
    assert np.array_equal(parts, times.total[told])
    assert np.array_equal(times.total[told] / HOUR, measures.visits.hours[told])
    assert all((getattr(times, name) >= 0).all() for name in PARTS)


@pytest.mark.parametrize("seed", range(3))
def test_the_parts_are_those_of_an_hour_by_hour_count(seed: int) -> None:
    # All instants of a random log are whole hours, so every hour of a visit is of one kind.
    log = random_log(seed, size=20)
    times = Measures.of(log).visits.times
    for row in np.flatnonzero(times.recorded):
        counted = _by_the_hour(log, int(row))
        assert {name: int(getattr(times, name)[row]) // HOUR for name in PARTS} == counted


def _by_the_hour(log: EventLog, row: int) -> dict[str, int]:
    counted = dict.fromkeys(PARTS, 0)
    one = log.visits.loc[row]
    for step in range(int((one["completed_at"] - one["enabled_at"]) / (hour(1) - hour(0)))):
        counted[_kind(log, row, one["enabled_at"] + step * (hour(1) - hour(0)))] += 1
    return counted


def _kind(log: EventLog, row: int, at: pd.Timestamp) -> str:
    def under_way(frame: pd.DataFrame) -> bool:
        return bool(((frame["started_at"] <= at) & (at < frame["ended_at"])).any())

    visits, holds = log.visits.loc[[row]], log.holds
    segments = log.segments[log.segments["visit"] == row]
    if not len(segments) and not visits["started_at"].isna().any():
        segments = visits.assign(kind="work", ended_at=visits["completed_at"])
    own = (holds["visit"] == row) | (
        (holds["visit"] == -1) & (holds["application"] == visits["application"].iloc[0])
    )
    if under_way(segments[segments["kind"] == "work"]):
        return "working"
    if under_way(segments[segments["kind"] == "travel"]):
        return "travel"
    return "customer" if under_way(holds[own & (holds["cause"] == "customer_absent")]) else "waiting"


def test_times_of_no_visits_are_empty() -> None:
    times: VisitTimes = Measures.of(log_of(1, applications=[application("A1", 0)])).visits.times
    assert times.total.size == 0


def test_an_enabling_inferred_after_the_start_gives_way_to_it() -> None:
    log = log_of(
        20,
        applications=[application("A1", 0)],
        visits=[visit("A1", 1, "survey", 6, 2, 8, enabled_inferred=True)],
    )
    assert Measures.of(log).visits.hours[0] == pytest.approx(6.0)
