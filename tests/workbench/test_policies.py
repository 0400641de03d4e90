"""The optimiser as a policy of dispatch, beside every rule."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from domain.plan import CrewState, Snapshot, WaitingVisit
from scenarios import Scenario
from simulation import Trigger
from simulation.comparison import Comparison
from simulation.results import Study
from simulation.study import Run, summarise
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


def test_a_run_that_is_planned_can_be_repeated_and_differs_from_one_by_the_rule(scenario: Scenario) -> None:
    planned, again = (summarise(Run(0, scenario, 1, 0, None, QUICK), lambda: False) for _ in range(2))
    assert planned == again
    assert planned.figures != summarise(Run(0, scenario, 1, 0), lambda: False).figures


@pytest.fixture(scope="module")
def alike(scenario: Scenario) -> Comparison:
    """All policies with one and the same run: to start processes for them takes longer than all else."""
    run = summarise(Run(0, scenario, 1, 0), lambda: False)
    studies = [Study(name, 1, 1, {0: run}) for name in ("optimiser", *RULES)]
    return Comparison(studies[0], tuple(studies[1:]), "on_time_rate")


def test_the_command_tells_every_rule_beside_the_optimiser(
    alike: Comparison, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("workbench.policy_commands.compare", lambda comparisons, progress: alike)
    asked = ["policies", "one_stop", "--replications", "1", "--work", "7", "--days", "1"]
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(dict.fromkeys(one["policy"] for one in told["kpis"])) == list(RULES)
    assert (told["asked"]["work"], told["asked"]["days"]) == (7, 1)
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| optimiser", *(f"| `{rule}`" for rule in RULES)]


def test_the_optimiser_is_the_base_and_plans_its_own_runs_only(
    scenario: Scenario, alike: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("workbench.policies.growing", lambda *given: asked.append(given) or iter([alike]))
    assert list(Policies(scenario, QUICK, 4).comparing(workers=2)) == [alike]
    [(base, others, replications, _, _, primary, _, dispatchers)] = asked
    assert (base.name, base.dispatch, replications, primary) == (
        "small_optimiser", "earliest_deadline", 4, "on_time_rate",
    )  # fmt: skip
    assert [other.dispatch for other in others] == list(RULES)
    assert dispatchers == {"small_optimiser": QUICK}


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
