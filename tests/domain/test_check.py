"""The border check: what a history must not say."""

import pandas as pd
from hypothesis import given

from domain.check import check, without
from domain.eventlog import EventLog
from tests.domain.histories import FEWER, histories, hour


def log_of_visits(**columns: object) -> EventLog:
    visits = pd.DataFrame({"application": [0], "stage": ["survey"], **columns})
    applications = pd.DataFrame({"application_id": ["A1"], "submitted_at": [hour(0)]})
    return EventLog.build({"applications": applications, "visits": visits})


def test_a_visit_completed_before_it_started_is_named_with_its_row() -> None:
    (problem,) = check(log_of_visits(started_at=[hour(2)], completed_at=[hour(1)]))
    assert (problem.frame, problem.row, problem.application_id) == ("visits", 0, "A1")
    assert problem.rule == "completed_at_before_started_at"
    assert (
        "completed_at must not come before started_at, got 2026-03-02 02:00:00+00:00 before"
        in problem.message
    )


def test_an_inferred_enabling_accuses_nobody() -> None:
    log = log_of_visits(enabled_at=[hour(2)], started_at=[hour(1)], enabled_inferred=[True])
    assert check(log) == []
    told = log_of_visits(enabled_at=[hour(2)], started_at=[hour(1)], enabled_inferred=[False])
    assert [problem.rule for problem in check(told)] == ["started_at_before_enabled_at"]


def test_a_score_outside_the_scale_is_named() -> None:
    frames = log_of_visits(enabled_at=[hour(0)]).frames
    survey = pd.DataFrame({"application": [0], "stage": ["survey"], "score": [6], "answered_at": [hour(1)]})
    (problem,) = check(EventLog.build({**frames, "surveys": survey}))
    assert "Frame 'surveys', row 0 (application 'A1'): a score must be from 1 to 5, got 6." in problem.message


def test_a_visit_number_used_twice_is_named() -> None:
    log = log_of_visits(enabled_at=[hour(0)], number=[1])
    doubled = pd.concat([log.visits, log.visits], ignore_index=True)
    assert [p.rule for p in check(EventLog.build({**log.frames, "visits": doubled}))] == ["number_twice"]


@FEWER
@given(histories())
def test_a_log_without_its_problem_rows_has_no_problem(log: EventLog) -> None:
    assert check(without(log, check(log))) == []
