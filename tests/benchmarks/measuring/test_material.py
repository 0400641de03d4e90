from pathlib import Path

import pytest

from benchmarks.measuring import material


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep files in a folder of the test's own."""
    monkeypatch.setattr(material, "FOLDER", tmp_path)
    return tmp_path


def test_a_file_is_made_once(folder: Path) -> None:
    made: list[Path] = []

    def make(path: Path) -> None:
        made.append(path)
        path.write_text("content", "utf-8")

    first, second = material.kept("log.csv", make), material.kept("log.csv", make)
    assert first == second
    assert first.read_text("utf-8") == "content"
    assert len(made) == 1


def test_a_file_that_could_not_be_made_is_tried_again(folder: Path) -> None:
    def fail(path: Path) -> None:
        path.write_text("half", "utf-8")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        material.kept("log.csv", fail)
    assert material.kept("log.csv", lambda path: path.touch()).read_text("utf-8") == ""


def test_files_of_another_version_of_the_program_are_removed(folder: Path) -> None:
    (folder / "older").mkdir()
    (folder / "older" / "log.csv").touch()
    kept = material.kept("log.csv", lambda path: path.touch())
    assert list(folder.iterdir()) == [kept.parent]


def test_a_real_log_that_is_not_at_hand_has_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWITCHBOARD_DATA", str(tmp_path))
    assert material.real_data("receipt.csv") is None
    (tmp_path / "receipt.csv").touch()
    assert material.real_data("receipt.csv") == tmp_path / "receipt.csv"
