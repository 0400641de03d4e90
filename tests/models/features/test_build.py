"""Features by hand, and the guard: no feature of a moment may depend on what came to be known after it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.eventlog import EventLog
from domain.instants import Micros, micros_of
from domain.shift import ShiftPattern
from models.features import Features, Group, Moments, Recipe, features_at, looks, open_at, openings, prefixes
from models.features.attributes import known_attributes
from tests.domain.histories import FEWER, histories
from tests.domain.histories import hour as later
from tests.domain.logs import application, day_log, deadline, hour, log_of, visit


def rows_of(features: Features, log: EventLog) -> pd.DataFrame:
    names = log.applications["application_id"].to_numpy()[features.moments.application]
    return features.frame.set_index(pd.Index(names))


@pytest.fixture(scope="module")
def at_40() -> pd.DataFrame:
    """The day log at hour 40: A1, A2 finished, A3 withdrawn, A4 in survey since 38, its work not begun."""
    log = day_log()
    return rows_of(features_at(log, open_at(log, hour(40)), Recipe(("review", "survey"), ("region",))), log)


def test_what_is_done_is_told_with_its_times(at_40: pd.DataFrame) -> None:
    row = at_40.loc["A4"]
    assert list(at_40.index) == ["A4"]
    assert (row["visits_completed"], row["last_stage"], row["stage_now"]) == (1, "review", "survey")
    # Submitted at 36, review done at 38, survey entered at 38.
    assert (row["since_submission_hours"], row["since_hours[review]"], row["in_stage_hours"]) == (4, 2, 2)
    assert (row["done[review]"], row["done[survey]"]) == (1, 0)
    assert np.isnan(row["since_hours[survey]"])
    assert np.isnan(row["since_work_began_hours"])


def test_the_time_left_and_the_share_of_the_promise_used_are_told(at_40: pd.DataFrame) -> None:
    # Promised at 36 for 60: 20 of 24 hours are left at 40.
    row = at_40.loc["A4"]
    assert (row["left_hours"], row["since_set_hours"]) == (20, 4)
    assert row["share_used"] == pytest.approx(4 / 24)


def test_working_time_left_counts_working_hours_only() -> None:
    log = day_log()
    office = WorkingCalendar("office", "UTC", ShiftPattern.weekly({"mon-fri": ["08:00-16:00"]}))
    frame = features_at(log, open_at(log, hour(40)), Recipe(calendar=office)).frame
    # Tuesday 16:00 to Wednesday 12:00: 4 working hours; the next shift opens 16 hours later.
    assert frame["left_working_hours"].tolist() == [4]
    assert frame["until_work_hours"].tolist() == [16]
    assert frame["working_now"].tolist() == [0]


def test_rework_counts_what_was_done_again() -> None:
    log = day_log()
    frame = features_at(log, Moments.of(np.array([1, 1]), _at(18, 24)), Recipe()).frame
    # A2 has been surveyed once by 18, twice by 24.
    assert frame["visits_again"].tolist() == [0, 1]


def test_the_load_is_that_of_all_applications_at_the_instant() -> None:
    log = day_log()
    # At 19: A1 open since 0 (19 h), A2 since 10 (9 h); both in different stages; crew on shift till 20.
    row = features_at(log, Moments.of(np.array([1]), _at(19)), Recipe()).frame.iloc[0]
    assert (row["open_applications"], row["backlog_age_hours"]) == (2, 14)
    assert (row["queue"], row["queue_ahead"]) == (1, 0)
    assert row["crews_on_shift"] == 1
    # Surveys entered within a day: A1 at 4, A2 at 12 and 18; left: at 12 and 18.
    assert (row["stage_arrivals_last_day"], row["stage_left_last_day"]) == (3, 2)


def test_a_withdrawn_application_leaves_the_queue() -> None:
    log = log_of(
        20,
        applications=[application("A", 0, withdrawn_at=10), application("B", 5)],
        visits=[visit("A", 1, "survey", 0, None, None), visit("B", 1, "survey", 5, None, None)],
    )
    frame = features_at(log, Moments.of(np.array([1, 1]), _at(9, 11)), Recipe()).frame
    assert frame["queue"].tolist() == [2, 1]
    assert frame["queue_ahead"].tolist() == [1, 0]


def test_of_several_deadlines_the_open_one_that_falls_due_first_counts() -> None:
    log = log_of(
        20,
        applications=[application("A", 0)],
        visits=[visit("A", 1, "survey", 0, None, None)],
        deadlines=[
            deadline("A", 0, 8, met=3),
            deadline("A", 0, 30),
            deadline("A", 2, 12),
            deadline("A", 4, 9, stage="survey"),
        ],
    )
    made = features_at(log, Moments.of(np.zeros(3), _at(1, 2, 5)), Recipe())
    # At 1 the one due at 8 is open; at 2 the one due at 12 is set too; at 5 the first is met.
    assert made.frame["left_hours"].tolist() == [7, 6, 7]
    assert made.frame["stage_left_hours"].fillna(-1).tolist() == [-1, -1, 4]
    assert made.frame["stage_deadline"].astype("str").fillna("").tolist() == ["", "", "survey"]


def test_every_feature_has_a_group() -> None:
    log = day_log()
    made = features_at(log, openings(log), Recipe(("survey",), known_attributes(log)))
    assert set(made.groups) == set(made.frame.columns)
    assert set(made.groups.values()) == set(Group)


def test_prefixes_at_one_instant_are_told_apart_by_the_visit() -> None:
    log = log_of(
        9,
        applications=[application("A", 0)],
        visits=[visit("A", n, "check", 0, None, 5, enabled_inferred=True) for n in (1, 2, 3)],
    )
    assert features_at(log, prefixes(log), Recipe()).frame["visits_completed"].tolist() == [1, 2, 3]


def test_looks_between_happenings_are_drawn_once_from_each_stretch() -> None:
    log = day_log()
    found = looks(log, seed=1)
    of_a4 = np.sort(found.at[found.application == 3])
    # A4: submitted 36, review done 38, the log ends at 48: two looks then, and one inside each stretch.
    start, between, done, waiting = (pd.Timestamp(at, unit="us", tz="UTC") for at in of_a4)
    assert (start, done) == (hour(36), hour(38))
    assert hour(36) <= between < hour(38) <= waiting < hour(48)
    assert np.array_equal(looks(log, seed=1).at, found.at)


@FEWER
@given(histories(), st.integers(0, 10**10))
def test_features_are_those_of_the_log_as_it_was_known_then(log: EventLog, after: int) -> None:
    at = later(0) + pd.Timedelta(after, unit="us")
    log = EventLog.build(log.frames, observed_until=max(at, log.observed_until), **_meta(log))
    recipe = Recipe(("acceptance", "survey", "抄表"), known_attributes(log))
    known = log.as_of(at)
    whole, past = (rows_of(features_at(one, open_at(one, at), recipe), one) for one in (log, known))
    pd.testing.assert_frame_equal(_plain(whole), _plain(past), check_dtype=False)


@FEWER
@given(histories())
def test_no_look_is_taken_before_the_submission_or_after_the_end(log: EventLog) -> None:
    found = looks(log, seed=3)
    frame = features_at(log, found, Recipe()).frame
    assert (frame["since_submission_hours"].dropna() >= 0).all()
    ended = log.applications[["finished_at", "withdrawn_at"]].min(axis=1).to_numpy()[found.application]
    assert not (pd.to_datetime(ended, utc=True) <= pd.to_datetime(found.at, unit="us", utc=True)).any()


def _at(*hours: float) -> Micros:
    return np.array([int(micros_of(hour(h))) for h in hours], dtype=np.int64)


def _meta(log: EventLog) -> dict[str, object]:
    return {name: value for name, value in log.meta.items() if name != "observed_until"}


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    categories = frame.select_dtypes("category").columns
    return frame.assign(**{name: frame[name].astype("str") for name in categories})
