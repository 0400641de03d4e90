"""Train, predict, card and drift on the command line: what they print, and one sentence for bad input."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from domain.eventlog import EventLog
from domain.io import write_log
from models.__main__ import main
from models.registry import load, save
from models.stored import store
from models.trained import TrainedModel
from tests.domain.logs import hour
from tests.models.conftest import quick_learners
from tests.models.histories import two_kinds

AT = "2026-03-08T06:00"


@pytest.fixture(scope="module")
def files(
    two_kinds_log: EventLog, two_kinds_model: TrainedModel, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the log, one that goes on after it, and the model."""
    folder = tmp_path_factory.mktemp("files")
    write_log(two_kinds_log, folder / "log.parquet")
    write_log(two_kinds(n=420), folder / "longer.parquet")
    write_log(_of_other_stages(two_kinds(n=20)), folder / "works.parquet")
    save(
        store(two_kinds_model, hour(400), "python -m models train log.parquet --out model"), folder / "model"
    )
    return folder


def _of_other_stages(log: EventLog) -> EventLog:
    visits = log.visits.assign(stage=("works " + log.visits["stage"].astype("str")).astype("category"))
    return replace(log, visits=visits)


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_model_trained_twice_is_made_by_the_command_on_its_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_log(two_kinds(n=70), tmp_path / "a log.parquet")
    out, created = tmp_path / "model", "2026-11-01T00:00:00Z"
    with quick_learners():
        code, text, told = run(
            capsys, "train", tmp_path / "a log.parquet", "--out", out, "--created", created, "--json",
            "--until", "2026-06-01",
        )  # fmt: skip
    assert code == 0
    made = json.loads(text)
    assert made["command"] == f"python -m models train '{tmp_path}/a log.parquet' --seed 0 --out {out}"
    assert (made["delay_risk"], made["figures"], made["applications"]) == (False, None, 70)
    assert told.splitlines() == made["notes"]
    code, card, _ = run(capsys, "card", out)
    assert (code, card) == (0, (out / "card.md").read_text("utf-8"))
    assert made["command"] in card
    assert load(out).created_at.isoformat() == "2026-11-01T00:00:00+00:00"


def test_predictions_are_printed_for_machines_and_for_people(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("predict", files / "log.parquet", "--at", AT, "--model", files / "model")
    code, text, _ = run(capsys, *asked, "--json")
    assert code == 0
    told = json.loads(text)
    assert list(told) == ["at", "notes", "applications"]
    assert told["at"] == "2026-03-08T06:00:00+00:00"
    assert {"application_id", "risk", "p90_at", "promise_at", "risk_reason"} <= set(told["applications"][0])
    code, table, notes = run(capsys, *asked, "--most", 3)
    assert code == 0
    assert len(table.splitlines()) == 4
    assert notes.splitlines() == told["notes"]


def test_predictions_tell_how_the_promises_moved_since(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("predict", files / "log.parquet", "--at", AT, "--model", files / "model", "--explained", 0)
    code, text, _ = run(capsys, *asked, "--since", "2026-03-07T22:00", "--json")
    assert code == 0
    rows = json.loads(text)["applications"]
    stayed = [row for row in rows if row["promise_before"]]
    assert 0 < len(stayed) < len(rows)
    for row in stayed:
        apart = pd.Timestamp(row["promise_at"]) - pd.Timestamp(row["promise_before"])
        assert apart == pd.Timedelta(hours=row["moved_hours"])
        assert (row["moved_reason"] is None) == (row["moved_hours"] == 0)
    assert "moved_hours moved_reason" in run(capsys, *asked, "--since", "2026-03-07T22:00")[1]


def test_the_dates_told_for_an_application_come_with_the_hours_of_each_group(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("promises", files / "log.parquet", "A0012", "--model", files / "model")
    code, text, notes = run(capsys, *asked, "--json")
    assert code == 0
    told = json.loads(text)
    assert notes.splitlines() == told["notes"]
    assert "A0012 began at 2026-03-02T12:00:00+00:00: dates told" in told["notes"][-1]
    first, second, *_ = told["dates"]
    assert (first["told_before"], first["moved_hours"], first["moved_by"]) == (None, None, {})
    assert second["told_before"] == first["told_at"]
    assert sum(second["moved_by"].values()) == pytest.approx(second["moved_hours"], abs=1e-9)
    code, table, _ = run(capsys, *asked)
    assert len(table.splitlines()) == len(told["dates"]) + 1
    reason = second["reason"]
    assert f"{second['moved_hours']:+.1f} {reason} {second['moved_by'][reason]:+.1f}" in table


def test_drift_says_when_to_train_again(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("drift", files / "longer.parquet", "--model", files / "model")
    code, text, said = run(capsys, *asked, "--json")
    assert code == 0
    told = json.loads(text)
    assert list(told) == ["since", "until", "applications", "features", "months", "alerts"]
    assert said.splitlines()[:-1] == told["alerts"]
    assert said.endswith("trained again: python -m models train log.parquet --out model\n")
    assert f"{len(told['alerts'])} alerts" in run(capsys, *asked)[1]


def test_bad_input_is_one_sentence_and_exit_code_two(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, model = files / "log.parquet", files / "model"
    cases = {
        ("predict", log, "--at", AT, "--model", tmp_path): "which is not there",
        ("predict", log, "--at", "2027-01-01", "--model", model): "up to its end",
        ("predict", log, "--at", "soon", "--model", model): "--at must be a time",
        ("predict", log, "--at", AT, "--model", model, "--since", AT): "an earlier instant only",
        ("predict", log, "--at", AT, "--model", model, "--since", "then"): "--since must be a time",
        ("predict", log, "--at", AT, "--model", model, "--most", -1): "--most must be at least 0, got -1",
        ("promises", log, "A012", "--model", model): "must be one of the log, got 'A012' (nearest: 'A0",
        ("promises", files / "works.parquet", "A0012", "--model", model): "trained on another process",
        ("drift", log, "--model", model): "got 0: 50 more are needed",
        ("card", files): "a model must be a folder with the file model.json",
        ("train", tmp_path / "none.csv", "--out", tmp_path): "none.csv",
    }
    for words, sentence in cases.items():
        code, text, told = run(capsys, *words)
        assert (code, text) == (2, ""), words
        assert sentence in told
        assert len(told.splitlines()) == 1
