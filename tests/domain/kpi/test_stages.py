import numpy as np
import pytest

from domain.kpi import Filters, Measures, Period, Question, process_map, stage_times, stages_by_time
from domain.kpi.stages import transition_rows
from tests.domain.kpi.random_logs import random_log
from tests.domain.logs import application, day_log, hour, log_of, visit

TWO_DAYS = Question(Period(hour(0), hour(48)), hour(48))


def test_stages_are_told_slowest_first_with_their_parts() -> None:
    frame = stage_times(Measures.of(day_log()), TWO_DAYS).set_index("stage")
    # install 8 and 16 hours, survey 8, 6 and 6, review 4, 2, 3 and 2: 24 + 20 + 11 = 55 hours.
    assert frame.index.tolist() == ["install", "survey", "review"]
    assert frame["mean_hours"].tolist() == pytest.approx([12, 20 / 3, 11 / 4])
    assert frame["median_hours"].tolist() == pytest.approx([12, 6, 2.5])
    assert frame["share"].tolist() == pytest.approx([24 / 55, 20 / 55, 11 / 55])
    assert frame["open"].tolist() == [0, 1, 0]
    # install: A1 waits 4 of 8, A2 6 of 16.
    assert frame.loc["install", ["waiting_hours", "working_hours"]].tolist() == [5.0, 7.0]
    parts = frame[["waiting_hours", "working_hours", "travel_hours", "customer_hours"]].sum(axis=1)
    assert parts.tolist() == pytest.approx(frame["mean_hours"].tolist())


def test_parts_that_are_not_recorded_are_unknown_and_not_zero() -> None:
    log = log_of(
        10,
        applications=[application("A1", 0)],
        visits=[visit("A1", 1, "review", 0, None, 4, enabled_inferred=True)],
    )
    row = stage_times(Measures.of(log), Question(Period(hour(0), hour(10)), hour(10))).iloc[0]
    assert (row["median_hours"], row["recorded"]) == (4.0, 0)
    assert np.isnan(row["waiting_hours"])


def test_the_process_map_counts_stages_and_steps() -> None:
    nodes, edges = process_map(Measures.of(day_log()), TWO_DAYS)
    assert dict(zip(nodes["stage"], nodes["count"], strict=True)) == {"install": 2, "review": 4, "survey": 3}
    steps = {(e.from_stage, e.to_stage): (e.count, e.median_hours) for e in edges.itertuples(index=False)}
    # To the start of work: into review 2, 1, 1, 1; review to survey 4 -> 6 and 12 -> 14; survey again 18 ->
    # 20; into install 12 -> 16 and 24 -> 30. A1 and A2 end with install at once.
    assert steps == {
        ("", "review"): (4, 1.0),
        ("review", "survey"): (2, 2.0),
        ("survey", "survey"): (1, 2.0),
        ("survey", "install"): (2, 5.0),
        ("install", ""): (2, 0.0),
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_edges_into_a_stage_add_up_to_its_count(seed: int) -> None:
    nodes, edges = process_map(
        Measures.of(random_log(seed, size=100)), Question(Period(hour(10), hour(60)), hour(100))
    )
    into = edges[edges["to_stage"] != ""].groupby("to_stage")["count"].sum()
    assert into.to_dict() == dict(zip(nodes["stage"], nodes["count"], strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_the_applications_behind_an_edge_are_as_many_as_it_says(seed: int) -> None:
    measures, question = (
        Measures.of(random_log(seed, size=100)),
        Question(Period(hour(10), hour(60)), hour(100)),
    )
    for edge in process_map(measures, question)[1].itertuples(index=False):
        assert transition_rows(measures, question, edge.from_stage, edge.to_stage).size == edge.count


def test_parallel_visits_follow_in_the_order_of_completion() -> None:
    log = log_of(
        10,
        applications=[application("A1", 0)],
        visits=[visit("A1", 1, "survey", 0, 0, 5), visit("A1", 2, "contract", 0, 1, 3)],
    )
    _, edges = process_map(Measures.of(log), Question(Period(hour(0), hour(10)), hour(10)))
    assert set(zip(edges["from_stage"], edges["to_stage"], strict=True)) == {
        ("", "contract"),
        ("contract", "survey"),
    }


def test_stages_are_ordered_by_all_the_time_spent_in_them_whatever_the_filters() -> None:
    # survey 8 + 6 + 6 and A4's from 38 to the end at 48, install 8 + 16, review 4 + 2 + 3 + 2.
    measures = Measures.of(day_log())
    assert stages_by_time(measures) == ("survey", "install", "review")
    assert stages_by_time(measures.where(Filters({"region": ("north",)}))) == ("survey", "install", "review")
