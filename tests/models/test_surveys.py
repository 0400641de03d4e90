"""Surveys from CSV: English and Chinese, an answer or a questionnaire a row, and what is refused."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.errors import InputError
from domain.eventlog import Origin
from models.satisfaction import satisfaction
from models.survey_file import is_surveys, read_surveys
from models.survey_log import log_of_surveys, with_surveys
from tests.domain.logs import application, hour, log_of, visit

LONG = """application_id,stage,dimension,score,answered_at,comment
A1,survey,attitude,5,2026-03-02 10:00,
A1,survey,response speed,dissatisfied,2026-03-02 10:00,waited all day
A2,survey,attitude,Very Satisfied,2026-03-02 12:00,
"""
WIDE = """申请编号,环节,服务态度,响应速度,评价时间,意见建议
A1,survey,很满意,不满意,2026/3/2 18:00,等太久
A2,survey,满意,,2026/3/2 20:00,
"""


def read(tmp_path, text, encoding="utf-8", **more):
    path = tmp_path / "surveys.csv"
    path.write_text(text, encoding=encoding)
    return read_surveys(path, **more)


def told(frame, *columns):
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_an_answer_a_row_is_read(tmp_path):
    frame = read(tmp_path, LONG)
    assert told(frame, "application_id", "dimension", "score", "row") == [
        ("A1", "attitude", 5, 2),
        ("A1", "response_speed", 2, 3),
        ("A2", "attitude", 5, 4),
    ]
    assert frame["answered_at"][0] == hour(10)
    assert frame["comment"].dropna().tolist() == ["waited all day"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_chinese_questionnaire_a_row_is_read_with_its_comment_once(tmp_path, encoding):
    """18:00 in Shanghai is 10:00 UTC; a blank cell is no answer."""
    frame = read(tmp_path, WIDE, encoding, time_zone="Asia/Shanghai")
    assert told(frame, "application_id", "dimension", "score") == [
        ("A1", "attitude", 5),
        ("A1", "response_speed", 2),
        ("A2", "attitude", 4),
    ]
    assert frame["answered_at"][0] == hour(10)
    assert frame["comment"].dropna().tolist() == ["等太久"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "A1,survey,attitude,5,",
            "A1,survey,attitude,6,",
            r"surveys.csv, row 2, column 'score': a score must be a number from 1 to 5 .*, got '6'",
        ),
        ("dissatisfied", "disatisfied", r"row 3, column 'score': .*\(nearest: 'dissatisfied'\)"),
        ("2026-03-02 12:00", "noon", r"row 4, column 'answered_at': must hold a time .*, got 'noon'"),
        ("A2,", ",", r"row 4: an answer must name its application, but does not"),
        (
            ",score,",
            ",mark,",
            r"surveys must have a column score, got application_id, stage, dimension, mark",
        ),
        ("answered_at", "answerd_at", r"must have a column answered_at, .*\(nearest: 'answerd_at'\)"),
    ],
)
def test_what_is_no_survey_is_refused_in_one_sentence(tmp_path, before, after, sentence):
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, LONG.replace(before, after))


def test_surveys_are_told_from_logs(tmp_path):
    for name, text, expected in (
        ("surveys.csv", LONG, True),
        ("fragebogen.csv", WIDE, True),
        ("log.csv", "case,activity,completed\nA1,survey,2026-03-02 10:00\n", False),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert is_surveys(path) is expected


def short_log():
    return log_of(
        6,
        applications=[application("A1", 0), application("A2", 0)],
        visits=[visit("A1", 1, "survey", 0, 3, 4), visit("A2", 1, "survey", 0, 0, 2)],
    )


def test_surveys_take_their_place_in_a_log(tmp_path):
    log = with_surveys(short_log(), read(tmp_path, LONG), "surveys.csv")
    assert log.surveys["application"].tolist() == [0, 0, 1]
    assert log.surveys["comment"].dropna().tolist() == ["waited all day"]
    # The last answer came after the end of the log, which now reaches to it.
    assert log.observed_until == hour(12)
    levels = satisfaction(log).levels.set_index(["dimension", "stage"])["unweighted"]
    assert levels["all", "survey"] == 4.0


def test_answers_of_a_file_are_never_taken_for_the_twin_s(tmp_path):
    simulated = replace(short_log(), origin=Origin.SIMULATED, scenario="one_stop", seed=1, replication=0)
    log = with_surveys(simulated, read(tmp_path, LONG), "surveys.csv")
    assert (log.origin, log.scenario, log.seed) == (Origin.IMPORTED, None, None)
    assert not satisfaction(log).caused


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("A2,survey", "B2,survey", r"surveys.csv, row 4: application_id must be one of the log, got 'B2'"),
        (
            "A2,survey",
            "A2,surveys",
            r"row 4: stage must be one of the log, got 'surveys' \(nearest: 'survey'\)",
        ),
    ],
)
def test_answers_about_what_the_log_does_not_know_are_refused(tmp_path, before, after, sentence):
    with pytest.raises(InputError, match=sentence):
        with_surveys(short_log(), read(tmp_path, LONG.replace(before, after)), "surveys.csv")


def test_surveys_alone_tell_means_but_no_drivers(tmp_path):
    rows = "".join(f"A{i},survey,attitude,{3 + i % 3},2026-03-02 10:00,\n" for i in range(120))
    told = satisfaction(log_of_surveys(read(tmp_path, LONG.splitlines()[0] + "\n" + rows)))
    assert told.answers.unplaced == 120
    first = told.levels.iloc[0]
    # Of 120 customers 40 each say 3, 4 and 5; nobody knows who was asked.
    assert (first["mean"], first["n"], first["asked"]) == (pytest.approx(4.0), 120, 0)
    assert pd.isna(first["response"])
    assert told.effects.empty
    assert {one.reason for one in told.left_out} == {"not_recorded"}
