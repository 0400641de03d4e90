"""Delay risk, Model card, and what is foretold in tables and on the page of a case."""

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard import foretelling
from dashboard.components import dates_told
from dashboard.foretelling import Foretold
from dashboard.jobs import JobState
from dashboard.navigation import page as page_file
from dashboard.shelf import FIRST, OpenLog, shelf
from dashboard.words import speaking
from dashboard.words.naming import names
from dashboard.words.reasons import INSIDE, feature
from dashboard.words.told import told
from domain.terms import Terms
from models.alarms import Costs
from models.dates_told import dates_told as history
from models.features import Group
from models.outlook import WHOLE
from models.outlook_frames import ahead, features_read, figures, why
from tests.dashboard.conftest import Start
from tests.dashboard.logs import at, put_first
from tests.dashboard.test_pages import fresh, texts
from tests.models.foretold import foretold, open_log


def worked_out() -> OpenLog:
    """The log of quick and slow applications, with what is foretold of it."""
    opened = put_first(open_log())
    foretelling.kept().keep(FIRST, Foretold(opened.log, foretold(), at(9000)))
    return opened


def shown(page: str, **query: Any) -> Any:
    worked_out()
    app = fresh()
    app.switch_page(str(page_file(page)))
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def test_too_few_finished_applications_are_told_with_how_many_are_missing(start: Start) -> None:
    app = start("delay_risk")
    assert "Nothing has been learned from this log yet" in texts(app)
    app.button(key="foretell").click().run()
    opened = shelf().get(FIRST)
    assert opened is not None
    job = foretelling.job(opened)
    assert job is not None
    while not job.status.ended:
        time.sleep(0.02)
    app.run()
    assert "at least 50 cases to learn from, got" in app.error[0].value


def test_learning_that_is_given_up_leaves_nothing_and_can_be_begun_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = put_first(open_log())
    begun = threading.Event()

    def outlook(*_: object, tell: Callable[[int, int], None]) -> None:
        begun.wait(20)
        tell(2, 4)

    monkeypatch.setattr(foretelling, "outlook", outlook)
    job = foretelling.start(opened)
    job.cancel()
    begun.set()
    while not job.status.ended:
        time.sleep(0.01)
    assert (job.status.state, foretelling.ready(opened)) == (JobState.CANCELLED, None)
    app = fresh()
    app.switch_page(str(page_file("delay_risk"))).run()
    assert app.button(key="foretell")


def test_open_applications_come_with_risk_dates_and_reason() -> None:
    app = shown("delay_risk")
    assert not app.exception
    table = app.dataframe[0].value
    ahead_of_them = table["due_at"] > foretold().at.tz_localize(None)
    assert table["risk"][ahead_of_them].is_monotonic_decreasing
    assert ahead_of_them.is_monotonic_decreasing
    assert set(table["reason"]) <= {*INSIDE.values(), "–"}
    assert len(table) == len(foretold().open)
    assert f"Why: {table['application_id'].iloc[0]}" in texts(app)


def test_the_cards_rest_on_the_frames() -> None:
    values = {metric.label: metric.value for metric in shown("delay_risk").metric}
    now = ahead(foretold(), WHOLE, Costs(10, 1))
    assert values["Open applications"] == str(now.open)
    assert values["Worth a look now"] == str(now.alarms)


def test_costs_and_looks_stay_in_the_address() -> None:
    app = shown("delay_risk", missed_costs="2", looks_hourly="1")
    # A missed promise costs 2 and a false alarm 1: an alarm pays from a risk of 1/3.
    assert "from a risk of 33.3%" in texts(app)
    app.select_slider(key="risk_looks_hourly").set_value(10).run()
    assert app.query_params["looks_hourly"] == "10"


def test_where_the_model_of_then_was_asked_less_often_than_hourly_the_looks_are_of_so_many_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rarely = replace(foretold().past[WHOLE], step_hours=6)
    opened = worked_out()
    seldom = replace(foretold(), past={WHOLE: rarely})
    monkeypatch.setitem(foretelling.kept().foretold, FIRST, Foretold(opened.log, seldom, at(9001)))
    app = fresh()
    app.switch_page(str(page_file("delay_risk"))).run()
    assert app.select_slider(key="risk_looks_hourly").label == "Looks each 6 hours"
    assert any("Looks each 6 hours" in one.proto.spec for one in app.get("vega_lite_chart"))
    assert shown("delay_risk").select_slider(key="risk_looks_hourly").label == "Looks an hour"


@pytest.mark.parametrize(("language", "written"), [("en", "D MMM YYYY, HH:mm"), ("zh", "YYYY年M月D日 HH:mm")])
def test_a_column_of_instants_is_written_as_those_in_sentences_are(language: str, written: str) -> None:
    columns = json.loads(shown("delay_risk", lang=language).dataframe[0].proto.columns)
    assert columns["due_at"]["type_config"]["format"] == written


def test_what_cannot_be_told_names_the_log_as_readers_call_it() -> None:
    opened = put_first(replace(open_log(), name="one_stop"))
    said = "Log 'one_stop': no deadline of stages has fallen due: no risk of the next stage is predicted."
    foretelling.kept().keep(FIRST, Foretold(opened.log, replace(foretold(), notes=(said,)), at(9002)))
    app = fresh()
    app.switch_page(str(page_file("delay_risk"))).run()
    assert app.info[0].value.startswith("Log 'One-stop service': no deadline of stages")


def test_every_chart_of_the_past_says_what_it_rests_on() -> None:
    said = texts(shown("delay_risk"))
    past = foretold().past[WHOLE]
    assert f"{past.promises} deadlines (Applications), of which {past.missed} were missed" in said
    assert "by the rate of the type" in said
    assert "With 5 looks at each of these hours" in said


def test_the_card_tells_what_it_learned_from_and_how_to_train_again() -> None:
    app = shown("model_card")
    assert not app.exception
    assert f"**{foretold().model.source.applications}**" in texts(app)
    assert "python -m models train LOG --seed 0 --out DIR" in app.code[0].value


def test_a_case_shows_what_is_foretold_and_the_customer_only_the_dates_and_their_reason() -> None:
    first = foretold().open.iloc[0]
    app = shown("case", id=first["application_id"])
    assert {"What is foretold", "What the customer sees"} <= {one.value for one in app.subheader}
    assert shown("case", id="A0000").subheader[0].value != "What is foretold"


def moves(said: str) -> list[str]:
    return re.findall(r":small\[(.*)\]\n", f"{said}\n")


def test_a_case_shows_the_last_dates_told_and_what_moved_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates_told, "_MOST", 2)
    told = {one: history(foretold().model, open_log(), one) for one in foretold().open["application_id"]}
    number, frame = max(told.items(), key=lambda pair: len(pair[1]))
    assert len(frame) > 2
    app = shown("case", id=number)
    first, rest = (moves(one.value) for one in app.markdown if one.value.startswith("- Told"))
    assert (len(first), len(rest)) == (2, len(frame) - 2)
    assert f"Earlier dates ({len(rest)})" in [one.label for one in app.expander]
    assert INSIDE[frame["reason"].iloc[-1]] in first[0].partition("because of ")[2]
    assert rest[-1] == "The first date told."


def test_a_case_that_nothing_is_foretold_of_shows_no_dates(start: Start) -> None:
    assert "How the promised date moved" not in texts(start("case", id="A1"))


@pytest.mark.parametrize(
    ("way", "english", "chinese"),
    [
        (
            1,
            "5 h later, because of Work waiting +6 h, Time taken so far +2 h, Day and hour −3 h",
            "推迟 5 小时，原因：排队工作量 +6 小时、已用时间 +2 小时、日期与时刻 −3 小时",
        ),
        (
            -1,
            "5 h earlier, because of Work waiting −6 h, Time taken so far −2 h, Day and hour +3 h",
            "提前 5 小时，原因：排队工作量 −6 小时、已用时间 −2 小时、日期与时刻 +3 小时",
        ),
    ],
)
def test_a_move_is_told_with_the_hours_of_each_group(way: int, english: str, chinese: str) -> None:
    # 6 + 2 - 3 = 5 hours, and one group that did nothing worth writing.
    hours = {Group.LOAD: 6.0, Group.CALENDAR: -3.0, Group.ELAPSED: 2.0, Group.REWORK: 0.001}
    parts = {f"moved_{group}": way * hours.get(group, 0.0) for group in Group}
    row = pd.Series({"at": at(8), "told_at": at(30), "moved_hours": way * 5.0, **parts})
    for language, said in {"en": english, "zh": chinese}.items():
        with speaking(language):
            assert moves(dates_told._line(row, "UTC")) == [said]


def test_open_cases_of_the_board_show_risk_only_where_it_is_worked_out() -> None:
    table = shown("cases", figure="open_applications", period="all").dataframe[0].value
    assert {"risk", "can_be_promised", "reason"} <= set(table)
    foretelling.kept.cache_clear()
    app = fresh()
    app.switch_page(str(page_file("cases"))).run()
    assert not {"risk", "can_be_promised", "reason"} & set(app.dataframe[0].value)


def test_another_log_under_the_same_key_is_not_taken_for_the_one_foretold() -> None:
    opened = worked_out()
    assert foretelling.ready(opened) is not None
    assert foretelling.ready(OpenLog(open_log().as_of(at(50)), Terms.default(), "", FIRST)) is None


def test_why_tells_the_strongest_group_first_and_leaves_out_what_changes_nothing() -> None:
    row = foretold().open.iloc[-1]
    measure, table = why(row)
    assert measure == "risk"
    assert table["effect"].is_monotonic_decreasing
    assert (table["effect"] != 0).all()


@pytest.mark.parametrize(
    "sentence",
    [
        "Log 'a': a model must have at least 50 cases to learn from, got 3: 47 more are needed.",
        "Log 'a': no deadline of stages has fallen due: no risk of the next stage is predicted.",
        "Log 'a': late applications and ones in time must be at least 30 each to learn a risk, got 2 late "
        "and 9 in time: only the remaining time is predicted.",
        "Log 'a': missed and kept deadlines of stages after 2026-03-01T00:00:00+00:00 must be at least 10 "
        "each to judge by, got 0 missed and 4 kept.",
    ],
)
def test_why_something_cannot_be_told_is_said_in_chinese(sentence: str) -> None:
    with speaking("zh"):
        assert re.search("[a-z]{3}", told(sentence).replace("T00", "")) is None


def test_no_figures_are_an_empty_table() -> None:
    assert figures(None).empty


@pytest.mark.parametrize("locale", ["en_GB", "zh_CN"])
def test_everything_that_models_tell_of_has_a_name(locale: str) -> None:
    known = names(locale)
    columns = features_read(foretold())["column"]
    assert [one for one in columns if ("feature", one.partition("[")[0]) not in known] == []
    assert [
        one for one in figures(foretold().model.figures)["measure"] if ("measure", one) not in known
    ] == []
    assert set(INSIDE) == set(Group)
    assert feature("done[survey]") == "Times done: Site survey"
