from pathlib import Path

import pytest

from domain.errors import InputError
from domain.eventlog import Known
from domain.io import LogMapping


def saved(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_file_says_what_columns_mean(tmp_path: Path) -> None:
    text = (
        "case: 工单号\nstages: {现场勘查: survey}\ncase_attributes: {result: {column: 结果, known: later}}\n"
    )
    mapping = LogMapping.load(saved(tmp_path, text))
    assert (mapping.case, mapping.stages) == ("工单号", {"现场勘查": "survey"})
    assert mapping.case_attributes["result"].known is Known.LATER


def test_start_completion_and_due_date_may_be_said_as_well(tmp_path: Path) -> None:
    text = "case: id\nstart: began\ncompletion: ended\ndue date: promised\n"
    mapping = LogMapping.load(saved(tmp_path, text))
    assert (mapping.started, mapping.completed, mapping.due) == ("began", "ended", "promised")


def test_a_mapping_written_reads_back_equal(tmp_path: Path) -> None:
    mapping = LogMapping(case="id", completed="end", time_zone="Asia/Shanghai", end_activities=("End",))
    assert LogMapping.load(saved(tmp_path, mapping.to_yaml())) == mapping


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "case: id\ncompletd: end\n",
            r"map\.yaml: key 'completd' must be one that is known \(nearest: 'completed'\)",
        ),
        (
            "case: id\nstart: a\nstarted: b\n",
            r"map\.yaml: key 'start' must not stand beside 'started', which says the same",
        ),
        ("case: id\ncase_attributes: {x: {colum: y}}\n", r"key 'case_attributes\.x\.column' must be there"),
        ("activity: task\n", "key 'case' must be there"),
        (
            "case: id\ntime_zone: Asia/Shangai\n",
            r"must be an IANA name .* got 'Asia/Shangai' \(nearest: 'Asia/Shanghai'\)",
        ),
        (
            "case: id\nday_first: perhaps\n",
            r"key 'day_first': Input should be a valid boolean.*got 'perhaps'",
        ),
        ("- a\n- b\n", "Mapping file 'map.yaml' must hold keys and values, got a list"),
        ("", "must hold keys and values, got nothing"),
        ("case: [", "must be valid YAML: line 2"),
        ("case: !!python/object:os.system x", "must be valid YAML: line 1"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_told_in_one_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        LogMapping.load(saved(tmp_path, text))


def test_a_mapping_file_of_other_letters_or_none_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes("case: 工单号".encode("gb18030"))
    with pytest.raises(InputError, match="must be UTF-8 text: byte 6 is not"):
        LogMapping.load(path)
    with pytest.raises(InputError, match="must be readable: No such file"):
        LogMapping.load(tmp_path / "none.yaml")
    path.write_bytes(b"#" * 2_000_001)
    with pytest.raises(InputError, match="at most 2,000,000 bytes"):
        LogMapping.load(path)
