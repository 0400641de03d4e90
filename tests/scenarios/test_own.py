"""Scenarios readers save."""

from pathlib import Path

import pytest

from domain.errors import InputError
from scenarios.own import save, saved, saved_text

TEXT = "# mine\nextends: one_stop\nname: july\ntitle: {en: July, zh: 七月}\nwhy: To try it.\n"


def test_a_saved_scenario_is_found_as_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    assert saved(folder) == {}
    assert save(TEXT, folder).name == "july.yaml"
    assert saved_text("july", folder) == TEXT
    assert [(name, entry.title.zh) for name, entry in saved(folder).items()] == [("july", "七月")]


def test_one_of_the_same_name_is_replaced_only_when_that_is_said(tmp_path: Path) -> None:
    save(TEXT, tmp_path)
    with pytest.raises(InputError, match="'july': a scenario of this name is saved already"):
        save(TEXT + "levers: {data_sharing: false}\n", tmp_path)
    assert saved_text("july", tmp_path) == TEXT
    save(TEXT + "levers: {data_sharing: false}\n", tmp_path, replace=True)
    assert "data_sharing" in saved_text("july", tmp_path)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("../july", "must be of letters, digits, _ and -"),
        ("one_stop", "must not be one of the library"),
        ("''", "name"),
    ],
)
def test_a_name_that_is_no_files_name_or_the_librarys_is_refused(
    name: str, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=problem):
        save(TEXT.replace("july", name), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_text_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="demand"):
        save(TEXT + "demand: 3\n", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_scenario_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("shopping: [milk]\n", encoding="utf-8")
    (tmp_path / "odd.yaml").write_bytes(b"\xff\xfe")
    save(TEXT, tmp_path)
    assert list(saved(tmp_path)) == ["july"]


@pytest.mark.parametrize("name", ["august", "../july", "july.yaml"])
def test_one_that_is_not_saved_cannot_be_read(name: str, tmp_path: Path) -> None:
    save(TEXT, tmp_path)
    with pytest.raises(InputError, match="must be one that is saved"):
        saved_text(name, tmp_path / "other" if name == "august" else tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="the folder must be writable"):
        save(TEXT, tmp_path / "file" / "scenarios")
