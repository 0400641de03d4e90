"""What emergencies cost, on the page, in each of its states."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import asking
from dashboard.jobs import Job
from workbench.bills import Bill, Emergency
from workbench.moved_promises import Moved
from workbench.variant import Variant
from workbench.what_if import WhatIf
from workbench.who_paid import WhoPaid

QUESTION = WhatIf("one_stop", (Variant(demand=0.1),), days=2, replications=2)
SLIPPED = Moved("A000009", "lv_residential", "old_town", "residential_48h", "", -0.5, 2.0)
EMERGENCY = Emergency("A000007", "emergency", "old_town", datetime(2026, 3, 2, 9, tzinfo=UTC), 6.25)
FOUND = WhoPaid("one_stop", 1, 0, 3, (Bill(EMERGENCY, (SLIPPED,)), Bill(EMERGENCY, ())))


@pytest.fixture(autouse=True)
def _no_jobs_are_left() -> Iterator[None]:
    asking.jobs.cache_clear()
    yield
    asking.jobs.cache_clear()


def panel(scenario: str = "one_stop") -> None:
    from dashboard.components import who_paid
    from dashboard.words import speaking
    from workbench.variant import Variant
    from workbench.what_if import WhatIf

    with speaking("en"):
        what_if = WhatIf(scenario, (Variant(demand=0.1),), days=2, replications=2)
        who_paid.show(what_if, {"base": "Base", "variant_1": "What if"})


def shown(work: Callable[[Job], Any] | None = None) -> AppTest:
    """The panel, with a job that does this work for the question as it first stands."""
    from dashboard.components.who_paid import Asked

    app = AppTest.from_function(panel, default_timeout=30)
    if work is not None:
        job = asking.jobs().start(work, Asked(QUESTION, "base", 5))
        app.session_state["who_paid_job"] = job.key
        limit = time.monotonic() + 20
        while work is not wait and not job.status.ended and time.monotonic() < limit:
            time.sleep(0.005)
    return app.run()


def wait(job: Job) -> None:
    job.progress(1, 4)
    while not job.cancelled():
        time.sleep(0.005)


def said(app: AppTest) -> str:
    kinds = (app.caption, app.markdown, app.warning, app.error, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def test_before_it_is_asked_the_panel_says_what_it_would_do() -> None:
    app = shown()
    assert not app.exception
    assert "made again without each emergency in turn" in said(app)


def test_a_scenario_whose_work_calls_nobody_away_has_no_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.components.who_paid.diverting", lambda scenario: ())
    assert not shown().subheader


def test_while_it_runs_it_can_be_cancelled() -> None:
    app = shown(wait)
    assert not app.exception
    app.button(key="who_paid_cancel").click().run()
    assert asking.jobs().get(app.session_state["who_paid_job"]).cancelled()  # type: ignore[union-attr]


def test_the_bills_say_who_paid_and_that_some_cost_nothing() -> None:
    app = shown(lambda job: FOUND)
    assert not app.exception
    assert "of 3 emergencies in the days measured the first 2 were looked at" in said(app)
    assert "1 promises of others slipped" in said(app)
    assert "1 of the emergencies cost nobody anything" in said(app)
    bills, slipped = (table.value for table in app.dataframe)
    assert bills["Hours paid by others"].to_list() == [2.5, 0.0]
    assert slipped["Application number"].to_list() == ["A000009"]
    assert slipped["Later by"].to_list() == ["2.5 h"]


def test_a_run_without_emergencies_says_so() -> None:
    app = shown(lambda job: WhoPaid("one_stop", 1, 0, 0, ()))
    assert "No emergency came" in said(app)


def test_a_failure_is_told() -> None:
    def fail(job: Job) -> None:
        raise ValueError("broken")

    assert "ended unexpectedly" in said(shown(fail))


def test_the_answer_to_another_question_is_not_shown() -> None:
    app = shown(lambda job: FOUND)
    app.number_input(key="who_paid_at_most").set_value(2).run()
    assert not app.dataframe


def test_a_press_works_it_out() -> None:
    app = shown()
    app.button(key="who_paid_start").click().run()
    job = asking.jobs().get(app.session_state["who_paid_job"])
    assert job is not None
    limit = time.monotonic() + 60
    while not job.status.ended and time.monotonic() < limit:
        time.sleep(0.05)
    app.run()
    assert not app.exception
    assert job.status.result.scenario == "one_stop"
