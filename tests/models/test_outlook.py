"""What is foretold of a log, and what the model of then said of the time since."""

import json
from pathlib import Path

import numpy as np
import pytest

from domain.errors import InputError
from domain.io import write_log
from models import outlook_command
from models.__main__ import main
from models.hindsight import hindsight
from models.outlook import STAGE, WHOLE, Outlook
from models.outlook_frames import listed
from tests.models.foretold import TOLD, foretold, open_log


@pytest.fixture(scope="module")
def found() -> Outlook:
    return foretold()


def test_open_applications_are_listed_by_risk_and_the_slow_ones_first(found: Outlook) -> None:
    rows = listed(found, WHOLE)
    to_come = rows["due_at"] > found.at
    assert rows["told_risk"][to_come].is_monotonic_decreasing
    assert to_come.is_monotonic_decreasing
    assert rows["type"].iloc[0] == "slow"
    assert set(listed(found, STAGE)["application_id"]) == set(rows["application_id"])


def test_the_model_of_then_is_judged_on_what_came_after_it(found: Outlook) -> None:
    past = found.past[WHOLE]
    assert past.hours.instant.min() > past.since.value // 1000
    assert (past.hours.cases.risk < 1).any()
    # Slow ones are missed nine times in ten, quick ones never: the type alone tells nearly all.
    model, rule = past.brier()
    assert model < 0.15
    assert rule < 0.15


def test_each_promise_counts_once_in_the_calibration(found: Outlook) -> None:
    past = found.past[WHOLE]
    curve = past.calibration()
    assert curve["n"].sum() == past.promises
    assert (curve["came"] * curve["n"]).sum() == pytest.approx(past.missed)
    assert ((curve["low"] <= curve["came"]) & (curve["came"] <= curve["high"])).all()
    assert curve["said"].is_monotonic_increasing


def test_progress_is_told_to_its_end(found: Outlook) -> None:
    assert TOLD == [(0, 4), (2, 4), (3, 4), (4, 4)]


def test_what_cannot_be_judged_is_told(found: Outlook) -> None:
    with pytest.raises(InputError, match="must have learned the risk of stages, but has not"):
        hindsight(found.model, open_log(), whole=False)
    with pytest.raises(InputError, match=r"deadlines of applications after .* got 0 missed and 0 kept"):
        hindsight(found.model, open_log())


def test_the_command_tells_the_same(
    found: Outlook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(outlook_command, "outlook", lambda *_: found)
    write_log(open_log(), tmp_path / "log.parquet")
    command = ["outlook", str(tmp_path / "log.parquet"), "--capacity", "2"]
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["past"]["application"]
    assert told["promises"] >= told["missed"] > 0
    assert {row["list"] for row in told["by_capacity"]} >= {"risk", "oldest_first", "earliest_deadline"}
    assert np.isfinite(told["brier"])
    assert main(command) == 0
    assert "applications open at" in capsys.readouterr().out
    assert main([*command, "--missed", "0"]) == 2
