"""The Scenarios page in each of its states."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import drafting
from dashboard.words import speaking
from dashboard.words.told import told
from domain.errors import InputError
from scenarios.own import save, saved_text
from tests.dashboard.conftest import Start

WRONG = "extends: one_stop\nname: x\nlevers: {drons: true}\n"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SWITCHBOARD_VAR", str(tmp_path))


def text(app: AppTest) -> str:
    desk: Any = app.session_state["_draft"]
    return str(desk.text)


def lay(app: AppTest, written: str) -> AppTest:
    """Let the desk hold a text, as if it had been typed."""
    desk: Any = app.session_state["_draft"]
    app.session_state["_draft"] = drafting.Desk(desk.began, written, desk.revision, desk.sound)
    return app.run()


def test_the_page_begins_with_a_sound_difference_from_the_one_stop_service(start: Start) -> None:
    app = start("editor")
    assert not app.exception
    assert text(app) == "extends: one_stop\nname: my_one_stop\n"
    assert app.success[0].value == "This is a sound scenario: One-stop service."
    assert "Nothing a run depends on differs from One-stop service." in [c.value for c in app.caption]


def test_the_form_writes_only_what_differs_from_the_base(start: Start) -> None:
    app = start("editor")
    app.number_input(key="editor_demand/scale").set_value(1.2).run()
    app.toggle(key="editor_levers/data_sharing").set_value(False).run()
    assert text(app) == (
        "extends: one_stop\nname: my_one_stop\ndemand:\n  scale: 1.2\nlevers:\n  data_sharing: false\n"
    )
    app.number_input(key="editor_demand/scale").set_value(1.0).run()
    app.toggle(key="editor_levers/data_sharing").set_value(True).run()
    assert text(app) == "extends: one_stop\nname: my_one_stop\n"


def test_what_differs_is_shown_beside_the_base(start: Start) -> None:
    app = start("editor")
    app.number_input(key="editor_horizon/days").set_value(30).run()
    assert app.dataframe[-1].value.to_numpy().tolist() == [["horizon.days", "90", "30"]]


def test_a_wrong_text_says_what_is_wrong_and_the_form_waits(start: Start) -> None:
    app = lay(start("editor"), WRONG)
    assert not app.exception
    assert "levers.drons must name a lever that exists" in app.error[0].value
    assert app.number_input(key="editor_demand/scale").disabled
    assert app.button(key="editor_save").disabled
    sound = lay(app, WRONG.replace("drons", "data_sharing"))
    assert not sound.error
    assert not sound.number_input(key="editor_demand/scale").disabled


@pytest.mark.parametrize("name", ["../x", "one_stop", "taken", "gone"])
def test_what_keeps_a_scenario_from_being_saved_or_found_is_told_in_chinese(
    name: str, tmp_path: Path
) -> None:
    written = f"extends: one_stop\nname: {name}\n"
    if name == "taken":
        save(written, tmp_path)
    with pytest.raises(InputError) as error:
        saved_text(name, tmp_path) if name == "gone" else save(written, tmp_path)
    with speaking("zh"):
        assert told(str(error.value)).startswith("情景 '")


def test_days_of_a_year_without_announced_make_up_days_are_told(start: Start) -> None:
    app = start("editor")
    app.date_input(key="editor_horizon/start").set_value(date(2031, 3, 3)).run()
    said = "Make-up working days of 2031 are not announced yet: only holidays of that time count."
    assert said in [caption.value for caption in app.caption]


def test_a_saved_scenario_can_be_begun_with_again(start: Start, tmp_path: Path) -> None:
    app = start("editor")
    app.text_input(key="editor_title/en").set_value("July").run()
    app.button(key="editor_save").click().run()
    assert "Saved as my_one_stop.yaml." in [success.value for success in app.success]
    assert (tmp_path / "scenarios" / "my_one_stop.yaml").exists()
    again = start("editor", draft="my_one_stop")
    assert "July" in text(again)
    again.button(key="editor_save").click().run()
    assert "is saved already" in again.error[0].value
    again.checkbox(key="editor_replace").check().run()
    again.button(key="editor_save").click().run()
    assert "Saved as my_one_stop.yaml." in [success.value for success in again.success]


def test_a_text_is_saved_and_becomes_the_base_of_a_what_if(start: Start, tmp_path: Path) -> None:
    app = start("editor")
    app.number_input(key="editor_demand/scale").set_value(1.2).run()
    app.button(key="editor_try").click().run()
    assert (tmp_path / "scenarios" / "my_one_stop.yaml").exists()
    assert not app.exception
    assert app.query_params["scenario"] == "my_one_stop"
    assert app.selectbox(key="what_if_scenario").value == "my_one_stop"
    assert app.slider(key="what_if_demand").value == 120


def test_a_text_whose_name_is_taken_does_not_become_a_base(start: Start, tmp_path: Path) -> None:
    save("extends: one_stop\nname: my_one_stop\ndemand: {scale: 2}\n", tmp_path / "scenarios")
    app = start("editor")
    app.button(key="editor_try").click().run()
    assert "is saved already" in app.error[0].value


def test_a_what_if_asks_about_what_its_base_says_now(start: Start, tmp_path: Path) -> None:
    written = "extends: one_stop\nname: mine\ndemand: {scale: 2}\n"
    save(written, tmp_path / "scenarios")
    app = start("what_if", scenario="mine")
    assert app.slider(key="what_if_demand").value == 200
    save(written.replace("2", "0.5"), tmp_path / "scenarios", replace=True)
    assert app.run().slider(key="what_if_demand").value == 50


def test_a_link_to_a_base_that_is_no_saved_scenario_is_refused(start: Start, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "outside.yaml").write_text("extends: one_stop\nname: outside\n")
    app = start("what_if", scenario="../outside")
    assert not app.exception
    assert "This link cannot be read" in app.warning[0].value


def test_another_beginning_lays_another_text(start: Start) -> None:
    app = start("editor")
    app.number_input(key="editor_demand/scale").set_value(1.2).run()
    app.selectbox(key="editor_began").set_value("traditional").run()
    assert text(app) == "extends: traditional\nname: my_traditional\n"
    assert app.query_params["draft"] == "traditional"


def test_beginning_anew_takes_all_changes_back(start: Start) -> None:
    app = start("editor")
    app.number_input(key="editor_demand/scale").set_value(1.2).run()
    app.button(key="editor_anew").click().run()
    assert text(app) == "extends: one_stop\nname: my_one_stop\n"


def test_a_link_to_what_is_not_there_begins_with_the_one_stop_service(start: Start) -> None:
    app = start("editor", draft="nothing")
    assert not app.exception
    assert text(app) == "extends: one_stop\nname: my_one_stop\n"
