from pathlib import Path

import pytest

from benchmarks.measuring.results import missed, record, replaced
from benchmarks.measuring.section import Line, Section, at_least, at_most, compared
from domain.errors import InputError

BEFORE = """\
# Results

<!-- begin: not_reached -->
<!-- end: not_reached -->

<!-- begin: kpis -->
old figures
<!-- end: kpis -->

<!-- begin: twin -->
the twin's
<!-- end: twin -->
"""

SLOW = Section(
    "KPIs", "All of them.", (compared("all", "s", [4.0], target=at_most(3)), compared("few", "s", [1.0]))
)
QUICK = Section("KPIs", "All of them.", (compared("all", "s", [2.0], target=at_most(3)),))


def test_a_part_takes_the_place_of_what_stood_between_its_markers() -> None:
    assert replaced(BEFORE, "kpis", "new figures\n") == BEFORE.replace("old figures", "new figures")


def test_replacing_twice_is_replacing_once() -> None:
    once = replaced(BEFORE, "kpis", "new")
    assert replaced(once, "kpis", "new") == once


def test_a_part_without_a_place_goes_to_the_end() -> None:
    assert (
        replaced("# Results\n", "new", "text")
        == "# Results\n\n<!-- begin: new -->\ntext\n<!-- end: new -->\n"
    )


def test_a_part_that_does_not_end_is_refused() -> None:
    with pytest.raises(InputError, match="must end with '<!-- end: kpis -->'"):
        replaced(BEFORE.replace("<!-- end: kpis -->", ""), "kpis", "new")


def test_only_figures_that_miss_their_target_are_listed() -> None:
    assert missed(SLOW.markdown()) == ["KPIs, all: 4; target at most 3 s."]


def test_a_figure_with_a_target_that_was_not_taken_is_listed() -> None:
    section = Section("Import", "", (Line("CSV", "events/s", None, "not at hand", target=at_least(100)),))
    assert missed(section.markdown()) == ["Import, CSV: not measured; target at least 100 events/s."]


def test_the_file_lists_what_is_not_reached_until_it_is(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    path.write_text(BEFORE, "utf-8")
    record(path, "kpis", SLOW.markdown())
    assert "- KPIs, all: 4; target at most 3 s.\n<!-- end: not_reached -->" in path.read_text("utf-8")
    record(path, "kpis", QUICK.markdown())
    text = path.read_text("utf-8")
    assert "Every target measured below is reached.\n<!-- end: not_reached -->" in text
    assert "the twin's" in text
    assert [file.name for file in tmp_path.iterdir()] == ["RESULTS.md"]


def test_a_file_that_cannot_be_replaced_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "RESULTS.md"
    path.write_text(BEFORE, "utf-8")

    def full(*_: object, **__: object) -> int:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises((OSError, InputError)):
        record(path, "kpis", "new")
    assert path.read_bytes().decode() == BEFORE
    assert [file.name for file in tmp_path.iterdir()] == ["RESULTS.md"]
