"""Every page in each of its states, as a reader's session runs it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES, Page, page
from dashboard.shelf import OpenLog, shelf
from dashboard.words import speaking
from domain.eventlog import EventLog, Origin
from domain.terms import Terms
from simulation.run import run
from tests.dashboard.conftest import MAIN, Start
from tests.dashboard.logs import at, put_first, tiny_log
from tests.simulation.small import visit_then_paper


def texts(app: AppTest) -> str:
    """All that is written on a page."""
    kinds = (app.title, app.subheader, app.caption, app.markdown, app.warning, app.error, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def fresh() -> AppTest:
    """A new session of the application with whatever is on the shelf."""
    return AppTest.from_file(str(MAIN), default_timeout=30).run()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_opens_in_both_languages(start: Start, entry: Page, language: str) -> None:
    app = start(entry.key, lang=language)
    assert not app.exception
    assert app.title[0].value == {"en": entry.title, "zh": app.title[0].value}[language]
    assert app.title[0].value.isascii() == (language == "en")


def test_the_board_tells_simulated_data_from_real_ones(start: Start) -> None:
    assert "Scenario: One-stop service · seed 1" in texts(start())
    key = shelf().put(put_first(tiny_log(Origin.IMPORTED)))
    assert key == "first"
    app = fresh()
    assert "Scenario" not in texts(app)


def test_cards_show_value_change_and_how_many_things_they_rest_on(start: Start) -> None:
    app = start(period="all")
    values = {metric.label: metric.value for metric in app.metric}
    # Submitted three, finished two, one of two deadlines due by now met.
    assert (values["Submitted"], values["Finished"], values["Open applications"]) == ("3", "2", "1")
    assert values["Promises kept on time"] == "50%"
    assert {button.label for button in app.button if button.key == "card_on_time_rate"} == {
        "*Promises kept on time* n = 2"
    }
    assert {metric.delta for metric in app.metric} == {"no period before"}


def test_what_a_log_does_not_record_is_said_and_not_drawn(start: Start) -> None:
    app = start()
    assert "Cost per application" not in {metric.label for metric in app.metric}
    assert "Not recorded in this log and period" in texts(app)


def test_the_trend_of_promises_says_what_a_large_point_means(start: Start) -> None:
    assert "The larger a point, the more deadlines were due" in texts(start(period="all"))


def test_without_due_dates_the_board_says_so_and_draws_no_empty_axes() -> None:
    log = tiny_log()
    put_first(EventLog.build({"applications": log.applications, "visits": log.visits}, log.observed_until))
    app = fresh()
    assert "This log has no due dates." in texts(app)
    assert "The larger a point" not in texts(app)


def test_a_period_in_which_nothing_was_due_has_no_trend(start: Start) -> None:
    # On Monday two applications came; the first deadline falls due on Wednesday.
    app = start(period="dates", **{"from": "2026-03-02", "to": "2026-03-02"})
    assert "Nothing to show in this period." in texts(app)
    assert "The larger a point" not in texts(app)


def test_a_filter_of_the_address_holds_on_the_board(start: Start) -> None:
    app = start(track="hv", period="all")
    assert {m.label: m.value for m in app.metric}["Submitted"] == "1"
    assert app.multiselect(key="filter_track").value == ["hv"]


def test_a_filter_chosen_on_the_page_stands_in_the_address_and_survives_another_page(start: Start) -> None:
    app = start(period="all")
    app.multiselect(key="filter_region").set_value(["old_town"]).run()
    assert app.query_params["region"] == "old_town"
    assert {m.label: m.value for m in app.metric}["Submitted"] == "2"
    app.switch_page(str(page("cases"))).run()
    assert app.query_params["region"] == "old_town"
    assert "2 applications" in texts(app)


def test_a_value_that_the_log_does_not_have_is_no_filter(start: Start) -> None:
    assert {m.label: m.value for m in start(track="railway", period="all").metric}["Submitted"] == "3"


def test_filters_that_let_nothing_pass_say_so(start: Start) -> None:
    app = start(track="hv", region="north_hills")
    assert "No application passes these filters" in texts(app)
    assert not app.metric


def test_two_dates_of_the_address_are_the_period(start: Start) -> None:
    # Monday and Tuesday: A1 and A2 submitted, A1 finished; A2 ends on Wednesday, A3 begins then.
    app = start(period="dates", **{"from": "2026-03-02", "to": "2026-03-03"})
    values = {metric.label: metric.value for metric in app.metric}
    assert (values["Submitted"], values["Finished"]) == ("2", "1")


def test_a_period_that_the_log_does_not_cover_says_what_it_covers(start: Start) -> None:
    app = start(period="dates", lang="en", **{"from": "2020-01-01", "to": "2020-12-31"})
    assert not app.exception
    assert "This log covers 2 Mar 2026 – 5 Mar 2026" in texts(app)
    assert not app.metric


def test_a_period_that_ends_before_its_log_says_why() -> None:
    # A2 is finished three days after the last submission.
    why = "Up to the last submission in the log"
    log = EventLog.build({"applications": tiny_log().applications}, at(200))
    put_first(log)
    assert why in texts(fresh())
    put_first(replace(log, origin=Origin.LIVE))
    assert why not in texts(fresh())


def test_a_period_is_cut_at_the_ends_of_the_log(start: Start) -> None:
    # The log ends at Friday's midnight: a year is its four days, of which nothing is shown beyond.
    app = start(period="dates", **{"from": "2026-01-01", "to": "2026-12-31"})
    assert app.date_input(key="period_range").value == (date(2026, 3, 2), date(2026, 3, 5))
    assert {metric.label: metric.value for metric in app.metric}["Submitted"] == "3"


@pytest.mark.parametrize(
    "days", [{"from": "yesterday", "to": "2026-03-03"}, {"from": "2026-03-05", "to": "2026-03-03"}]
)
def test_dates_that_are_no_period_fall_back_to_the_usual_one(start: Start, days: dict[str, str]) -> None:
    assert not start(period="dates", **days).exception


def test_a_click_on_a_card_shows_the_applications_behind_it(start: Start) -> None:
    app = start(period="all")
    app.button(key="card_finished").click().run()
    assert "Finished" in [element.value for element in app.subheader]
    assert app.query_params["figure"] == "finished"
    assert list(app.dataframe[0].value["application_id"]) == ["A1", "A2"]


@pytest.mark.parametrize(
    ("figure", "group", "title", "ids"),
    [
        ("", "all", "All applications · whole log", {"A1", "A2", "A3"}),
        ("waiting_time", "stage=survey", "Waiting time · Site survey", {"A1", "A2"}),
        ("visits", "stage=survey", "Visits of Site survey", {"A1", "A2"}),
        ("ageing", "from_hours=24,to_hours=48", "Age of open applications · 24–48 h", {"A3"}),
        ("transition", "from=,to=survey", "Transition · Start → Site survey", {"A1", "A2"}),
        ("transition", "from=meter_installation,to=", "Transition · Meter installation → End", {"A1", "A2"}),
    ],
)
def test_every_kind_of_figure_can_be_looked_behind(
    start: Start, figure: str, group: str, title: str, ids: set[str]
) -> None:
    app = start("cases", period="all", figure=figure, group=group)
    assert app.subheader[0].value == title
    assert set(app.dataframe[0].value["application_id"]) == ids


def test_all_applications_are_of_the_whole_log_and_show_no_period(start: Start) -> None:
    days = {"from": "2026-03-02", "to": "2026-03-02"}
    assert start("cases", period="dates", figure="submitted", **days).date_input
    app = start("cases", period="dates", **days)
    assert len(app.dataframe[0].value) == 3
    assert not app.date_input


def test_what_is_not_known_of_an_application_is_left_blank(start: Start) -> None:
    rows = start("cases").dataframe[0].value.set_index("application_id")
    assert rows["stage"].tolist() == ["", "", "Site survey"]


def test_a_row_says_which_promise_is_due_when_and_when_it_was_met(start: Start) -> None:
    rows = start("cases").dataframe[0].value.set_index("application_id")
    assert rows.loc["A2", "due_at"] == pd.Timestamp("2026-03-04 01:00")
    assert rows.loc["A2", "met_at"] == pd.Timestamp("2026-03-04 13:00")
    assert rows.loc["A2", ["promise", "late"]].tolist() == ["Residential supply within 48 h", "late"]
    assert rows["met_at"].isna().tolist() == [False, False, True]


def test_a_figure_without_applications_says_so(start: Start) -> None:
    app = start("cases", figure="finished", track="hv")
    assert "No application is behind this figure" in texts(app)


def test_one_application_shows_its_facts_and_its_entries(start: Start) -> None:
    app = start("case", id="A2")
    assert "**Finished · late**" in texts(app)
    entries = app.dataframe[0].value
    assert list(entries["What"][:2]) == ["Milestone", "Deadline"]
    assert "desk 1" in " ".join(entries["Detail"])


def test_an_application_that_is_not_in_the_log_is_said_to_be_missing(start: Start) -> None:
    app = start("case", id="A9")
    assert app.error[0].value == "This log has no application A9."


def test_without_a_number_the_page_asks_for_one(start: Start) -> None:
    app = start("case")
    assert "Which application?" in texts(app)
    app.text_input(key="case_number").set_value("A1").run()
    assert app.query_params["id"] == "A1"
    assert "**Finished**" in texts(app)


def test_the_language_chosen_stands_in_the_address_and_survives_another_page(start: Start) -> None:
    app = start()
    app.segmented_control(key="header_language").set_value("zh").run()
    assert app.query_params["lang"] == "zh"
    assert app.title[0].value == "看板"
    with speaking("zh"):  # the harness asks widgets for their labels outside the session
        app.switch_page(str(page("import_log"))).run()
    assert app.title[0].value == "导入日志"


def test_a_link_to_a_log_that_nobody_has_open_says_so_and_shows_the_first(start: Start) -> None:
    app = start(log="gone")
    assert "no longer open" in app.warning[0].value
    assert app.metric


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_the_log_is_chosen_where_it_is_shown(start: Start, entry: Page) -> None:
    keys = {widget.key for widget in start(entry.key).selectbox}
    assert ("header_log" in keys) == entry.of_log


def test_a_link_to_an_open_log_reopens_it(start: Start) -> None:
    put_first()
    key = shelf().put(OpenLog(tiny_log(Origin.IMPORTED), Terms.default(), "mine.csv"))
    app = start(log=key)
    assert app.selectbox(key="header_log").value == key
    assert "Scenario" not in texts(app)


def test_an_empty_log_is_an_empty_board_and_not_an_error() -> None:
    put_first(EventLog.build({}, at(0)))
    app = fresh()
    assert not app.exception
    assert "No application passes these filters" in texts(app)


@pytest.mark.parametrize("entry", [page for page in PAGES if page.of_log], ids=lambda entry: entry.key)
def test_a_page_tells_of_a_log_in_which_nothing_ends(entry: Page) -> None:
    put_first(run(visit_then_paper(crews=0, desks=0), seed=1))
    app = fresh().switch_page(str(page(entry.key))).run()
    assert not app.exception
