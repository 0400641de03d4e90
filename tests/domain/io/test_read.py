from pathlib import Path

import pytest

from domain.errors import InputError
from domain.eventlog import Known, Origin
from domain.io import LogMapping, guess_mapping, read_log, write_log
from tests.domain.io.examples import random_log

SIMULATION = "simulation_logs"
COUNTS = [
    # file, cases, events, activities, resources: as the README of the data states them.
    ("permit_receipt/receipt.csv", 1_434, 8_577, 27, 48),
    ("permit_receipt/receipt.xes", 1_434, 8_577, 27, 48),
    ("requests_boston311/boston311_2011_q3.csv.gz", 31_828, 31_828, 129, 0),
    (f"{SIMULATION}/AcademicCredentials_ConsultaDataMining201618.csv", 954, 4_962, 16, 559),
    (f"{SIMULATION}/Production.csv", 225, 4_503, 24, 46),
    (f"{SIMULATION}/LoanApp_simplified_train.csv.gz", 1_000, 7_544, 12, 19),
    (f"{SIMULATION}/LoanApp_simplified_test.csv.gz", 1_000, 7_495, 12, 19),
]


@pytest.mark.parametrize(("file", "cases", "events", "activities", "resources"), COUNTS)
def test_real_logs_load_with_the_counts_their_readme_states(
    shared_data: Path, file: str, cases: int, events: int, activities: int, resources: int
) -> None:
    result = read_log(shared_data / file)
    visits = result.log.visits
    assert (len(result.log), result.events) == (cases, events)
    assert (visits["stage"].nunique(), visits["resource"].nunique()) == (activities, resources)
    assert result.set_aside == 0


def test_the_receipt_log_is_the_same_from_csv_and_xes(shared_data: Path) -> None:
    folder = shared_data / "permit_receipt"
    one, other = read_log(folder / "receipt.csv").log, read_log(folder / "receipt.xes").log
    for name, frame in one.frames.items():
        assert frame.astype("str").equals(other.frame(name)[frame.columns].astype("str")), name


def test_the_receipt_log_has_1329_finished_cases_and_377_of_them_after_their_deadline(
    shared_data: Path,
) -> None:
    log = read_log(shared_data / "permit_receipt" / "receipt.csv").log
    assert log.applications["finished_at"].notna().sum() == 1_329
    assert (log.deadlines["met_at"] > log.deadlines["due_at"]).sum() == 377
    assert log.attributes["enddate_planned"] is Known.START


def test_the_boston_register_has_its_targets_and_overdue_requests(shared_data: Path) -> None:
    log = read_log(shared_data / "requests_boston311" / "boston311_2011_q3.csv.gz").log
    assert len(log.deadlines) == 26_815
    assert (log.applications["ontime"] == "OVERDUE").sum() == 6_376
    assert log.attributes["ontime"] is Known.LATER
    assert log.time_zone == "America/New_York"


CSV = """case,task,start,end
1,survey,2026-07-01 08:00,2026-07-01 09:00
1,contract,2026-07-02 08:00,2026-07-02 07:00
"""


def saved(tmp_path: Path, content: str = CSV, name: str = "log.csv") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_mapping_given_wins_over_a_guess(tmp_path: Path) -> None:
    mapping = LogMapping(case="task", completed="start", stage="step")
    result = read_log(saved(tmp_path), mapping)
    assert result.log.applications["application_id"].tolist() == ["survey", "contract"]
    assert result.log.visits["stage"].tolist() == ["step", "step"]
    assert result.mapping == mapping
    (tmp_path / "map.yaml").write_text(mapping.to_yaml())
    assert read_log(saved(tmp_path), tmp_path / "map.yaml").log.equals(result.log)


def test_a_negative_duration_is_refused_or_set_aside_beside_the_input(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with pytest.raises(
        InputError, match=r"log\.csv, row 3: case '1': completed_at must not come before started_at"
    ):
        read_log(path)
    assert list(tmp_path.iterdir()) == [path]
    result = read_log(path, lenient=True)
    assert (result.set_aside, len(result.log.visits)) == (1, 1)
    assert result.set_aside_path == tmp_path / "log.set_aside.csv"
    header, row = result.set_aside_path.read_text(encoding="utf-8-sig").splitlines()
    assert header == "row,reason,case,task,start,end"
    assert row.startswith("3,\"case '1': completed_at must not come before started_at")
    assert row.endswith("1,contract,2026-07-02 08:00,2026-07-02 07:00")


def test_torn_rows_are_set_aside_too(tmp_path: Path) -> None:
    result = read_log(saved(tmp_path, CSV + "torn\n"), lenient=True, aside=tmp_path / "aside.csv")
    assert result.set_aside == 2
    assert "4,the row must have as many cells as the header,torn" in (tmp_path / "aside.csv").read_text(
        "utf-8-sig"
    )


def test_a_torn_row_alone_is_set_aside(tmp_path: Path) -> None:
    good = "".join(CSV.splitlines(keepends=True)[:2])
    result = read_log(saved(tmp_path, good + "torn\n"), lenient=True)
    assert (result.set_aside, len(result.log.visits)) == (1, 1)


def test_the_content_decides_what_a_file_is_whatever_it_is_called(tmp_path: Path) -> None:
    log = random_log(5, 2, 3)
    for ending in ("csv.gz", "xes.gz", "parquet"):
        write_log(log, tmp_path / f"log.{ending}")
        path = (tmp_path / f"log.{ending}").rename(tmp_path / "log.dat")
        assert read_log(path).log.equals(log)


def test_a_log_of_ours_says_what_it_is_and_needs_no_mapping(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    write_log(random_log(5, 2, 3), path)
    result = read_log(path)
    assert (result.mapping, result.guessed, result.log.seed, result.log.origin) == (
        None,
        [],
        5,
        Origin.IMPORTED,
    )
    with pytest.raises(InputError, match="needs no mapping"):
        guess_mapping(path)


def test_a_log_can_be_read_as_it_was_known_at_an_instant(shared_data: Path) -> None:
    path = shared_data / "permit_receipt" / "receipt.csv"
    whole = read_log(path).log
    middle = whole.observed_until - (whole.observed_until - whole.applications["submitted_at"].min()) / 2
    assert read_log(path, at=middle).log.equals(whole.as_of(middle))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", r"log\.csv: a log file must hold events, but it is empty"),
        (b" \n\n", "must hold events, but it is empty"),
        (
            b"PK\x03\x04rest",
            "must be CSV, Parquet or XES, but this is a zip or Excel file: save the sheet as CSV",
        ),
        (b"%PDF-1.7", "this is a PDF"),
        (bytes(range(256)), "must be text, but byte 1 is zero"),
        (b"case,task,end\n", "must have rows below the header"),
        (b"a,b\n1,2\n3,2\n", "one column must (name the case|hold the time)"),
    ],
)
def test_a_file_that_is_no_log_is_told_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=sentence):
        read_log(path)


@pytest.mark.parametrize("column", ["event id", "activity instance id"])
def test_a_row_told_twice_is_refused_where_an_id_shows_it(tmp_path: Path, column: str) -> None:
    twice = f"case,task,end,{column}\n1,a,2026-07-01,7\n1,a,2026-07-01,7\n1,b,2026-07-02,8\n"
    with pytest.raises(InputError, match=f"row 3: an event with this '{column}' must be told once"):
        read_log(saved(tmp_path, twice))
    assert read_log(saved(tmp_path, twice), lenient=True).set_aside == 1


def test_dates_that_could_be_either_are_told_with_what_settles_them(tmp_path: Path) -> None:
    path = saved(tmp_path, "case,activity,time\n1,a,03/04/2024\n1,b,05/06/2024\n")
    note = (
        "Column 'time': nothing tells day from month in dates such as 03/04/2024, "
        "so the month is taken to come first; 'day_first: true' in a mapping file says the other."
    )
    mapping, notes = guess_mapping(path)
    assert notes.count(note) == read_log(path).guessed.count(note) == 1
    settled = read_log(path, mapping.model_copy(update={"day_first": True}))
    assert settled.log.visits["completed_at"].dt.month.tolist() == [4, 6]
    assert note not in settled.guessed


@pytest.mark.parametrize(("name", "kind"), [("x.parquet", "Parquet"), ("X.XES", "XES"), ("x.xes.gz", "XES")])
def test_rubbish_is_refused_as_what_its_name_says(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"\x90\x01\x00rubbish")
    with pytest.raises(
        InputError, match=f"{name}: a file of this name must hold {kind}, but it holds no {kind}"
    ):
        read_log(tmp_path / name)


def test_text_is_read_whatever_its_name_says(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    path.write_text("case,task,end\n1,勘查,2026-07-01\n", encoding="utf-16")
    assert read_log(path).log.visits["stage"].tolist() == ["勘查"]


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: the file must be readable: No such file"):
        read_log(tmp_path / "none.csv")
    with pytest.raises(InputError, match="must unpack to at most 50 bytes"):
        read_log(saved(tmp_path), limit=50)
