"""Whatever a file holds, reading it gives a log or one sentence, never another error."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from domain.io import LogMapping, read_log, write_log
from tests.domain.io.examples import random_log

CSV = (
    b"Case ID,Activity,Start Timestamp,Complete Timestamp,Resource,Due Date\n"
    b"1,survey,2026-07-01 08:00,2026-07-01 09:30,Li,2026-07-03\n"
    b'1,"contract, signed",2026-07-01 10:00,2026-07-01 10:30,Wang,2026-07-03\n'
    b"2,survey,2026-07-02 08:00,2026-07-02 09:00,Li,2026-07-04\n"
)
XES = b"""<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">
<classifier name="a" keys="concept:name"/><string key="l" value="x"><string key="m" value="y"/></string>
<trace><string key="concept:name" value="1"/><list key="q"><values><int key="r" value="1"/></values></list>
<event><string key="concept:name" value="survey"/><date key="time:timestamp" value="2026-07-01T08:00:00Z"/>
<string key="lifecycle:transition" value="start"/></event>
<event><string key="concept:name" value="survey"/><date key="time:timestamp" value="2026-07-01T09:00:00Z"/>
<string key="lifecycle:transition" value="complete"/></event></trace></log>
"""
FORMATS = ["csv", "xes", "csv.gz", "our.csv", "our.xes", "our.parquet"]


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A good file of each format, written by others and by this product."""
    folder = tmp_path_factory.mktemp("valid")
    files = {"csv": CSV, "xes": XES, "csv.gz": gzip.compress(CSV, mtime=0)}
    for ending in ("csv", "xes", "parquet"):
        write_log(random_log(3, 2, 3), folder / f"log.{ending}")
        files[f"our.{ending}"] = (folder / f"log.{ending}").read_bytes()
    return files


def _reads_or_says_why(path: Path, *, lenient: bool = False) -> None:
    sentence = None
    try:
        read_log(path, lenient=lenient)
    except InputError as error:
        sentence = str(error)
    assert sentence is None or (sentence.endswith(".") and "\n" not in sentence)


@pytest.mark.parametrize("name", FORMATS)
@given(
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 8)), min_size=1, max_size=4
    )
)
def test_a_damaged_file_is_read_or_refused_in_one_sentence(
    valid: dict[str, bytes],
    name: str,
    cuts: list[tuple[float, bytes, int]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    content = valid[name]
    for share, put_in, taken_out in cuts:
        place = int(share * len(content))
        content = content[:place] + put_in + content[place + taken_out :]
    path = tmp_path_factory.getbasetemp() / f"damaged.{name}"
    path.write_bytes(content)
    _reads_or_says_why(path)


@pytest.mark.parametrize("name", FORMATS)
@given(share=st.floats(0, 1))
def test_a_file_cut_off_anywhere_is_read_or_refused_in_one_sentence(
    valid: dict[str, bytes], name: str, share: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"cut.{name}"
    path.write_bytes(valid[name][: int(share * len(valid[name]))])
    _reads_or_says_why(path)


_CELLS = st.sampled_from(
    ["", " ", "1", "2", "a", "勘查", "2026-07-01", "2026-07-01 08:00", "2026-07-01T08:00Z", "1e9", '"']
)
_HEADERS = st.sampled_from(
    ["case id", "activity", "start time", "end time", "due", "closed", "type", "user", "x", "工单号"]
)


@given(
    header=st.lists(_HEADERS, min_size=1, max_size=5), rows=st.lists(st.lists(_CELLS, max_size=6), max_size=6)
)
def test_a_table_of_anything_is_read_or_refused_in_one_sentence(
    header: list[str], rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "anything.csv"
    path.write_text("\n".join(",".join(row) for row in (header, *rows)), encoding="utf-8")
    _reads_or_says_why(path, lenient=True)


@given(
    content=st.one_of(
        st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_bytes_and_text_of_any_kind_are_read_or_refused_in_one_sentence(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes"
    path.write_bytes(content)
    _reads_or_says_why(path)


@given(
    content=st.one_of(
        st.text(max_size=60),
        st.dictionaries(
            st.sampled_from(["case", "activity", "stages", "time_zone", "x"]), st.text(max_size=5)
        ).map(str),
    )
)
def test_a_mapping_file_of_anything_is_read_or_refused_in_one_sentence(
    content: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "map.yaml"
    path.write_bytes(content.encode("utf-8", "replace"))
    sentence = ""
    try:
        LogMapping.load(path)
    except InputError as error:
        sentence = str(error)
    assert "\n" not in sentence
