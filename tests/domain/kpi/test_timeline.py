import pytest

from domain.errors import InputError
from domain.kpi import timeline
from tests.domain.logs import MONDAY, application, day_log, log_of


def test_a_timeline_tells_everything_in_order() -> None:
    frame = timeline(day_log(), "A1")
    told = [
        (row.kind, row.stage, row.detail, (row.started_at - MONDAY).total_seconds() / 3600, row.number)
        for row in frame.itertuples(index=False)
    ]
    assert told == [
        ("submitted", None, None, 0, 0),
        ("deadline", None, "day", 0, 0),
        ("visit", "review", "desk", 0, 1),
        ("visit", "survey", "crew", 4, 2),
        ("travel", "survey", "crew", 6, 2),
        ("work", "survey", "crew", 7, 2),
        ("hold", "survey", "customer_to_confirm", 8, 2),
        ("work", "survey", "crew", 11, 2),
        ("visit", "install", "crew", 12, 3),
        ("finished", None, None, 20, 0),
    ]


def test_what_is_still_open_has_no_end() -> None:
    frame = timeline(day_log(), "A4")
    survey = frame[(frame["kind"] == "visit") & (frame["stage"] == "survey")]
    assert survey["ended_at"].isna().all()


def test_a_bare_application_has_a_timeline() -> None:
    assert timeline(log_of(1, applications=[application("A1", 0)]), "A1")["kind"].tolist() == ["submitted"]


def test_an_unknown_application_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"application_id must be in the log, got 'A11' \(nearest: 'A1'\)"):
        timeline(log_of(1, applications=[application("A1", 0)]), "A11")
