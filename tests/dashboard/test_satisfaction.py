"""The satisfaction page in each of its states."""

from typing import Any

import pandas as pd
import pytest

from dashboard.navigation import page as page_file
from dashboard.shelf import shelf
from dashboard.words import speaking
from dashboard.words.naming import names
from domain.eventlog import EventLog, Origin
from models.satisfaction_drivers import DRIVERS, Factor
from tests.dashboard.conftest import Start
from tests.dashboard.logs import at, put_first, tiny_log
from tests.dashboard.test_in_the_browser import WAIT, OpenPage, settled
from tests.dashboard.test_pages import fresh, texts
from tests.models.test_comments import CHINESE


def surveyed(customers: int, comments: bool = False) -> EventLog:
    """Customers who apply every hour; those of odd hours are late and say 2 to 4, the others 3 to 5."""
    hours = range(customers)
    said = [text for some in CHINESE.values() for text in some] if comments else []
    late = [hour % 2 == 1 for hour in hours]
    scores = [(2 if odd else 3) + (hour // 2) % 3 for hour, odd in zip(hours, late, strict=True)]
    frames = {
        "applications": {"application_id": [f"A{n}" for n in hours], "submitted_at": [at(n) for n in hours]},
        "visits": {
            "application": list(hours),
            "stage": "survey",
            "department": "marketing",
            "enabled_at": [at(n) for n in hours],
            "started_at": [at(n + 1) for n in hours],
            "completed_at": [at(n + 2) for n in hours],
        },
        "deadlines": {
            "application": list(hours),
            "set_at": [at(n) for n in hours],
            "due_at": [at(n + (1 if odd else 9)) for n, odd in zip(hours, late, strict=True)],
            "met_at": [at(n + 2) for n in hours],
        },
        "surveys": {
            "application": list(hours),
            "visit": list(hours),
            "stage": "survey",
            "dimension": "attitude",
            "score": scores,
            "answered_at": [at(n + 3) for n in hours],
            **({"comment": [said[n % len(said)] for n in hours]} if comments else {}),
        },
    }
    tables = {name: pd.DataFrame(columns) for name, columns in frames.items()}
    return EventLog.build(tables, at(customers + 9), origin=Origin.IMPORTED, name="surveyed")


def opened(log: EventLog, **query: Any) -> Any:
    put_first(log)
    app = fresh()
    app.switch_page(str(page_file("satisfaction")))
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def test_a_log_without_surveys_says_what_to_do(start: Start) -> None:
    assert "This log holds no surveys" in texts(start("satisfaction"))


def test_an_imported_log_speaks_of_association() -> None:
    app = opened(surveyed(120))
    assert not app.exception
    assert "Associated with the score" in texts(app)
    assert "Simulated data: the answers" not in texts(app)
    assert "needs 20 customers with it, got 0" in texts(app)
    assert {metric.label: metric.value for metric in app.metric}["Customers who answered"] == "120"


def test_too_few_customers_are_told_in_the_reader_s_language() -> None:
    app = opened(surveyed(12), lang="zh")
    assert "现有 12 位，还缺 88 位" in texts(app)
    assert "还缺 18 位客户" in texts(app)


def test_complaints_are_listed_by_topic() -> None:
    app = opened(surveyed(60, comments=True))
    tables = [table.value for table in app.dataframe]
    words = {word for table in tables if "Words" in table for said in table["Words"] for word in said.split()}
    assert words & {"态度", "等待", "材料", "资料"}


def test_a_stage_and_a_side_of_the_service_stay_in_the_address() -> None:
    app = opened(surveyed(12), of_stage="survey", asked_about="attitude")
    assert app.selectbox(key="satisfaction_of_stage").value == "survey"
    # Twelve customers: late ones say 2, 3, 4 in turn, the others 3, 4, 5.
    assert {metric.label: metric.value for metric in app.metric}["Mean score, 1 to 5"] == "3.5"
    app.selectbox(key="satisfaction_of_stage").set_value("all").run()
    assert app.query_params["of_stage"] == "all"


SURVEYS = """申请编号,环节,服务态度,评价时间,意见建议
A1,survey,很满意,2026/3/2 18:00,
A2,survey,一般,2026/3/4 20:00,等太久
"""


def sent(text: str, pressed: str, language: str = "en") -> Any:
    app = opened(tiny_log(), lang=language)
    with speaking(language):  # the harness asks widgets for their labels outside the session
        app.file_uploader[0].set_value(("answers.csv", text.encode(), "text/csv")).run()
        return app.button(key=pressed).click().run()


@pytest.mark.parametrize(("pressed", "applications"), [("surveys_beside", 3), ("surveys_alone", 2)])
def test_surveys_of_a_file_are_shown_beside_the_log_or_alone(pressed: str, applications: int) -> None:
    app = sent(SURVEYS, pressed)
    assert not app.exception
    # Very satisfied is 5 and average 3.
    assert {metric.label: metric.value for metric in app.metric}["Mean score, 1 to 5"] == "4"
    log = shelf().get(app.query_params["log"])
    assert (len(log.log), log.log.origin, log.label) == (applications, Origin.IMPORTED, "answers.csv")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("一般", "还行", "第 3 行：“服务态度”列的评分须为 1 至 5 的数字或“满意”等文字，此处为 '还行'。"),
        ("2026/3/4 20:00", "soon", "第 3 行：“评价时间”列须为时间，如 2026-07-01 08:30，此处为 'soon'。"),
        ("A2", "A9", "第 3 行：申请编号须为当前日志中已有的，此处为 'A9'。"),
        (
            "服务态度",
            "颜色",
            "评价文件须有“评分”列，现有列为 申请编号, 环节, 颜色, 评价时间, 意见建议，相近的是 '评价时间'。",
        ),
    ],
    ids=["score", "time", "application", "column"],
)
def test_a_file_that_is_no_survey_is_refused_in_one_chinese_sentence(
    before: str, after: str, sentence: str
) -> None:
    app = sent(SURVEYS.replace(before, after), "surveys_beside", "zh")
    assert sentence in app.error[0].value
    assert "log" not in app.query_params


@pytest.mark.parametrize("locale", ["en_GB", "zh_CN"])
def test_every_driver_and_factor_has_a_name(locale: str) -> None:
    known = names(locale)
    assert [one for one in DRIVERS if ("driver", one) not in known] == []
    assert [one for one in Factor if ("factor", one) not in known] == []


@pytest.mark.browser
def test_the_page_draws_scores_and_drivers(open_page: OpenPage) -> None:
    tab = settled(open_page("/satisfaction?lang=en"))
    charts = tab.locator("[data-testid=stVegaLiteChart] svg")
    charts.nth(2).wait_for(timeout=WAIT)
    assert min(charts.nth(i).bounding_box()["height"] for i in range(3)) > 100
    tab.get_by_text("A promise had been missed").first.wait_for(timeout=WAIT)
