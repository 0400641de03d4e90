"""The optimiser as a policy of dispatch, beside every rule."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from domain.plan import CrewState, Snapshot, WaitingVisit
from scenarios import Scenario, to_yaml
from simulation import Trigger
from simulation.study import compare
from tests.simulation.small import START, constant, crew, field, scenario_data
from workbench.__main__ import main
from workbench.policies import RULES, Optimising, Policies

NINE = pd.Timestamp(f"{START} 09:00", tz="UTC")
QUICK = Optimising(work=0)
IN_TIME = "6 h elapsed from application.submitted to application.finished"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """Some thirty surveys of 20 min on two days for one crew, promised within six hours."""
    data = scenario_data(
        {"survey": field("survey", constant(20))},
        crews=[crew("survey")],
        per_day=15.0,
        service_levels={
            "in_time": {"limit": "6 h elapsed from application.submitted to application.finished"}
        },
    )
    data["regions"]["here"]["radius_km"] = 5.0
    return Scenario.from_data(data)


def test_a_plan_is_made_of_what_waits_once_somebody_is_on_duty(scenario: Scenario) -> None:
    minutes = pd.Timedelta(minutes=20)
    one = WaitingVisit("A1", 1, "plain", "survey", "survey", "here", 31.0, 117.0, 0, minutes, NINE)
    on_duty = CrewState("survey_crew-1", ("survey",), "here", 31.0, 117.0, NINE + pd.Timedelta(hours=8))
    snapshot = Snapshot(NINE, (one,), (on_duty,))
    planner = QUICK(scenario)
    [assignment] = planner.decide(snapshot, Trigger.SHIFT)
    assert (assignment.crew, assignment.key, assignment.starts_at) == ("survey_crew-1", ("A1", 1), NINE)
    off_duty = replace(snapshot, crews=(replace(on_duty, on_duty_until=None),))
    assert planner.decide(off_duty, Trigger.INTERVAL) == ()


def test_the_comparison_is_the_same_on_any_number_of_workers(scenario: Scenario) -> None:
    policies = Policies(scenario, QUICK, replications=1)
    one = compare(policies.comparing(workers=1))
    assert one == compare(policies.comparing(workers=2))
    assert [study.scenario for study in one.others] == [f"small_{rule}" for rule in RULES]
    assert one.primary == "on_time_rate"


def test_the_command_tells_every_rule_beside_the_optimiser(
    scenario: Scenario, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(to_yaml(scenario))
    quick = [str(file), "--replications", "1", "--work", "0", "--days", "1"]
    assert main(["policies", *quick, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(dict.fromkeys(one["policy"] for one in told["kpis"])) == list(RULES)
    assert told["asked"]["work"] == 0
    assert main(["policies", *quick]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| optimiser", *(f"| `{rule}`" for rule in RULES)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--replications", "0"], "replications must be at least 1, got 0"),
        (["--work", "-1"], "Work: must be at least 0, got -1"),
        (["--plan-days", "11"], "must cover 1 to 10 working days, got 11"),
    ],
)
def test_bad_input_is_one_sentence(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["policies", "one_stop", "--days", "1", *options]) == 2
    assert message in capsys.readouterr().err
