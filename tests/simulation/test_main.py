"""The command line: what it prints, what it refuses, with which exit code."""

import json

import pandas as pd
import pytest

from domain.io import read_log
from scenarios import file_schema
from simulation.__main__ import main

SMALL = ["--days", "1", "--workers", "2", "--seed", "3"]


@pytest.fixture
def scenario_file(tmp_path):
    return _tiny(tmp_path, "tiny")


@pytest.fixture
def same_again(tmp_path):
    return _tiny(tmp_path, "tiny_again")


def _tiny(folder, name):
    path = folder / f"{name}.yaml"
    path.write_text(
        f"extends: one_stop\nname: {name}\nwhy: Quick.\nhorizon: {{days: 2, warm_up_days: 0}}\n",
        encoding="utf-8",
    )
    return str(path)


def test_run_prints_the_figures_of_a_scenario_as_json(capsys, scenario_file):
    assert main(["run", scenario_file, "--replications", "2", *SMALL, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("scenario", "seed", "replications", "days")} == {
        "scenario": "tiny", "seed": 3, "replications": 2, "days": 1,
    }  # fmt: skip
    assert told["visits"] > 100
    assert told["visits_per_second"] == pytest.approx(told["visits"] / told["wall_seconds"], rel=0.01)
    assert {"cycle_time_mean", "on_time_rate", "waiting_time"} <= {kpi["name"] for kpi in told["kpis"]}
    assert set(told["kpis"][0]) == {"name", "group", "mean", "low", "high", "n", "unit"}


def test_run_writes_the_log_of_the_first_replication(tmp_path, capsys, scenario_file):
    out = tmp_path / "log.parquet"
    assert main(["run", scenario_file, *SMALL, "--out", str(out)]) == 0
    assert "cycle_time_mean" in capsys.readouterr().out
    log = read_log(out).log
    assert (log.scenario, log.seed, log.replication) == ("tiny", 3, 0)


def test_compare_adds_differences_and_verdicts(capsys, scenario_file, same_again):
    assert main(["compare", scenario_file, same_again, "--replications", "2", *SMALL, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["base"], told["others"], told["replications"]) == ("tiny", ["tiny_again"], 2)
    first = next(kpi for kpi in told["kpis"] if kpi["name"] == "work_in_progress")
    assert {"difference", "low", "high", "ratio", "ratio_low", "ratio_high", "verdict", "scenario"} <= set(
        first
    )
    run_keys = {
        "scenario",
        "seed",
        "replications",
        "days",
        "wall_seconds",
        "visits",
        "visits_per_second",
        "kpis",
    }
    assert run_keys < set(told), "whoever reads the figures of a run can read those of a comparison"
    assert told["scenario"] == "tiny"
    assert first["difference"] == 0, "a scenario does not differ from itself: the customers are the same"


def test_compare_prints_a_table(capsys, scenario_file, same_again):
    assert main(["compare", scenario_file, same_again, "--replications", "2", *SMALL]) == 0
    assert capsys.readouterr().out.startswith("tiny_again beside tiny\nfigure ")


def test_the_library_is_listed(capsys):
    assert main(["scenarios", "--json"]) == 0
    names = [entry["name"] for entry in json.loads(capsys.readouterr().out)]
    assert names[:2] == ["traditional", "one_stop"]
    assert main(["scenarios"]) == 0
    assert "one_stop: One-stop service (一站式服务)" in capsys.readouterr().out


def test_the_schema_is_printed(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == file_schema()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "onestop"], "a scenario of the library or a file, got 'onestop' (nearest: 'one_stop')."),
        (["run", "one_stop", "--days", "0"], "horizon.days must be at least 1, got 0."),
        (["run", "one_stop", "--seed", "-1"], "--seed must be at least 0, got -1."),
        (["run", "one_stop", "--replications", "0"], "The number of replications must be at least 1, got 0."),
        (["run", "one_stop", "--workers", "0"], "The number of workers must be at least 1, got 0."),
        (["run", "one_stop", "--out", "log.docx"], "log.docx: the name of a log file must end in"),
        (
            ["run", "onestop", "--out", "none/x.csv"],
            "none/x.csv: the file must be writable, but there is no folder",
        ),
        (["compare", "one_stop", "traditionel"], "got 'traditionel' (nearest: 'traditional')."),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence_with_exit_code_2(capsys, arguments, message):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert message in said.err
    assert said.err.count("\n") == 1


def test_differences_between_scenarios_are_told_by_their_paths(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["differences", "one_stop", "traditional", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"path": "levers.data_sharing", "before": False, "after": True} in told
    assert main(["differences", "one_stop", "traditional"]) == 0
    assert "levers.data_sharing: false -> true" in capsys.readouterr().out


def test_run_replicates_to_an_asked_precision_and_says_what_was_reached(capsys, scenario_file):
    asked = ["--precision", "work_in_progress=1%", "throughput_per_day=1000", "--least", "2", "--max", "3"]
    assert main(["run", scenario_file, *asked, *SMALL, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["replications"] == 3
    assert [(one["name"], one["met"]) for one in told["precision"]] == [
        ("work_in_progress", False),
        ("throughput_per_day", True),
    ]
    assert told["precision"][0]["replications_needed"] > 3
    assert {"bottleneck", "times", "of"} == set(told["bottleneck"])
    assert "queue" in told["late_hours"]["all"]


def test_a_precision_nobody_can_read_is_refused(capsys, scenario_file):
    assert main(["run", scenario_file, "--precision", "cycle_time=5%", *SMALL]) == 2
    assert "must be a KPI, got 'cycle_time'" in capsys.readouterr().err


def test_a_run_can_begin_with_what_is_open_in_a_log(tmp_path, capsys, scenario_file):
    """Two days from 2026-03-02; at noon of the first the second is left to be measured."""
    before, after = tmp_path / "before.parquet", tmp_path / "after.parquet"
    assert main(["run", scenario_file, *SMALL, "--days", "2", "--out", str(before)]) == 0
    begun = ["--days", "2", "--backlog", str(before), "--at", "2026-03-02T12:00"]
    capsys.readouterr()
    assert main(["run", scenario_file, *SMALL, *begun, "--json", "--out", str(after)]) == 0
    assert json.loads(capsys.readouterr().out)["days"] == 1
    whole, log = read_log(before).log, read_log(after).log
    noon = "2026-03-02T04:00Z"
    is_open = whole.as_of(pd.Timestamp(noon)).applications["finished_at"].isna()
    assert (log.applications["submitted_at"] <= noon).sum() == is_open.sum() > 0


def test_a_comparison_can_begin_with_what_is_open_in_a_log(tmp_path, capsys, scenario_file, same_again):
    before = tmp_path / "before.parquet"
    assert main(["run", scenario_file, *SMALL, "--days", "2", "--out", str(before)]) == 0
    begun = ["--days", "2", "--backlog", str(before), "--at", "2026-03-02T12:00"]
    capsys.readouterr()
    two = ["--replications", "2"]
    assert main(["compare", scenario_file, same_again, *SMALL, *begun, *two, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["days"] == 1
    assert {kpi["difference"] for kpi in told["kpis"] if kpi["n"] == 2} == {0.0}


@pytest.mark.parametrize("command", [["run"], ["compare", "one_stop"]])
def test_an_instant_without_a_backlog_is_refused(capsys, scenario_file, command):
    assert main([*command, scenario_file, *SMALL, "--at", "2026-03-02T12:00"]) == 2
    assert "--at must go with --backlog." in capsys.readouterr().err
