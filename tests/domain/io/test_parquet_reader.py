from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from domain.errors import InputError
from domain.io import read_log
from domain.io.parquet_reader import read_parquet


def saved(tmp_path: Path, table: pa.Table) -> Path:
    path = tmp_path / "log.parquet"
    pq.write_table(table, path)
    return path


def test_a_table_of_another_tool_is_read_in_its_own_kinds(tmp_path: Path) -> None:
    times = pa.array([1_782_892_800_000_000, 1_782_896_400_000_000], pa.timestamp("us", "UTC"))
    table = pa.table(
        {"case id": [7, 7], "activity": ["survey", "contract"], "timestamp": times, "cost": [1.5, 2.5]}
    )
    log = read_log(saved(tmp_path, table)).log
    assert log.applications["application_id"].tolist() == ["7"]
    assert log.visits["completed_at"].array.asi8.tolist() == times.cast(pa.int64()).to_pylist()
    assert log.visits["cost"].tolist() == [1.5, 2.5]


def test_a_damaged_or_cut_off_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = saved(tmp_path, pa.table({"a": list(range(1000))}))
    whole = path.read_bytes()
    for content in (whole[:-30], whole[: len(whole) // 2], b"PAR1" + bytes(100)):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"log\.parquet: the file must be whole Parquet, but: "):
            read_parquet(path, limit=10**9)


def test_too_large_nested_or_doubly_named_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must unpack to at most 100 bytes, got"):
        read_parquet(saved(tmp_path, pa.table({"a": list(range(1000))})), limit=100)
    with pytest.raises(InputError, match="must hold plain values, but 'a' is nested"):
        read_parquet(saved(tmp_path, pa.table({"a": [[1], [2]]})), limit=10**9)
    with pytest.raises(InputError, match="must be named once, got 'a' twice"):
        read_parquet(
            saved(tmp_path, pa.Table.from_arrays([pa.array([1]), pa.array([2])], ["a", "a"])), limit=10**9
        )
