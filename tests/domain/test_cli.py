import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.__main__ import main
from domain.io import read_log

ROOT = Path(__file__).resolve().parents[2]
CSV = """case id,activity,start time,end time,user
1,survey,2026-07-01 08:00,2026-07-01 09:00,Li
1,contract,2026-07-01 10:00,2026-07-01 12:00,Wang
2,survey,2026-07-02 08:00,2026-07-02 10:00,Li
"""
MAP = (
    "case: case id\nactivity: activity\nstarted: start time\ncompleted: end time\ntime_zone: Asia/Shanghai\n"
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(CSV)
    return path


def test_kpis_prints_counts_and_figures_as_json(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kpis", str(log), "--json"]) == 0
    printed, said = capsys.readouterr()
    told = json.loads(printed)
    counts = {name: told[name] for name in ("cases", "events", "activities", "resources", "open_cases")}
    assert counts == {"cases": 2, "events": 3, "activities": 2, "resources": 2, "open_cases": 0}
    figures = {figure["name"]: figure for figure in told["kpis"]}
    # Case 1 lasts 4 hours, case 2 lasts 2: 3 on average.
    assert figures["cycle_time_mean"]["mean"] == 3.0
    assert list(figures["finished"]) == ["name", "group", "mean", "low", "high", "n", "unit"]
    assert "Column 'case id' is taken as the case, by its name." in said


def test_kpis_prints_a_table_and_groups_when_asked(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kpis", str(log), "--by", "stage"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "2 cases, 3 events, 2 activities, 2 resources, 0 open cases; as known at 2026-07-02T10"
    )
    # Surveys take 1 and 2 hours.
    assert ["working_time", "stage=survey", "1.500"] in [line.split()[:3] for line in printed.splitlines()]


def test_a_time_without_a_zone_is_of_the_zone_of_the_log(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "map.yaml").write_text(MAP)
    # By 11:00 in Shanghai case 1 is open, its contract begun; case 2 has not come.
    assert (
        main(["kpis", str(log), "--map", str(tmp_path / "map.yaml"), "--at", "2026-07-01 11:00", "--json"])
        == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert (told["cases"], told["open_cases"]) == (1, 1)


@pytest.mark.parametrize("ending", ["csv.gz", "parquet", "xes"])
def test_convert_writes_a_log_that_reads_back_equal(log: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out.{ending}"
    assert main(["convert", str(log), str(out)]) == 0
    assert read_log(out).log.equals(read_log(log).log)


def test_guess_prints_a_mapping_file_that_can_be_used(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guess", str(log)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# Column 'case id' is taken as the case, by its name.\n")
    (tmp_path / "map.yaml").write_text(printed)
    assert read_log(log, tmp_path / "map.yaml").log.equals(read_log(log).log)


def test_lenient_sets_rows_aside_and_says_how_many(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.write_text(CSV + "2,contract,2026-07-02 12:00,2026-07-02 11:00,Li\n")
    assert main(["kpis", str(log)]) == 2
    assert "log.csv, row 5: case '2': completed_at must not come before started_at" in capsys.readouterr().err
    assert main(["kpis", str(log), "--lenient"]) == 0
    assert f"1 rows were set aside in {log.with_name('log.set_aside.csv')}." in capsys.readouterr().err


def test_a_completion_before_its_start_is_refused_under_any_common_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,activity,start,completion\n1,a,2026-07-02,2026-07-01\n1,b,2026-07-02,2026-07-03\n")
    assert main(["kpis", str(log)]) == 2
    assert "log.csv, row 2: case '1': completed_at must not come before started_at" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["kpis", "none.csv"], "none.csv: the file must be readable: No such file or directory."),
        (["kpis", "LOG", "--at", "soon"], "--at must be a time such as 2026-07-01T08:00, got 'soon'."),
        (
            ["kpis", "LOG", "--by", "stge"],
            "such as stage or week, got 'stge' (nearest: 'stage').",
        ),
        (["kpis", "LOG", "--map", "none.yaml"], "Mapping file 'none.yaml' must be readable"),
        (["convert", "LOG", "LOG"], "the file written must not be the one read."),
        (
            ["convert", "LOG", "none/out.csv"],
            "none/out.csv: the file must be writable, but there is no folder",
        ),
        (["convert", "none.csv", "none/out.csv"], "none/out.csv: the file must be writable"),
        (["convert", "LOG", "out.txt"], "out.txt: the name of a log file must end in .csv"),
    ],
)
def test_input_that_cannot_be_used_exits_with_2_and_one_sentence(
    log: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main([str(log) if argument == "LOG" else argument for argument in arguments]) == 2
    printed, said = capsys.readouterr()
    assert printed == ""
    assert sentence in said
    assert log.read_text() == CSV
    assert list(log.parent.iterdir()) == [log]


def test_the_command_runs_as_a_program_and_stops_quietly_when_nobody_reads_on(log: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = [sys.executable, "-m", "domain", "kpis", str(log)]
    done = subprocess.run(command, cwd=ROOT, stdout=write_end, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write_end)
    assert (done.returncode, "Traceback" in done.stderr, "Broken" in done.stderr) == (0, False, False)


def test_an_unknown_command_exits_with_2() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["kpi", "log.csv"])
    assert stop.value.code == 2
