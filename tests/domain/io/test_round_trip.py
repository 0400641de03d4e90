from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.io import read_log, write_log
from tests.domain.io.examples import logs, random_log


@pytest.mark.parametrize("ending", ["csv", "parquet", "xes"])
@settings(max_examples=settings().max_examples // 4)
@given(log=logs())
def test_a_log_written_reads_back_equal(
    log: EventLog, ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"round_trip.{ending}"
    write_log(log, path)
    assert read_log(path).log.equals(log)


@pytest.mark.parametrize("ending", ["csv.gz", "xes.gz"])
def test_a_packed_log_is_the_same_bytes_every_time_and_reads_back_equal(tmp_path: Path, ending: str) -> None:
    log = random_log(7, 3, 5)
    one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    write_log(log, one)
    write_log(log, other)
    assert one.read_bytes() == other.read_bytes()
    assert read_log(one).log.equals(log)


@pytest.mark.parametrize("ending", ["csv", "parquet", "xes"])
def test_a_real_log_written_reads_back_equal(shared_data: Path, tmp_path: Path, ending: str) -> None:
    log = read_log(shared_data / "permit_receipt" / "receipt.csv").log
    write_log(log, tmp_path / f"receipt.{ending}")
    assert read_log(tmp_path / f"receipt.{ending}").log.equals(log)


def test_many_rows_of_no_application_stand_in_parts_that_other_parsers_accept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Five shifts, two to a part: three attributes instead of one that grows with the log.
    monkeypatch.setattr("domain.io.xes_writer._BLOCK", 2)
    shifts = pd.date_range("2026-07-01T08:00Z", periods=5, freq="D")
    duty = pd.DataFrame({"resource": ["Li"] * 5, "on_at": shifts, "off_at": shifts + pd.Timedelta(hours=8)})
    log = EventLog.build({**random_log(3, 2, 1).frames, "duty": duty}, name="shifts")
    path = tmp_path / "log.xes"
    write_log(log, path)
    told = [line for line in path.read_text(encoding="utf-8").splitlines() if "switchboard:duty" in line]
    assert [line.split('"')[1] for line in told] == [
        "switchboard:duty",
        "switchboard:duty:2",
        "switchboard:duty:3",
    ]
    assert read_log(path).log.equals(log)


def test_a_name_of_no_known_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"log\.xlsx: the name of a log file must end in .*\.csv.* got '\.xlsx'"
    ):
        write_log(random_log(1, 1, 1), tmp_path / "log.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("ending", "character"), [("csv", "\0"), ("xes", "\x01")])
def test_a_character_the_format_cannot_hold_is_refused_and_the_old_file_stays(
    tmp_path: Path, ending: str, character: str
) -> None:
    path = tmp_path / f"log.{ending}"
    path.write_text("old")
    applications = pd.DataFrame(
        {
            "application_id": ["A1"],
            "submitted_at": pd.to_datetime(["2026-07-01T08:00Z"]),
            "region": [f"no{character}rth"],
        }
    )
    with pytest.raises(InputError, match=r"must not hold .* 'region' does; use Parquet"):
        write_log(EventLog.build({"applications": applications}), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file must be writable, but there is no folder"):
        write_log(random_log(1, 1, 1), tmp_path / "nowhere" / "log.csv")
