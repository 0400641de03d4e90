"""What a Chinese reader is told about a file that cannot be read."""

import gzip
import re
from pathlib import Path

import pytest

from dashboard.words import speaking
from dashboard.words.told import told
from domain.errors import InputError
from domain.io import read_log
from domain.io.mapping import LogMapping

HEADER = "Case ID,Activity,Complete Timestamp\n"
A_TIME = "2026-01-02 10:00"
MANY_TIMES = HEADER + "".join(f"A{n},survey,{A_TIME}\n" for n in range(30))
ENGLISH = re.compile(r"\b(must|but|the|is|not|of)\b")

BAD_FILES = {
    "zero.csv": b"Case ID\x00,bad\n1,2\n",
    "encoding.csv": HEADER.encode() + b"A1,\xff\xff,2026-01-01\n",
    "empty.csv": b"",
    "header_only.csv": HEADER.encode(),
    "no_header.csv": b",,\n1,2,3\n",
    "doubled.csv": b"Case ID,Case ID,Activity\n1,2,3\n",
    "short_row.csv": (HEADER + "A1,survey\n").encode(),
    "no_time.csv": b"Case ID,Activity\nA1,survey\nA1,contract\n",
    "bad_time.csv": (MANY_TIMES + "A1,contract,soon\n").encode(),
    "mixed_zones.csv": (MANY_TIMES + f"A1,contract,{A_TIME}+08:00\n").encode(),
    "blank.csv": (MANY_TIMES + f"A1,,{A_TIME}\n").encode(),
    "blank_time.csv": (MANY_TIMES + "A1,contract,\n").encode(),
    "reversed.csv": b"Case ID,Activity,Start Timestamp,Complete Timestamp\n"
    b"A1,survey,2026-01-02 10:00,2026-01-01 10:00\nA1,contract,2026-01-02 10:00,2026-01-03 10:00\n",
    "pages.csv": b"%PDF-1.4 xx",
    "book.csv": b"PK\x03\x04xxxx",
    "cut.csv.gz": gzip.compress(MANY_TIMES.encode())[:30],
    "cut.parquet": b"PAR1xxxxxxxx",
    "cut.xes": b"<log><trace>",
    "crossed.xes": b"<log><trace></log>",
    "web.xes": b"<html></html>",
    "no_events.xes": b"<log></log>",
    "entities.xes": b'<!DOCTYPE x [<!ENTITY a "b">]><log/>',
}


def refusal(file: Path, mapping: LogMapping | None = None) -> str:
    with pytest.raises(InputError) as refused:
        read_log(file, mapping)
    with speaking("zh"):
        return told(str(refused.value))


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_chinese_reader_is_told_in_chinese_why_a_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD_FILES[name])
    said = refusal(tmp_path / name)
    assert not said.startswith("英文原文")
    assert not ENGLISH.search(said), said


def test_a_chinese_reader_is_told_which_row_has_a_time_that_cannot_be_read(tmp_path: Path) -> None:
    # The header is row 1, then 30 rows; the bad one is row 32.
    (tmp_path / "bad.csv").write_bytes(BAD_FILES["bad_time.csv"])
    said = refusal(tmp_path / "bad.csv")
    assert said == "bad.csv 第 32 行：“Complete Timestamp”列须为时间，如 2026-07-01 08:30，此处为 'soon'。"


def test_a_column_of_the_mapping_that_the_file_lacks_is_named_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text(MANY_TIMES)
    mapping = LogMapping(case="Case", activity="Activity", completed="Complete Timestamp")
    assert refusal(tmp_path / "some.csv", mapping) == (
        "some.csv：字段映射中的列 'Case' 不在文件中，相近的是 'Case ID'。"
    )
