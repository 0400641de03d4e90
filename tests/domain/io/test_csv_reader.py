import gzip
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.io.csv_reader import read_csv

LIMIT = 1_000_000


def saved(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = tmp_path / "log.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_found_by_looking(tmp_path: Path, encoding: str) -> None:
    table = read_csv(saved(tmp_path, "工单号,环节\n1,现场勘查\n", encoding), limit=LIMIT)
    assert table.columns.to_pylist() == [{"工单号": "1", "环节": "现场勘查"}]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_looking(tmp_path: Path, mark: str) -> None:
    table = read_csv(saved(tmp_path, f'case{mark}task\n1{mark}"a,b;c|d"\n'), limit=LIMIT)
    assert table.columns.to_pylist() == [{"case": "1", "task": "a,b;c|d"}]


def test_western_letters_are_not_taken_for_chinese(tmp_path: Path) -> None:
    path = saved(tmp_path, "case,tâche\n1,vérifié là\n", "latin-1")
    with pytest.raises(
        InputError, match=r"log\.csv: the text must be UTF-8, UTF-16 or GB18030, but byte 7 does not"
    ):
        read_csv(path, limit=LIMIT)
    assert read_csv(path, encoding="latin-1", limit=LIMIT).names == ["case", "tâche"]


def test_blank_cells_say_nothing_and_names_that_look_blank_stay(tmp_path: Path) -> None:
    table = read_csv(saved(tmp_path, 'a,b,c\n, ,NULL\nNA,None,""\n'), limit=LIMIT)
    assert table.columns.to_pylist() == [{"a": None, "b": None, "c": None}, {"a": "NA", "b": "None", "c": ""}]


def test_a_packed_file_is_unpacked_while_read(tmp_path: Path) -> None:
    shares: list[float] = []
    path = saved(tmp_path, gzip.compress(b"a,b\n1,2\n", mtime=0))
    assert read_csv(path, limit=LIMIT, progress=shares.append).columns.to_pylist() == [{"a": "1", "b": "2"}]
    assert shares[-1] == 1.0


def test_a_torn_row_is_refused_by_number_or_kept_apart(tmp_path: Path) -> None:
    path = saved(tmp_path, "a,b\n1,2\n3\n5,6\n")
    with pytest.raises(InputError, match=r"log\.csv, row 3: a row must have 2 cells, got '3'"):
        read_csv(path, limit=LIMIT)
    table = read_csv(path, lenient=True, limit=LIMIT)
    assert table.torn == ((3, "3"),)
    assert table.numbers.tolist() == [2, 4]


def test_a_torn_row_far_down_has_its_own_number(tmp_path: Path) -> None:
    # 1,000,000 rows of 12 bytes are more than one block of 8 MiB.
    path = saved(tmp_path, "a,b\n" + "12345,67890\n" * 1_000_000 + "torn\n")
    with pytest.raises(InputError, match="row 1000002"):
        read_csv(path, limit=100 * LIMIT)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b\n", "must have rows below the header 'a, b', but has none"),
        (b"a,b,a\n1,2,3\n", "must be named once in the header, got 'a' twice"),
        (b",,\n1,2,3\n", "must be named once|first row must name"),
        (b"a,b\n1,\0\n", "must be text, but byte 7 is zero"),
        (
            gzip.compress(b"a,b\n" + b"1,2\n" * 5000, mtime=0)[:-20],
            "must be whole, but its packed data stop early",
        ),
        (
            gzip.compress(b"a,b\n1,2\n", mtime=0)[:12] + b"\xff" * 20,
            "packed data must unpack, but are damaged|stop early",
        ),
        (b"a,b\n" + b"1,2\n" * 300_000, "must unpack to at most 1,000,000 bytes"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        read_csv(saved(tmp_path, content), limit=LIMIT)


def test_an_encoding_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must be one that Python knows, got 'utf-9'"):
        read_csv(saved(tmp_path, "a,b\n1,2\n"), encoding="utf-9", limit=LIMIT)
