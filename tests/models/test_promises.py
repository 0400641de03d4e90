"""Dates to promise: when they fall, why they move, and that what is told does not jitter."""

from datetime import timedelta
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.errors import InputError
from domain.eventlog import EventLog
from domain.instants import HOUR, micros_of
from domain.shift import ShiftPattern
from models.promise import promised
from models.promise_history import Patience, promise_history
from models.promise_moves import promise_moves, reason_of
from models.reasons import GROUPS
from models.shapley import shares
from models.trained import TrainedModel
from tests.domain.logs import hour

OFFICE = WorkingCalendar("office", "UTC", ShiftPattern.weekly({"mon-fri": ["08:00-12:00", "13:00-17:00"]}))


def micros(hours: float) -> int:
    return int(micros_of(hour(hours)))


@pytest.mark.parametrize(
    ("bound", "promise"),
    [
        (10.0, 17.0),  # Monday 10:00, at work: the end of that day's last shift.
        (17.0, 17.0),  # On the very end of work: that day still.
        (17.5, 41.0),  # Monday 17:30, after work: Tuesday 17:00.
        (110.0, 113.0),  # Friday 14:00: Friday 17:00.
        (130.0, 185.0),  # Saturday 10:00: Monday 17:00, a week after Monday 17:00.
    ],
)
def test_under_a_working_calendar_a_promise_ends_with_a_working_day(bound: float, promise: float) -> None:
    found = promised(np.array([micros(0)]), np.array([bound]), OFFICE)
    assert found.tolist() == [micros(promise)]


def test_where_every_hour_counts_a_promise_is_the_next_full_hour() -> None:
    found = promised(np.array([micros(0.5)] * 2), np.array([3.5, 3.6]), None)
    assert found.tolist() == [micros(4), micros(5)]


@given(st.floats(0, 2000), st.sampled_from([OFFICE, None]))
@settings(max_examples=30)
def test_a_promise_never_lies_before_the_bound(hours: float, calendar: WorkingCalendar | None) -> None:
    found = promised(np.array([micros(7)]), np.array([hours]), calendar)
    assert found[0] >= micros(7) + hours * HOUR


def test_a_move_is_shared_out_by_averaging_over_the_orders() -> None:
    # Nothing changed 0, only a 10, only b 4, both 20. a first: a 10, b 10; b first: b 4, a 16. a 13, b 7.
    assert shares(np.array([[0.0, 10.0, 4.0, 20.0]])).tolist() == [[13.0, 7.0]]


def test_what_changes_nothing_gets_nothing_and_equals_get_the_same() -> None:
    # The third player (of bit 4) adds nothing; the first two add 3 each, and 2 more together.
    values = np.array([[0.0, 3.0, 3.0, 8.0, 0.0, 3.0, 3.0, 8.0]])
    assert shares(values) == pytest.approx(np.array([[4.0, 4.0, 0.0]]))


def test_the_reason_is_the_group_that_did_most_in_the_direction_of_the_move() -> None:
    effects = np.zeros((3, len(GROUPS)))
    effects[:, 0], effects[:, 2] = 5.0, -3.0
    assert reason_of(effects, np.array([2, -1, 0])).tolist() == [str(GROUPS[0]), str(GROUPS[2]), None]


def test_the_parts_of_a_move_add_up_to_the_whole(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    moves = promise_moves(two_kinds_model, two_kinds_log, hour(150), hour(158))
    parts = moves[[f"moved_{group}" for group in GROUPS]].sum(axis=1)
    assert len(moves) > 10
    assert parts.to_numpy() == pytest.approx(moves["moved_hours"].to_numpy(), abs=1e-9)
    apart = (moves["promise_at"] - moves["promise_before"]).dt.total_seconds() / 3600
    assert apart.tolist() == moves["moved_hours"].tolist()
    assert (moves["reason"].isna() == (moves["moved_hours"] == 0)).all()
    assert (moves["moved_hours"] != 0).any()


def test_a_promise_is_compared_with_an_earlier_one_only(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    with pytest.raises(InputError, match="with an earlier instant only"):
        promise_moves(two_kinds_model, two_kinds_log, hour(8), hour(8))


@pytest.mark.parametrize(
    ("computed", "at", "stands"),
    [
        (44.0, 10.0, True),  # It gave 40 hours: 4 later is a tenth.
        (44.1, 10.0, False),
        (30.0, 10.0, True),  # 10 earlier is a quarter.
        (29.9, 10.0, False),
        (41.0, 40.0, False),  # It has passed.
    ],
)
def test_a_promise_stands_within_a_tenth_later_and_a_quarter_earlier(
    computed: float, at: float, stands: bool
) -> None:
    ask = partial(Patience().stands, micros(40), micros(0))
    assert ask(micros(computed), micros(at), None) is stands


def test_patience_is_counted_in_working_time() -> None:
    # Told Monday 8:00 for Friday 17:00: 40 working hours. Monday 12:00 is 4 of them later, 13:01 more.
    ask = partial(Patience().stands, micros(113), micros(8))
    assert ask(micros(180), micros(9), OFFICE)
    assert not ask(micros(181 + 1 / 60), micros(9), OFFICE)


def test_a_short_promise_is_not_moved_by_less_than_the_least() -> None:
    ask = partial(Patience(least_later=timedelta(hours=2)).stands, micros(5), micros(0))
    assert ask(micros(7), micros(1), None)
    assert not ask(micros(7.1), micros(1), None)


def test_the_history_of_a_promise_moves_only_for_a_reason_and_adds_up(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    frame = promise_history(two_kinds_model, two_kinds_log, "A0012")
    moved = frame["moved"].to_numpy()
    assert moved[0]
    assert (frame["told_at"][moved] == frame["computed_at"][moved]).all()
    assert (frame["told_at"].diff()[~moved].dropna() == timedelta(0)).all()
    again = frame[moved].iloc[1:]
    assert 0 < len(again) < len(frame) - 1
    assert again["reason"].notna().all()
    parts = again[[f"moved_{group}" for group in GROUPS]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(again["moved_hours"].to_numpy(), abs=1e-9)


def test_a_history_of_no_application_of_the_log_is_refused(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    with pytest.raises(InputError, match=r"must be one of the log, got 'A012' \(nearest: 'A0[0-9]+'\)"):
        promise_history(two_kinds_model, two_kinds_log, "A012")


def test_of_no_application_no_promise_moved(two_kinds_model: TrainedModel, two_kinds_log: EventLog) -> None:
    assert promise_moves(two_kinds_model, two_kinds_log, hour(150), hour(158), []).empty
