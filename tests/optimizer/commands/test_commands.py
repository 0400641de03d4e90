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


def test_a_plan_is_told_how_good_it_is_when_asked(files, capsys):
    assert main(["plan", *files, "--work", "0", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bound"] is None
    assert main(["plan", *files, "--work", "0", "--bound", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["gap"], told["bound"]) == ("optimal", 0.0, pytest.approx(told["objective"]))
    assert main(["plan", *files, "--work", "0", "--bound"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "optimal: no plan costs less"


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


MORE = {
    "application": "C", "stage": "survey", "latitude": 31.1, "longitude": 117.1,
    "skills": ["survey"], "duration_minutes": 20,
}  # fmt: skip


def _written(path, data):
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


@pytest.fixture
def planned(files, tmp_path, capsys):
    out = str(tmp_path / "plan.json")
    assert main(["plan", *files, "--work", "0", "--out", out]) == 0
    capsys.readouterr()
    return out


def test_windows_are_found_for_one_more_visit(planned, tmp_path, capsys):
    assert main(["slots", planned, _written(tmp_path / "more.json", [MORE]), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["crew"] for one in found} == {"c1"}
    assert [one["cost"] for one in found] == sorted(one["cost"] for one in found)
    assert main(["slots", planned, "A/1", "--json", "--most", "1"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["slots", planned, "Z"]) == 2
    assert "VISIT must be one of the plan's or a file, got 'Z'" in capsys.readouterr().err


def test_what_is_left_is_planned_again_when_a_crew_is_ill_and_another_visit_comes(planned, tmp_path, capsys):
    ill = {
        "kind": "away", "crew": "c2", "begins_at": "2026-03-02T08:00Z", "ends_at": "2026-03-02T12:00Z",
    }  # fmt: skip
    events = {"now": "2026-03-02T08:00Z", "events": [{"kind": "emergency", "visit": MORE}, ill]}
    path = _written(tmp_path / "events.json", events)
    assert main(["replan", planned, path, "--work", "0", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    # Only c2 could do B; C goes to c1 on top of A.
    assert told["unplanned"] == ["B/1"]
    assert {visit["application"] for visit in told["plan"]["c1"]} == {"A", "C"}
    assert [(one["visit"], one["now"]) for one in told["moved"] if one["visit"] == "B/1"] == [("B/1", None)]


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ({"kind": "ill"}, "events.json: events[0]: kind must be a known word, got 'ill'"),
        ({"kind": "absent", "visit": "A/1"}, "events.json: events[0]: ready_at must be given"),
        ({"kind": "emergency", "visit": {}}, "events.json: events[0].visit: application must be given"),
    ],
)
def test_a_bad_event_is_a_sentence(planned, tmp_path, capsys, event, sentence):
    path = _written(tmp_path / "events.json", {"now": "2026-03-02T08:00Z", "events": [event]})
    assert main(["replan", planned, path]) == 2
    assert sentence in capsys.readouterr().err


@pytest.fixture
def left_out(files, tmp_path):
    """A plan that leaves out B, which c2 alone could do."""
    out = tmp_path / "plan.csv"
    out.write_text("crew,application,number,stage,starts_at\nc1,A,1,survey,2026-03-02T08:30Z\n")
    return [str(out), *files]


def test_it_is_told_what_would_plan_a_visit_that_is_left_out(left_out, capsys):
    assert main(["reasons", *left_out, "--work", "0", "--json"]) == 0
    # A begins at 8:30 and takes half an hour; B can begin half an hour after that, and nothing hinders it.
    assert json.loads(capsys.readouterr().out) == [
        {"visit": "B/1", "late_minutes": None, "relaxations": [{"kind": "nothing"}], "instead_of": []}
    ]
    assert main(["reasons", *left_out, "--work", "0"]) == 0
    assert capsys.readouterr().out == "B/1: left out; on time with a longer search\n"
    assert main(["reasons", *left_out, "--most", "0"]) == 2
    assert "--most must be at least 1, got 0" in capsys.readouterr().err


def test_the_worth_of_one_more_crew_of_each_kind_is_told(left_out, capsys):
    assert main(["marginal", *left_out, "--work", "0", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["skills"], row["crews"], row["hours"]) for row in rows] == [
        ("metering, high", 1, 4.0),
        ("survey", 1, 8.0),
    ]
    assert all(row["saves_per_hour"] == row["saves"] / row["hours"] for row in rows)
    assert main(["marginal", *left_out, "--work", "0"]) == 0
    assert "no region, survey: CNY 0.00 an hour (1 crews now)" in capsys.readouterr().out


def test_a_plan_of_other_visits_than_the_files_hold_is_a_sentence(left_out, tmp_path, capsys):
    (tmp_path / "plan.csv").write_text(
        "crew,application,number,stage,starts_at\nc1,Z,1,survey,2026-03-02T08:30Z\n"
    )
    for command in ("reasons", "marginal"):
        assert main([command, *left_out]) == 2
        assert "plan.csv: Visit 1 of 'Z' must be a visit of the problem." in capsys.readouterr().err


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
