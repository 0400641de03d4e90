"""The command line from files to a plan that the check accepts."""

import json

import pytest

from optimizer.__main__ import main
from tests.optimizer.files.test_read import CREWS, VISITS
from tests.optimizer.instances.test_read import GOTIC


@pytest.fixture
def files(tmp_path):
    visits, crews = tmp_path / "visits.csv", tmp_path / "crews.csv"
    visits.write_text(VISITS.replace(",A,30", ",,"), encoding="utf-8")
    crews.write_text(CREWS.replace("meter:4", "meter:4;cable:1"), encoding="utf-8")
    return [str(visits), str(crews)]


def test_a_plan_is_made_written_and_checked(files, tmp_path, capsys):
    out = str(tmp_path / "plan.csv")
    assert main(["plan", *files, "--work", "0", "--out", out, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["violations"], told["unplanned"]) == ([], [])
    assert main(["check", out, *files, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["objective"] == pytest.approx(told["objective"])


def test_a_plan_that_breaks_rules_is_a_stated_failure(files, tmp_path, capsys):
    out = tmp_path / "plan.csv"
    out.write_text("crew,application,number,stage,starts_at\nc1,A,1,survey,2026-03-02T11:00Z\n")
    assert main(["check", str(out), *files]) == 1
    said = capsys.readouterr()
    assert "must begin from 2026-03-02 08:30:00+00:00 to 2026-03-02 09:00:00+00:00" in said.out
    assert said.err.strip() == "The plan breaks 1 rules."


def test_bad_input_is_a_sentence(files, capsys):
    assert main(["plan", *files, "--within", "18,73"]) == 2
    assert "--within must be four numbers" in capsys.readouterr().err
    assert main(["plan", files[0], files[1], "--out", "plan.txt"]) == 2
    assert "--out must end in .json or .csv" in capsys.readouterr().err


def test_an_instance_is_solved_and_judged(tmp_path, capsys):
    path = tmp_path / "tiny.txt"
    path.write_text(GOTIC, encoding="utf-8")
    assert main(["benchmark", str(path), "--work", "0", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    # To the job at five kilometres, on to that at ten, and home.
    assert (told["objective"], told["best_known"], told["gap"]) == (20.0, None, None)
    assert (told["feasible"], told["unserved"], told["format"]) == (True, 0, "gotic")


def test_schemas_are_printed(capsys):
    assert main(["schema", "visits"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org")
