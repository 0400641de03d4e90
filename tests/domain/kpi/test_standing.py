import numpy as np
import pandas as pd
import pytest

from domain.kpi import KPIS, Filters, Measures, Period, Question, flow, work_in_progress
from tests.domain.kpi.random_logs import random_log
from tests.domain.logs import application, day_log, hour, log_of, visit

TWO_DAYS = Question(Period(hour(0), hour(48)), hour(48))


def standing(frame: pd.DataFrame, at: float, by: str = "stage") -> dict[str, int]:
    rows = frame[frame["start"] == hour(at)]
    return {name: int(count) for name, count in zip(rows[by], rows["open"], strict=True) if count}


def test_work_in_progress_is_read_at_each_hour() -> None:
    frame = work_in_progress(Measures.of(day_log()), TWO_DAYS, "hour")
    # At 4 A1's review ends and its survey begins; at 12 A1 moves to install, A2 to survey; at 33 A3 is
    # between stages.
    assert standing(frame, 3) == {"review": 1}
    assert standing(frame, 4) == {"survey": 1}
    assert standing(frame, 12) == {"install": 1, "survey": 1}
    assert standing(frame, 33) == {"install": 1, "": 1}
    assert standing(frame, 34) == {"install": 1}


def test_work_in_progress_can_be_told_by_a_dimension_of_applications() -> None:
    frame = work_in_progress(Measures.of(day_log()), TWO_DAYS, "hour", by="region")
    assert standing(frame, 12, "region") == {"north": 1, "south": 1}


def test_an_application_in_two_stages_is_in_both_and_not_between() -> None:
    log = log_of(
        10,
        applications=[application("A1", 0)],
        visits=[visit("A1", 1, "survey", 1, 1, 5), visit("A1", 2, "contract", 2, 2, 4)],
    )
    frame = work_in_progress(Measures.of(log), Question(Period(hour(0), hour(10)), hour(10)), "hour")
    assert standing(frame, 0) == {"": 1}
    assert standing(frame, 3) == {"contract": 1, "survey": 1}
    assert standing(frame, 5) == {"": 1}


def test_a_visit_left_open_ends_with_its_application() -> None:
    log = log_of(
        10,
        applications=[application("A1", 0, withdrawn_at=3)],
        visits=[visit("A1", 1, "survey", 0, 1, None)],
    )
    frame = work_in_progress(Measures.of(log), Question(Period(hour(0), hour(10)), hour(10)), "hour")
    assert (standing(frame, 2), standing(frame, 3)) == ({"survey": 1}, {})


def test_nothing_is_shown_of_the_time_to_come() -> None:
    frame = work_in_progress(Measures.of(day_log()), Question(TWO_DAYS.period, hour(5)), "hour")
    assert frame["start"].max() == hour(5)


def test_flow_counts_what_came_went_and_stands() -> None:
    frame = flow(Measures.of(day_log()), TWO_DAYS, "day")
    assert frame["start"].tolist() == [hour(0), hour(24)]
    # First day: A1 and A2 come, A1 goes; second: A3 and A4 come, A2 is finished, A3 withdrawn.
    assert frame[["submitted", "finished", "withdrawn", "open"]].to_numpy().tolist() == [
        [2, 1, 0, 1],
        [2, 1, 1, 1],
    ]


def test_an_event_at_the_very_end_falls_into_the_last_bin() -> None:
    log = log_of(24, applications=[application("A1", 0, finished_at=24)])
    question = Question(Period(hour(0), hour(48)), hour(24))
    frame = flow(Measures.of(log), question, "day")
    assert frame[["submitted", "finished", "open"]].to_numpy().tolist() == [[1, 1, 0]]


def test_a_period_still_to_come_has_no_bins() -> None:
    assert flow(Measures.of(day_log()), Question(Period(hour(60), hour(80)), hour(48)), "hour").empty


@pytest.mark.parametrize("seed", range(3))
def test_submitted_is_finished_and_withdrawn_and_open_at_every_instant(seed: int) -> None:
    measures = Measures.of(random_log(seed, size=100))
    frame = flow(measures, Question(Period(hour(0), hour(100)), hour(100)), "hour")
    came, went = frame["submitted"].cumsum(), (frame["finished"] + frame["withdrawn"]).cumsum()
    assert (came == went + frame["open"]).all()


@pytest.mark.parametrize("seed", range(3))
def test_open_by_stage_and_between_covers_all_that_is_open(seed: int) -> None:
    measures = Measures.of(random_log(seed, size=100))
    question = Question(Period(hour(0), hour(100)), hour(100))
    by_stage = work_in_progress(measures, question, "hour").groupby("start")["open"].sum()
    by_region = work_in_progress(measures, question, "hour", by="region").groupby("start")["open"].sum()
    assert (by_stage >= by_region.reindex(by_stage.index, fill_value=0)).all()
    assert (work_in_progress(measures, question, "hour")["open"] >= 0).all()


@pytest.mark.parametrize("seed", range(3))
def test_the_mean_is_that_of_the_steps(seed: int) -> None:
    # All instants are whole hours, so the mean over the hours' starts is the exact integral.
    measures = Measures.of(random_log(seed, size=100))
    question = Question(Period(hour(10), hour(60)), hour(100))
    kpi = KPIS["work_in_progress"].figures(measures, question)[0]
    sampled = work_in_progress(measures, question, "hour", by="region")
    inside = sampled[sampled["start"] < hour(59.5)]
    assert kpi.mean == pytest.approx(inside["open"].sum() / 50)


def test_filters_leave_their_applications_only() -> None:
    north = Measures.of(day_log()).where(Filters(region=("north",)))
    assert standing(work_in_progress(north, TWO_DAYS, "hour"), 12) == {"install": 1}
    assert np.array_equal(flow(north, TWO_DAYS, "day")["open"], [0, 0])
