import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.__main__ import main

QUICK = ["--days", "1", "--replications", "2", "--workers", "2", "--demand", "0.05"]


def test_a_what_if_prints_differences_with_intervals_and_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", "one_stop", "--crews", "old_town/survey=-3", *QUICK, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["what_if"]["variants"][0]["crews"] == {"survey_old_town": 1}
    assert told["primary"] == "cycle_time_mean"
    entry = next(kpi for kpi in told["kpis"] if (kpi["name"], kpi["group"]) == ("throughput_per_day", "all"))
    assert entry["n"] == 2
    assert entry["low"] <= entry["difference"] <= entry["high"]
    assert entry["verdict"] in {"better", "worse", "no_difference_that_matters", "not_enough_evidence"}


def test_several_variants_are_told_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    named = ["--variant", "A", "crews=survey_old_town:1", "--variant", "B", "demand=0.05"]
    assert main(["what-if", "one_stop", *named, *QUICK[:-2], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(dict.fromkeys(kpi["variant"] for kpi in told["kpis"])) == ["A", "B"]


def test_without_json_a_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", "one_stop", "--lever", "data_sharing=off", *QUICK]) == 0
    assert "cycle_time_mean" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["one_stopp"], "got 'one_stopp' (nearest: 'one_stop')"),
        (["one_stop", "--crews", "old_twn/survey=+1"], "got 'old_twn' (nearest: 'old_town')"),
        (["one_stop", "--lever", "data_shring=on"], "got 'data_shring' (nearest: 'data_sharing')"),
        (["one_stop", "--dispatch", "lifo"], "dispatch must be"),
        (["one_stop", "--days", "0"], "days must lie between 1 and 366, got 0"),
        (["one_stop", "--replications", "0"], "replications must lie between 1 and 200, got 0"),
        (["one_stop", "--demand", "-1"], "demand must lie between 0 and 10, got -1"),
        (["one_stop", "--workers", "0"], "workers must be at least 1, got 0"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["what-if", *arguments]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


def test_a_saved_answer_is_reproduced_and_a_changed_one_ends_in_a_stated_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ["--save", str(tmp_path), "--title", "T", "--why", "because"]
    assert main(["what-if", "one_stop", *QUICK, *named]) == 0
    [path] = tmp_path.glob("*.json")
    assert str(path) in capsys.readouterr().err
    assert main(["reproduce", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["agrees"] is True
    stored = json.loads(path.read_text())
    stored["figures"][0]["mean"] += 1
    path.write_text(json.dumps(stored))
    assert main(["reproduce", str(path)]) == 1
    told = capsys.readouterr()
    assert "figure: variant_1 · cycle_time_mean · all · mean" in told.out
    assert told.err.startswith("1 of ")


def test_a_save_without_a_why_is_refused_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["what-if", "one_stop", "--save", str(tmp_path), "--title", "T"]) == 2
    assert "why must have 1 to 2000 characters, got 0" in capsys.readouterr().err


def test_it_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "what-if", "nowhere"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
