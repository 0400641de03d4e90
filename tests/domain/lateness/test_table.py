import json
from pathlib import Path

import pytest

from domain.__main__ import main
from domain.io import write_log
from domain.kpi import Measures
from domain.lateness import CAUSES, attribute, by_cause, of_applications, of_deadlines
from tests.domain.lateness.test_attribution import late_home
from tests.domain.logs import application, deadline


def test_an_application_counts_by_the_promise_of_supply_made_first() -> None:
    made = [
        deadline("A1", 5, 30, service_level="later"),
        deadline("A1", 0, 30, service_level="first"),
        deadline("A1", 0, 10, 12, service_level="review", stage="review"),
    ]
    found = attribute(Measures.of(late_home(deadlines=made)))
    assert len(of_deadlines(found)) == 3
    table = of_applications(found)
    told = table[["application_id", "service_level", "late_hours"]].to_numpy().tolist()
    assert told == [["A1", "first", 30.0]]


def test_causes_of_all_and_of_each_track_sum_to_the_hours_beyond_the_limit() -> None:
    table = by_cause(attribute(Measures.of(late_home())))
    assert table["track"].tolist() == ["all"] * len(CAUSES) + ["home"] * len(CAUSES)
    assert table.groupby("track")["hours"].sum().to_dict() == {"all": 30.0, "home": 30.0}
    assert table.groupby("track")["share"].sum().tolist() == pytest.approx([1, 1])


def test_a_log_without_late_promises_has_an_empty_table() -> None:
    log = late_home(applications=[application("A1", 0, finished_at=60)], deadlines=[])
    found = attribute(Measures.of(log))
    assert of_applications(found).empty
    assert by_cause(found)["share"].isna().all()


def test_the_command_tells_hours_by_cause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.parquet"
    write_log(late_home(), path)
    assert main(["lateness", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    hours = {row["cause"]: row["hours"] for row in told["by_cause"] if row["track"] == "all"}
    assert told["late_deadlines"] == 1
    assert (hours["coordination"], hours["roster"]) == (4.0, 6.0)
    assert main(["lateness", str(path), "--by", "region"]) == 0
    assert "north                   customer" in capsys.readouterr().out
