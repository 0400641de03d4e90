"""The command: surveys alone, surveys about a log, and what it refuses."""

import json

import pytest

from domain.io import write_log
from models.__main__ import main
from tests.models.test_surveys import LONG, short_log


@pytest.fixture
def files(tmp_path):
    surveys, log = tmp_path / "surveys.csv", tmp_path / "log.csv"
    surveys.write_text(LONG, encoding="utf-8")
    write_log(short_log(), log)
    return str(surveys), str(log)


def test_surveys_alone_are_told(files, capsys):
    assert main(["satisfaction", files[0]]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 answers of 2 customers"
    assert "Drivers need 100 customers, got 2: 98 are missing." in lines
    assert lines[-2:] == ["1 complaints with a comment", "Topics of comments in en need 19 more of them."]


def test_surveys_about_a_log_are_told_for_machines(files, capsys):
    assert main(["satisfaction", files[1], "--surveys", files[0], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n"], told["customers"], told["unplaced"], told["caused"]) == (3, 2, 0, False)
    # The score of 5 for attitude and 2 for speed by A1, 5 for attitude by A2.
    means = {(row["dimension"], row["stage"]): row["unweighted"] for row in told["levels"]}
    assert means["all", "all"] == 4.0
    assert means["response_speed", "survey"] == 2.0


def test_a_log_without_answers_is_refused(files, capsys):
    assert main(["satisfaction", files[1]]) == 2
    assert "must hold answers to surveys, but has none" in capsys.readouterr().err


def test_an_unknown_stage_is_refused_with_the_nearest(files, capsys):
    assert main(["satisfaction", files[0], "--stage", "surveys"]) == 2
    assert "--stage must be a known word, got 'surveys' (nearest: 'survey')" in capsys.readouterr().err
