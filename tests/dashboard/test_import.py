"""Opening a log from a file: what is looked at, guessed, read, refused and set aside."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shelf import FIRST, shelf
from dashboard.uploads import look
from dashboard.words import speaking
from domain.errors import InputError
from domain.io import write_log
from tests.dashboard.conftest import Start
from tests.dashboard.logs import tiny_log

EVENTS = """Case ID,Activity,Start Time,End Time,Resource,Channel
C1,Review,2026-03-02T08:00+08:00,2026-03-02T09:00+08:00,Li,online
C1,Visit,2026-03-03T08:00+08:00,2026-03-03T10:00+08:00,Wang,online
C2,Review,2026-03-02T10:00+08:00,2026-03-02T11:00+08:00,Li,hall
"""
BROKEN = EVENTS + "C2,Visit,2026-03-04T10:00+08:00,2026-03-03T10:00+08:00,Wang,hall\n"


def sent(app: AppTest, text: str, name: str = "events.csv") -> AppTest:
    """Choose a file on the import page."""
    return app.file_uploader[0].set_value((name, text.encode(), "text/csv")).run()


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def test_without_a_file_the_page_says_what_it_takes(start: Start) -> None:
    assert "No file yet" in " ".join(str(element.value) for element in start("import_log").markdown)


def test_a_file_is_shown_with_what_was_guessed(start: Start) -> None:
    app = sent(start("import_log"), EVENTS)
    roles = {box.label: box.value for box in app.selectbox}
    assert (roles["Application (case)"], roles["Activity"]) == ("Case ID", "Activity")
    assert (roles["Start of the work"], roles["Completion of the work"]) == ("Start Time", "End Time")
    assert list(app.dataframe[0].value["Case ID"]) == ["C1", "C1", "C2"]


def test_a_log_that_was_read_lies_on_the_board(start: Start) -> None:
    app = press(sent(start("import_log"), EVENTS), "read_log")
    assert app.title[0].value == "Board"
    assert app.selectbox(key="header_log").value != FIRST
    opened = shelf().get(app.query_params["log"])
    assert opened is not None
    assert (len(opened.log), opened.label) == (2, "events.csv")


def test_a_corrected_role_is_used(start: Start) -> None:
    app = sent(start("import_log"), EVENTS)
    box = next(box for box in app.selectbox if box.label == "Person or crew")
    box.set_value("Channel").run()
    app = press(app, "read_log")
    opened = shelf().get(app.query_params["log"])
    assert opened is not None
    assert list(opened.log.visits["resource"]) == ["online", "online", "hall"]


def test_a_file_that_breaks_a_rule_is_refused_in_one_sentence(start: Start) -> None:
    app = press(sent(start("import_log"), BROKEN), "read_log")
    assert len(app.error) == 1
    assert "row" in app.error[0].value
    assert app.title[0].value == "Open a log"


def test_rows_set_aside_are_counted_before_the_board_is_shown(start: Start) -> None:
    app = sent(start("import_log"), BROKEN)
    app.toggle[0].set_value(True).run()
    app = press(app, "read_log")
    assert "1 rows were set aside" in app.warning[0].value
    assert press(app, "show_read").title[0].value == "Board"


@pytest.mark.parametrize(("text", "said"), [("", "empty"), ("%PDF-1.7", "PDF")])
def test_a_file_that_is_no_log_is_refused(start: Start, text: str, said: str) -> None:
    assert said in sent(start("import_log"), text).error[0].value


def test_a_refusal_is_said_in_chinese(tmp_path: Path) -> None:
    from dashboard.words.told import told

    file = tmp_path / "empty.csv"
    file.touch()
    with pytest.raises(InputError) as refused:
        look("1", file)
    with speaking("zh"):
        assert told(str(refused.value)) == "empty.csv：文件为空，日志文件必须包含事件。"


def test_a_log_written_here_needs_no_mapping(tmp_path: Path) -> None:
    write_log(tiny_log(), tmp_path / "tiny.parquet")
    assert look("1", tmp_path / "tiny.parquet").guess is None
