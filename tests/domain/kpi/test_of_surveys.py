"""KPIs of surveys on a log small enough to be worked out by hand."""

from typing import Any

import pytest

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.kpi import KPIS, Figure, Filters, Measures, Period, Question, cases_behind, compute
from domain.terms import Terms
from tests.domain.logs import Row, application, hour, log_of, visit

DAY = Period(hour(0), hour(24))


def answer(of: tuple[str, int], stage: str, dimension: str, score: int, answered: float) -> Row:
    return {
        "application": of[0],
        "visit": of,
        "stage": stage,
        "dimension": dimension,
        "score": score,
        "answered_at": answered,
    }


def asked() -> EventLog:
    """Three visits end on the first day, two of them with answers; one answer comes on the second day."""
    return log_of(
        48,
        applications=[
            application("A1", 0, finished_at=10, region="north", track="home"),
            application("A2", 0, region="south", track="works"),
        ],
        visits=[
            visit("A1", 1, "survey", 0, 1, 2),
            visit("A1", 2, "install", 2, 3, 10),
            visit("A2", 1, "survey", 0, 5, 8),
            visit("A2", 2, "install", 8, 9, None),
        ],
        surveys=[
            answer(("A1", 1), "survey", "attitude", 5, 4),
            answer(("A1", 1), "survey", "speed", 3, 4),
            answer(("A1", 2), "install", "attitude", 4, 30),
            answer(("A2", 1), "survey", "attitude", 2, 9),
            answer(("A2", 1), "survey", "speed", 1, 9),
        ],
    )


def ask(name: str, *by: str, log: EventLog | None = None, at: Any = None) -> dict[str, Figure]:
    figures = compute(log or asked(), Terms.default(), at, DAY, [name], by)
    return {figure.group: figure for figure in figures}


def numbers(name: str, *by: str, **more: Any) -> dict[str, float | None]:
    return {group: figure.mean for group, figure in ask(name, *by, **more).items()}


def test_satisfaction_is_the_mean_of_the_answers_given_in_the_period() -> None:
    # 5, 3, 2 and 1; the 4 is given on the second day.
    assert numbers("satisfaction_mean") == {"all": 11 / 4}
    assert numbers("satisfaction_mean", "dimension") == {"dimension=attitude": 3.5, "dimension=speed": 2.0}
    assert numbers("satisfaction_mean", "track") == {"track=home": 4.0, "track=works": 1.5}
    assert numbers("satisfaction_mean", "stage", "region") == {
        "stage=survey,region=north": 4.0,
        "stage=survey,region=south": 1.5,
    }


def test_an_average_answer_counts_among_the_dissatisfied() -> None:
    # 3, 2 and 1 of four
    assert numbers("dissatisfied_share") == {"all": 3 / 4}
    assert numbers("dissatisfied_share", "dimension") == {"dimension=attitude": 0.5, "dimension=speed": 1.0}


def test_who_has_answered_by_now_counts_among_those_asked() -> None:
    # Three visits were completed; seen from hour 24 two were answered, seen from 48 all three.
    assert numbers("survey_response_rate", at=hour(24)) == {"all": pytest.approx(2 / 3)}
    assert numbers("survey_response_rate") == {"all": 1.0}
    assert numbers("survey_response_rate", "stage", at=hour(24)) == {
        "stage=survey": 1.0,
        "stage=install": 0.0,
    }


def test_where_nobody_was_asked_nothing_is_known() -> None:
    quiet = log_of(48, applications=[application("A1", 0)], visits=[visit("A1", 1, "survey", 0, 1, 2)])
    for name in ("satisfaction_mean", "dissatisfied_share", "survey_response_rate"):
        figure = ask(name, log=quiet)["all"]
        assert (figure.mean, figure.n) == (None, 0)


@pytest.mark.parametrize("name", ["satisfaction_mean", "dissatisfied_share", "survey_response_rate"])
def test_parts_of_a_log_add_up_to_the_whole(name: str) -> None:
    log, question = asked(), Question(DAY, hour(48))
    parts = [Measures.of(log.where(log.applications["application_id"] == one)) for one in ("A1", "A2")]
    merged = KPIS[name].partial(parts[0], question) + KPIS[name].partial(parts[1], question)
    assert KPIS[name].finish(merged, question) == KPIS[name].figures(Measures.of(log), question)


def test_the_applications_behind_a_score_can_be_listed() -> None:
    behind = cases_behind(Measures.of(asked()), "dissatisfied_share", "all", Filters(period=DAY))
    assert dict(zip(behind["application_id"], behind["value"], strict=True)) == {"A2": 2.0, "A1": 1.0}


def test_answers_have_no_department() -> None:
    with pytest.raises(InputError, match="dimension"):
        ask("satisfaction_mean", "skill")
