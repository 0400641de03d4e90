"""Plans of crews on the command line."""

import json
from pathlib import Path

import pytest

from domain.io import write_log
from domain.plan import Plan
from scenarios import Scenario, to_yaml
from simulation import run
from tests.simulation.small import START, constant, crew, field, scenario_data
from workbench.__main__ import main


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Surveys of 90 min for one crew, over three days."""
    survey = field("survey", constant(90))
    data = scenario_data({"survey": survey}, crews=[crew("survey")], per_day=12.0, days=3)
    path = tmp_path_factory.mktemp("scenario") / "small.yaml"
    path.write_text(to_yaml(Scenario.from_data(data)))
    write_log(run(Scenario.from_data(data), 1), path.with_name("log.parquet"))
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, list[dict[str, object]]]:
    quick = ["--work", "0", "--at", f"{START}T13:00", "--json"]
    assert main(["crew-plan", *map(str, arguments), *quick]) == 0
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return found


def test_a_plan_is_told_in_json_and_written_to_be_published(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = file.with_name("plan.json")
    found = told(capsys, file, "--out", out)
    plan = Plan.from_mapping(found["plan"])  # type: ignore[arg-type]
    assert Plan.from_mapping(json.loads(out.read_text())["plan"]) == plan
    measures = {one["measure"]: one["plan"] for one in found["figures"]}
    assert measures["visits_planned"] == len(plan.assignments) > 0
    assert measures["visits_unplanned"] == len(found["left"])


def test_a_log_of_the_run_has_as_much_to_plan(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    of_run, of_log = told(capsys, file), told(capsys, file, "--log", file.with_name("log.parquet"))
    assert [one["plan"] for one in of_log["figures"][:2]] == [one["plan"] for one in of_run["figures"][:2]]


def test_a_visit_set_by_hand_is_moved_and_told_beside_the_plan_before(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = file.with_name("before.json")
    before = told(capsys, file, "--out", out)["plan"]
    one = before["survey_crew-1"][0]  # type: ignore[call-overload]
    key = f"{one['application']}/{one['number']}"
    after = told(capsys, file, "--keep", f"{key}=survey_crew-1@{START}T15:00", "--against", out, "--worth")
    [moved] = [row for row in after["differences"] if row["application"] == one["application"]]
    assert str(moved["begins_after"]).startswith(f"{START}T15:00")
    assert [row["region"] for row in after["worth"]] == ["here"]


def test_it_is_told_how_good_a_plan_is_when_that_is_asked_for(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, file)["bound"] is None
    judged = told(capsys, file, "--bound")
    cost = next(one["plan"] for one in judged["figures"] if one["measure"] == "plan_cost")
    assert 0 < float(judged["bound"]) <= float(cost) + 0.01  # type: ignore[arg-type]


def test_a_table_is_printed_without_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["crew-plan", str(file), "--work", "0", "--like", "survey_crew-1"]) == 0
    assert "| visits_planned | visits |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--at", "1999-01-01"], "a snapshot must be taken from 2026-03-02 00:00"),
        (["--without", "survey_crew-7"], "got 'survey_crew-7' (nearest: 'survey_crew-1')"),
        (["--plan-days", "0"], "must cover 1 to 10 working days, got 0"),
        (["--keep", "A1/1=survey_crew-1@soon"], "--keep must be a time such as"),
        (["--keep", "A1"], "--keep must be written like A000017/2=survey_old_town-1@2026-07-28T10:30"),
    ],
)
def test_bad_input_is_one_sentence(
    options: list[str], message: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["crew-plan", str(file), "--work", "0", *options]) == 2
    assert message in capsys.readouterr().err
