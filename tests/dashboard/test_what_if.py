"""The What-if page in each of its states."""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import asking
from dashboard.jobs import Job, JobState
from dashboard.navigation import PAGES
from dashboard.words import speaking
from dashboard.words.own import words_of
from dashboard.words.told import told
from domain.errors import InputError
from scenarios import library, load, to_yaml
from simulation.comparison import Comparison
from tests.dashboard.conftest import Start
from tests.simulation.small import visit_then_paper
from tests.workbench.answers import answered
from workbench.saved import all_saved
from workbench.variant import Variant
from workbench.what_if import WhatIf

QUICK = {"scenario": "one_stop", "demand": "0.1", "days": "2", "replications": "2"}
QUESTION = WhatIf("one_stop", (Variant(demand=0.1),), days=2, replications=2)


@pytest.fixture(scope="module")
def answer() -> Comparison:
    return answered(QUESTION)


@pytest.fixture(autouse=True)
def _no_jobs_are_left() -> Iterator[None]:
    asking.jobs.cache_clear()
    yield
    asking.jobs.cache_clear()


def texts(app: AppTest) -> str:
    kinds = (app.subheader, app.caption, app.markdown, app.warning, app.error, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def begin(work: Callable[[Job], Any], about: WhatIf = QUESTION) -> Job:
    return asking.jobs().start(work, about)


def settle(job: Job, until: Callable[[Job], bool] = lambda job: job.status.ended) -> None:
    limit = time.monotonic() + 120
    while not until(job) and time.monotonic() < limit:
        time.sleep(0.005)
    assert until(job)


def show_and_wait(answer: Comparison) -> Callable[[Job], None]:
    def work(job: Job) -> None:
        job.progress(3, 4)
        job.show(answer)
        while not job.cancelled():
            time.sleep(0.005)

    return work


def test_the_page_keeps_all_of_a_what_if_in_its_address() -> None:
    entry = next(entry for entry in PAGES if entry.key == "what_if")
    assert set(entry.asks) == set(asking.ADDRESS_KEYS)


def test_before_a_run_the_page_says_what_to_do(start: Start) -> None:
    app = start("what_if")
    assert not app.exception
    assert "Choose what changes, then run it" in app.info[0].value
    assert "Nothing differs from the base yet." in texts(app)
    assert app.selectbox(key="what_if_scenario").value == "one_stop"


def test_a_link_reopens_what_was_changed(start: Start) -> None:
    crews = "survey_old_town:6,installation_harbour_park:1"
    app = start("what_if", scenario="one_stop", crews=crews, levers="data_sharing:off", demand="1.2")
    assert not app.exception
    said = texts(app)
    for change in ("Site survey, Old town: 4 → 6", "Installation, Harbour park: 3 → 1", "Shared data: off"):
        assert change in said
    assert app.slider(key="what_if_demand").value == 120
    assert app.toggle(key="what_if_leversdata_sharing").value is False


def test_a_change_stands_in_the_address_and_one_taken_back_does_not(start: Start) -> None:
    app = start("what_if", **QUICK)
    app.toggle(key="what_if_leversdata_sharing").set_value(False).run()
    assert app.query_params["levers"] == "data_sharing:off"
    app.toggle(key="what_if_leversdata_sharing").set_value(True).run()
    assert "levers" not in app.query_params


def test_variants_are_added_as_the_base_or_as_a_copy_up_to_four_and_taken_away(start: Start) -> None:
    app = start("what_if", **QUICK)
    app.button(key="what_if_add").click().run()
    assert app.query_params["name2"] == "Variant 2"
    assert "demand2" not in app.query_params
    app.segmented_control(key="what_if_edited").set_value(0).run()
    app.button(key="what_if_copy").click().run()
    assert app.query_params["demand3"] == "0.1"
    app.button(key="what_if_add").click().run()
    assert app.query_params["name4"] == "Variant 4"
    assert app.button(key="what_if_add").disabled
    app.button(key="what_if_remove").click().run()
    assert "name4" not in app.query_params
    assert app.segmented_control(key="what_if_edited").value == 2
    assert not app.exception


def test_a_change_goes_to_the_variant_on_the_table(start: Start) -> None:
    app = start("what_if", **QUICK, name2="More desks", variant="2")
    app.number_input(key="what_if_desksmetering").set_value(5).run()
    assert app.query_params["desks2"] == "metering:5"
    assert "**More desks**: :blue-badge[Desk of Metering: 2 → 5]" in texts(app)


def test_a_name_that_another_variant_has_is_not_taken(start: Start) -> None:
    app = start("what_if", **QUICK, name="A", name2="B", variant="2")
    app.text_input(key="what_if_name").set_value("A").run()
    assert app.query_params["name2"] == "B"
    app.text_input(key="what_if_name").set_value("C *").run()
    assert app.query_params["name2"] == "C *"
    assert r"**C \*** " not in texts(app)


def test_crews_that_are_away_and_promises_are_told_with_their_days_and_hours(start: Start) -> None:
    app = start("what_if", **QUICK, away="survey_old_town:1+2", promises="residential_48h:36")
    said = texts(app)
    assert "Site survey, Old town away 2 Mar 2026 to 3 Mar 2026" in said
    assert "Residential supply within 48 h: 48 → 36" in said
    app.multiselect(key="what_if_away").set_value([]).run()
    assert "away" not in app.query_params


def test_another_base_scenario_takes_the_changes_away(start: Start) -> None:
    app = start("what_if", **QUICK, crews="survey_old_town:6")
    app.selectbox(key="what_if_scenario").set_value("traditional").run()
    assert "survey_old_town" not in app.query_params.get("crews", "")
    assert "Nothing differs from the base yet." in texts(app)


def test_reset_takes_all_changes_back(start: Start) -> None:
    app = start("what_if", **QUICK, crews="survey_old_town:6")
    app.button(key="what_if_reset").click().run()
    assert "Nothing differs from the base yet." in texts(app)


def test_a_link_that_cannot_be_read_says_why_and_shows_the_first_what_if(start: Start) -> None:
    app = start("what_if", scenario="one_stop", crews="nobody:3")
    assert not app.exception
    assert "This link cannot be read" in app.warning[0].value
    assert app.selectbox(key="what_if_scenario").value == "one_stop"


def test_while_it_runs_figures_have_no_verdict_and_it_can_be_cancelled(
    start: Start, answer: Comparison
) -> None:
    partial = Comparison(answer.base, (answer.others[0].only({0}),))
    job = begin(show_and_wait(partial))
    settle(job, lambda job: job.status.partial is not None)
    app = start("what_if", **QUICK, run=job.key)
    assert not app.exception
    assert "Cycle time, mean" in texts(app)
    assert "-badge[" not in re.sub(r":blue-badge\[", "", texts(app))
    next(button for button in app.button if button.label == "Cancel").click().run()
    settle(job)
    assert job.status.state is JobState.CANCELLED


def test_a_cancelled_run_shows_what_there_was_without_a_verdict(start: Start, answer: Comparison) -> None:
    job = begin(show_and_wait(Comparison(answer.base, (answer.others[0].only({0}),))))
    settle(job, lambda job: job.status.partial is not None)
    job.cancel()
    settle(job)
    app = start("what_if", **QUICK, run=job.key)
    assert "Cancelled after 3 of 4 runs" in app.warning[0].value
    assert "Cycle time, mean" in texts(app)


def test_a_failed_run_says_why_in_one_sentence(start: Start) -> None:
    def work(job: Job) -> None:
        raise InputError("Stage 'survey' must have crews.")

    job = begin(work)
    settle(job)
    app = start("what_if", **QUICK, run=job.key)
    assert app.error[0].value == "Stage 'survey' must have crews."


def test_a_finished_run_shows_intervals_verdicts_charts_and_downloads(
    start: Start, answer: Comparison
) -> None:
    job = begin(lambda job: answer)
    settle(job)
    app = start("what_if", **QUICK, run=job.key)
    assert not app.exception
    said = texts(app)
    assert re.search(r"\(−?[\d.]+ to [+−]?[\d.]+\)", said)
    assert re.search(r":(green|red|gray|orange)-badge\[", said)
    assert "How long applications take" in said
    assert "runs: n = 2" in said
    labels = {getattr(button, "label", None) for button in app.get("download_button")}
    assert {"Scenario (YAML)", "Figures (CSV)"} <= labels


NOBODY = Variant(crews={"survey_crew": 0}, desks={"office": 0})


@pytest.mark.parametrize(
    ("crews", "variant", "said"),
    [
        (1, NOBODY, "What if 0"),
        (1, Variant(demand=0.0), "What if 0"),
        (0, NOBODY, "No application was finished in the days measured."),
    ],
)
def test_a_side_in_which_nothing_is_finished_is_shown_like_any_other(
    start: Start, crews: int, variant: Variant, said: str
) -> None:
    text = to_yaml(visit_then_paper(crews))
    question = WhatIf("small", (variant,), days=2, replications=2, text=text)
    job = begin(lambda job: answered(question), question)
    settle(job)
    app = start("what_if", run=job.key)
    assert not app.exception
    assert said in texts(app)


def test_choices_changed_after_a_run_are_told_apart_from_what_it_answered(
    start: Start, answer: Comparison
) -> None:
    job = begin(lambda job: answer)
    settle(job)
    app = start("what_if", **{**QUICK, "demand": "0.5"}, run=job.key)
    assert "The choices changed since this run." in texts(app)
    assert "Applications: 100% → 10%" in texts(app)


def test_a_run_of_nothing_changed_is_called_what_it_is(start: Start, answer: Comparison) -> None:
    unchanged = WhatIf("one_stop", days=2, replications=2)
    job = begin(lambda job: answer, unchanged)
    settle(job)
    app = start("what_if", scenario="one_stop", days="2", replications="2", run=job.key)
    assert app.button(key="what_if_run").label == "Run the base"
    assert "Nothing was changed: both sides are the base." in texts(app)
    app.slider(key="what_if_demand").set_value(120).run()
    assert app.button(key="what_if_run").label == "Run"


def test_the_share_link_reopens_the_result_of_these_choices_and_of_no_others(
    start: Start, answer: Comparison
) -> None:
    job = begin(lambda job: answer)
    settle(job)
    app = start("what_if", **QUICK, run=job.key)
    assert [f"run={job.key}" in code.value for code in app.code] == [False, True]
    app.slider(key="what_if_demand").set_value(120).run()
    assert [f"run={job.key}" in code.value for code in app.code] == [False]


def test_a_result_no_longer_kept_is_said_to_be_gone(start: Start) -> None:
    app = start("what_if", **QUICK, run="0" * 32)
    assert "no longer kept" in app.info[0].value


def test_a_run_ends_with_the_comparison_that_the_command_line_gives(start: Start, answer: Comparison) -> None:
    app = start("what_if", **QUICK)
    app.button(key="what_if_run").click().run()
    job = asking.jobs().get(app.query_params["run"])
    assert job is not None
    settle(job)
    assert job.status.result == answer


def test_the_log_of_a_run_opens_on_the_board(start: Start, answer: Comparison) -> None:
    job = begin(lambda job: answer)
    settle(job)
    app = start("what_if", **QUICK, run=job.key)
    next(button for button in app.button if button.label == "Open on the Board").click().run()
    assert not app.exception
    assert app.title[0].value == "Board"
    assert "One-stop service (what-if)" in str(app.selectbox(key="header_log").options)


def test_the_log_of_a_run_opens_with_the_days_measured_and_says_that_it_has_a_warm_up(
    start: Start, answer: Comparison
) -> None:
    job = begin(lambda job: answer)
    settle(job)
    app = start("what_if", **QUICK, run=job.key)
    next(button for button in app.button if button.label == "Open on the Board").click().run()
    horizon = QUESTION.variant().horizon
    assert app.query_params["period"] == "dates"
    assert app.query_params["from"] == horizon.start.isoformat()
    assert app.query_params["to"] == (horizon.start + timedelta(days=1)).isoformat()
    assert f"incl. {horizon.warm_up_days} days of warm-up" in texts(app)
    assert "Scenario: One-stop service (what-if)" in texts(app)


def test_a_day_is_watched_from_the_log_of_a_run(start: Start, answer: Comparison) -> None:
    job = begin(lambda job: answer)
    settle(job)
    app = start("what_if", **QUICK, run=job.key)
    assert not app.get("bidi_component")
    app.toggle(key="day_on").set_value(True).run()
    assert not app.exception
    [player] = app.get("bidi_component")
    handed = json.loads(player.proto.json)
    assert "Site survey" in handed["lanes"]
    assert handed["visits"]


def test_an_answer_is_saved_with_a_why_reopened_and_reproduced(
    start: Start, answer: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SWITCHBOARD_VAR", str(tmp_path))
    job = begin(lambda job: answer)
    settle(job)
    app = start("what_if", **QUICK, run=job.key)
    assert app.button(key="study_save").disabled
    app.text_input(key="study_title").set_value("Calm")
    app.text_area(key="study_why").set_value("To see.").run()
    app.button(key="study_save").click().run()
    assert not app.exception
    [kept] = all_saved(tmp_path / "studies")
    assert (kept.study.title, kept.study.what_if()) == ("Calm", QUESTION)
    app.slider(key="what_if_demand").set_value(120).run()
    app.button(key="study_open").click().run()
    assert app.query_params["demand"] == "0.1"
    app.button(key="study_reproduce").click().run()
    again = asking.jobs().get(app.session_state["study_job"])
    assert again is not None
    settle(again)
    app.run()
    assert not app.exception
    assert any("stored values agree to the last digit" in element.value for element in app.success)


@pytest.mark.parametrize("entry", library(), ids=lambda entry: str(entry.name))
def test_the_story_of_a_library_scenario_and_its_levers_has_its_chinese(entry: Any) -> None:
    scenario = load(entry.name)
    with speaking("zh"):
        said = [told(entry.why), words_of(entry.title)]
        said += [told(lever.mechanism) for lever in scenario.mechanisms.values()]
        said += [words_of(lever.title) for lever in scenario.mechanisms.values()]
    assert [text for text in said if text.isascii() or text.startswith("英文")] == []
