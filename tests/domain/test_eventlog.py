"""The log: one order, one fold, and nothing known before it was recorded."""

import pickle
import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from domain.errors import InputError
from domain.eventlog import EventLog, Known, Origin, case_attributes
from domain.events import Event, EventKind, to_table
from tests.domain.histories import FEWER, MONDAY_9AM, histories, hour


def small_log() -> EventLog:
    """A1 is surveyed from 10:00 to 12:00 and finished at 18:00; A2 waits for its survey."""
    return EventLog.build(
        {
            "applications": pd.DataFrame(
                {
                    "application_id": ["A2", "A1"],
                    "submitted_at": [hour(1), hour(0)],
                    "finished_at": [pd.NaT, hour(9)],
                    "group": ["g1", "g2"],
                    "verdict": [None, "granted"],
                }
            ),
            "visits": pd.DataFrame(
                {
                    "application": [0, 1, 1],
                    "stage": ["survey", "acceptance", "survey"],
                    "enabled_at": [hour(1), hour(0), hour(0.5)],
                    "started_at": [pd.NaT, hour(0), hour(1)],
                    "completed_at": [pd.NaT, hour(0.5), hour(3)],
                    "outcome": [None, "done", "done"],
                    "resource": [None, "desk", "crew 1"],
                }
            ),
            "segments": pd.DataFrame(
                {"visit": [2], "kind": ["work"], "started_at": [hour(1)], "ended_at": [hour(3)]}
            ),
            "deadlines": pd.DataFrame(
                {
                    "application": [1],
                    "service_level": ["48h"],
                    "set_at": [hour(0)],
                    "due_at": [hour(48)],
                    "met_at": [hour(9)],
                }
            ),
        },
        attributes={"verdict": Known.LATER},
    )


def test_rows_stand_in_one_order_and_keep_their_owners() -> None:
    log = small_log()
    assert log.applications["application_id"].tolist() == ["A1", "A2"]
    told = log.visits[["application", "number", "stage"]].values.tolist()
    assert told == [[0, 1, "acceptance"], [0, 2, "survey"], [1, 1, "survey"]]
    assert log.visits["stage"][log.segments["visit"][0]] == "survey"
    assert log.deadlines["application"].tolist() == [0]


def test_the_log_ends_with_the_last_instant_it_tells_unless_told() -> None:
    assert small_log().observed_until == hour(9)


def test_attributes_are_the_columns_beyond_the_core() -> None:
    assert case_attributes(small_log()) == ["group", "verdict"]


@FEWER
@given(histories())
def test_folding_the_events_of_a_log_gives_the_log(log: EventLog) -> None:
    assert EventLog.from_events(log.to_events(), **log.meta) == log


@FEWER
@given(histories())
def test_late_double_and_unordered_events_end_in_the_same_log(log: EventLog) -> None:
    events = log.to_events()
    mixed = events + events[::2]
    random.Random(len(events)).shuffle(mixed)
    assert EventLog.from_events(mixed, **log.meta) == log


@FEWER
@given(histories())
def test_a_log_survives_pickling(log: EventLog) -> None:
    assert pickle.loads(pickle.dumps(log)) == log


def test_a_correction_replaces_what_it_names() -> None:
    told = Event(EventKind.APPLICATION_SUBMITTED, hour(0), "A1", source="desk", source_id="1")
    wrong = Event(EventKind.APPLICATION_FINISHED, hour(5), "A1", source="desk", source_id="2")
    right = Event(
        EventKind.APPLICATION_FINISHED,
        hour(4),
        "A1",
        source="desk",
        source_id="3",
        corrects="2",
        recorded_at=hour(6),
    )
    log = EventLog.from_events([right, wrong, told])
    assert log.applications["finished_at"].tolist() == [hour(4)]


def test_a_retraction_takes_a_fact_away() -> None:
    told = Event(EventKind.APPLICATION_SUBMITTED, hour(0), "A1", source="desk", source_id="1")
    wrong = Event(EventKind.APPLICATION_FINISHED, hour(5), "A1", source="desk", source_id="2")
    gone = Event(EventKind.RETRACTED, hour(6), "A1", source="desk", source_id="3", corrects="2")
    log = EventLog.from_events([told, wrong, gone])
    assert log.applications["finished_at"].isna().all()


def test_what_was_believed_before_a_correction_is_told_by_the_events_known_then() -> None:
    told = Event(EventKind.APPLICATION_SUBMITTED, hour(0), "A1", source="desk", source_id="1")
    wrong = Event(EventKind.APPLICATION_FINISHED, hour(5), "A1", source="desk", source_id="2")
    right = replace(wrong, occurred_at=hour(4), source_id="3", corrects="2", recorded_at=hour(8))
    events = [told, wrong, right]
    assert EventLog.from_events(events, known_by=hour(6)).applications["finished_at"].tolist() == [hour(5)]
    assert EventLog.from_events(events, known_by=hour(8)).applications["finished_at"].tolist() == [hour(4)]
    # The frames of today no longer hold the belief of then: unknown, never the later truth.
    assert EventLog.from_events(events).as_of(hour(6)).applications["finished_at"].isna().all()


def test_a_correction_that_is_retracted_replaces_nothing() -> None:
    told = Event(EventKind.APPLICATION_SUBMITTED, hour(0), "A1", source="desk", source_id="1")
    first = Event(EventKind.APPLICATION_FINISHED, hour(5), "A1", source="desk", source_id="2")
    second = replace(first, occurred_at=hour(4), source_id="3", corrects="2", recorded_at=hour(8))
    gone = Event(EventKind.RETRACTED, hour(9), "A1", source="desk", source_id="4", corrects="3")
    log = EventLog.from_events([gone, second, first, told])
    assert log.applications["finished_at"].tolist() == [hour(5)]


def test_events_of_two_runs_are_refused() -> None:
    runs = [
        Event(
            EventKind.APPLICATION_SUBMITTED, hour(0), name, source=f"run:one_stop:seed=1:replication={name}"
        )
        for name in ("0", "1")
    ]
    with pytest.raises(
        InputError, match="one log must hold one run only, got 'run:one_stop:seed=1:replication=0'"
    ):
        EventLog.from_events(runs)


def test_an_event_of_an_application_nobody_told_of_is_refused() -> None:
    with pytest.raises(
        InputError, match="application 'A9' is named by a 'visit_enabled' but no event tells of it"
    ):
        EventLog.from_events(
            [Event(EventKind.VISIT_ENABLED, hour(0), "A9", visit=1, payload={"stage": "survey"})]
        )


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InputError, match="row 0: occurred_at must carry a time zone"):
        to_table([Event(EventKind.APPLICATION_SUBMITTED, pd.Timestamp("2026-03-02"), "A1")])


def test_a_payload_that_no_frame_has_is_refused() -> None:
    event = Event(EventKind.HOLD_STARTED, hour(0), "A1", item=1, payload={"colour": "red"})
    with pytest.raises(InputError, match=r"a 'hold_started' may bring .*cause.*, got 'colour'"):
        to_table([event])


def test_what_happens_later_is_not_known_yet() -> None:
    # At 11:00 the survey of A1 is under way: no end, no outcome, no verdict; A2 came at 10:00.
    known = small_log().as_of(hour(2))
    assert known.visits["completed_at"].isna().tolist() == [False, True, True]
    assert known.visits["outcome"].isna().tolist() == [False, True, True]
    assert known.visits["resource"].tolist()[:2] == ["desk", "crew 1"]
    assert known.segments["ended_at"].isna().all()
    assert known.applications["verdict"].isna().all()
    assert known.applications["group"].tolist() == ["g2", "g1"]
    assert known.deadlines["met_at"].isna().all()
    assert known.deadlines["due_at"].tolist() == [hour(48)]
    assert known.observed_until == hour(2)


def test_an_application_is_not_known_before_it_is_submitted() -> None:
    known = small_log().as_of(hour(0.75))
    assert known.applications["application_id"].tolist() == ["A1"]
    assert known.visits["stage"].tolist() == ["acceptance", "survey"]


def test_a_fact_written_down_late_is_known_late() -> None:
    log = small_log()
    late = pd.DataFrame(
        {"frame": ["visits"], "row": [1], "column": ["completed_at"], "recorded_at": [hour(7)]}
    )
    log = EventLog.build({**log.frames, "recorded": late}, **log.meta)
    assert pd.isna(log.as_of(hour(5)).visits["completed_at"][1])
    assert log.as_of(hour(7)).visits["completed_at"][1] == hour(3)


def test_who_will_take_a_visit_over_is_not_known_yet() -> None:
    # Crew 1 works from 9:00, crew 2 from 15:00; the visit ends up in the name of crew 2.
    frames = {
        "applications": pd.DataFrame({"application_id": ["A1"], "submitted_at": [hour(0)]}),
        "visits": pd.DataFrame(
            {"application": [0], "stage": ["survey"], "started_at": [hour(0)], "resource": ["crew 2"]}
        ),
        "segments": pd.DataFrame(
            {
                "visit": [0, 0],
                "resource": ["crew 1", "crew 2"],
                "kind": ["work", "work"],
                "started_at": [hour(0), hour(6)],
                "ended_at": [hour(2), hour(8)],
            }
        ),
    }
    log = EventLog.build(frames)
    assert log.as_of(hour(1)).visits["resource"].tolist() == ["crew 1"]
    assert log.as_of(hour(7)).visits["resource"].tolist() == ["crew 2"]


def test_a_visit_whose_enabling_is_inferred_is_not_known_before_it_begins() -> None:
    # One timestamp per event: that a survey would follow acceptance at 9:00 was learnt only at 12:00.
    log = EventLog.build(
        {
            "applications": pd.DataFrame({"application_id": ["A1"], "submitted_at": [hour(0)]}),
            "visits": pd.DataFrame(
                {
                    "application": [0, 0],
                    "stage": ["acceptance", "survey"],
                    "enabled_at": [pd.NaT, hour(0)],
                    "completed_at": [hour(0), hour(3)],
                    "enabled_inferred": [False, True],
                }
            ),
        }
    )
    assert log.as_of(hour(2)).visits["stage"].tolist() == ["acceptance"]


@FEWER
@given(histories())
def test_knowledge_at_an_instant_is_the_fold_of_what_was_recorded_by_then(log: EventLog) -> None:
    at = hour(1)
    by_then = [
        e for e in log.to_events() if e.occurred_at <= at and (e.recorded_at is None or e.recorded_at <= at)
    ]
    known = log.as_of(at)
    instants = ["submitted_at", "finished_at", "withdrawn_at"]
    told = {e.application for e in by_then if e.kind.startswith("application_")}
    assert set(known.applications["application_id"][known.applications[instants].notna().any(axis=1)]) == told


@FEWER
@given(histories())
def test_knowing_everything_changes_nothing(log: EventLog) -> None:
    # Only a visit whose enabling is all there is, and inferred at that, is never known.
    end = log.observed_until + pd.Timedelta(days=400)
    known = log.as_of(end)
    assert len(known) == len(log)
    assert known.deadlines.equals(log.deadlines)
    assert (
        known.visits["stage"].tolist() == log.visits["stage"].tolist() or log.visits["enabled_inferred"].any()
    )


def test_a_subset_keeps_what_belongs_to_it() -> None:
    part = small_log().where(np.array([False, True]))
    assert part.applications["application_id"].tolist() == ["A2"]
    assert part.visits["application"].tolist() == [0]
    assert part.segments.empty
    assert part.deadlines.empty


@FEWER
@given(histories())
def test_a_subset_of_everything_is_the_log(log: EventLog) -> None:
    kept = log.where(np.ones(len(log), dtype=bool))
    assert kept.visits.equals(log.visits)


def test_an_id_used_twice_is_refused() -> None:
    twice = pd.DataFrame({"application_id": ["A1", "A1"], "submitted_at": [hour(0), hour(1)]})
    with pytest.raises(InputError, match="row 1: application_id must be unique, got 'A1' twice"):
        EventLog.build({"applications": twice})


def test_a_visit_of_nobody_is_refused() -> None:
    visits = pd.DataFrame({"application": [3], "stage": ["survey"], "enabled_at": [hour(0)]})
    with pytest.raises(
        InputError, match="Frame 'visits', row 0: application must be a row number below 0, got 3"
    ):
        EventLog.build({"visits": visits})


def test_a_row_that_tells_of_no_instant_is_refused() -> None:
    with pytest.raises(InputError, match=r"'applications', row 0: one of submitted_at, .* must be known"):
        EventLog.build({"applications": pd.DataFrame({"application_id": ["A1"]})})


def test_naive_instants_are_refused() -> None:
    naive = pd.DataFrame({"application_id": ["A1"], "submitted_at": [pd.Timestamp("2026-03-02")]})
    with pytest.raises(InputError, match=r"column 'submitted_at': .*must carry its time zone"):
        EventLog.build({"applications": naive})


def test_an_unknown_frame_or_zone_is_refused() -> None:
    with pytest.raises(InputError, match=r"a frame must be one of applications, .* got 'cases'"):
        EventLog.build({"cases": pd.DataFrame()})
    with pytest.raises(InputError, match="IANA name such as 'Asia/Shanghai', got 'Beijing'"):
        EventLog.build({}, time_zone="Beijing")


def test_an_empty_log_is_a_log() -> None:
    log = EventLog.build({}, origin=Origin.SIMULATED, observed_until=MONDAY_9AM)
    assert len(log) == 0
    assert EventLog.from_events(log.to_events(), **log.meta) == log
    assert len(log.as_of(hour(3))) == 0
