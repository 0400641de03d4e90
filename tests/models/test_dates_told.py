"""The dates told for an application: one row for each, with what moved it."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.eventlog import EventLog
from models.dates_told import dates_told, moved_by
from models.reasons import GROUPS
from models.trained import TrainedModel


def test_every_date_follows_the_one_before_and_its_parts_add_up(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    told = dates_told(two_kinds_model, two_kinds_log, "A0012")
    assert len(told) > 1
    assert told["at"].is_monotonic_increasing
    assert moved_by(told.iloc[0]) == {}
    for before, row in zip(told["told_at"], told.iloc[1:].iloc, strict=False):
        assert row["told_before"] == before
        assert row["told_before"] + pd.Timedelta(hours=row["moved_hours"]) == row["told_at"]
        assert sum(moved_by(row).values()) == pytest.approx(row["moved_hours"], abs=1e-9)
        assert next(iter(moved_by(row))) == row["reason"]


def test_what_moved_a_date_earlier_comes_first_where_it_came_earlier() -> None:
    # 5 earlier by one group, 2 later by another: 3 earlier in all.
    parts = {f"moved_{group}": 0.0 for group in GROUPS} | {"moved_load": -5.0, "moved_progress": 2.0}
    row = pd.Series({"moved_hours": -3.0, **parts})
    assert list(moved_by(row).items()) == [("load", -5.0), ("progress", 2.0)]


def test_what_was_told_does_not_change_with_what_comes_later(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    told = dates_told(two_kinds_model, two_kinds_log, "A0012")
    last = told["at"].iloc[-1]
    then = dates_told(two_kinds_model, two_kinds_log.as_of(last - pd.Timedelta(minutes=1)), "A0012")
    pd.testing.assert_frame_equal(then, told[told["at"] < last])


def test_of_an_application_that_ended_at_once_no_date_was_told(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    frame = two_kinds_log.applications.copy()
    frame.loc[9, "withdrawn_at"] = frame.loc[9, "submitted_at"]
    log = replace(two_kinds_log, applications=frame)
    assert dates_told(two_kinds_model, log, "A0009").empty
