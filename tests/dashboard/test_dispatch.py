"""The Dispatch page from its choices to its plan."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import planning
from tests.dashboard.conftest import Start
from tests.dashboard.test_pages import texts

PATIENCE_SECONDS = 60


def planned(app: AppTest) -> AppTest:
    """Press the button and wait for the plan."""
    return waited(app.button(key="plan_start").click().run())


def waited(app: AppTest) -> AppTest:
    """The page once its job has ended."""
    said = app.query_params["plan"]
    key = said if isinstance(said, str) else said[0]
    job = planning.asking.jobs().get(key)
    assert job is not None
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not job.status.ended and time.monotonic() < deadline:
        time.sleep(0.1)
    return app.run()


def opened(app: AppTest, view: str) -> AppTest:
    """Look at another view of the plan."""
    return app.segmented_control(key="choose_plan_view").set_value(view).run()


@pytest.fixture
def app(start: Start) -> AppTest:
    """The page with a plan on it."""
    app = planned(start("dispatch", lang="en", plan_limit="1", plan_at="2026-07-13T08:00"))
    assert not app.exception
    return app


def test_a_plan_is_made_compared_and_made_anew_without_a_crew(app: AppTest) -> None:
    assert len(app.metric) == 8
    assert int(app.metric[0].value) > 0
    opened(app, "what_if").multiselect(key="plan_out").set_value(["survey_old_town-1"]).run()
    assert "The choices changed" in texts(app)
    planned(app)
    assert not app.exception
    assert "Against the plan before" in texts(app)
    opened(app, "compare")
    assert not app.exception
    assert "visits** are done by another crew" in texts(app)


def test_a_visit_is_locked_by_hand_and_the_rest_is_planned_again_when_something_happens(app: AppTest) -> None:
    opened(app, "by_hand").button(key="plan_price").click().run()
    assert "CNY; " in texts(app)
    app.button(key="plan_keep").click().run()
    assert "Locked: 1" in texts(app)
    assert "The choices changed" in texts(app)
    app.button(key="plan_free_all").click().run()
    assert "Locked" not in texts(app)
    before = int(app.metric[0].value)
    opened(app, "happened")
    for kind in ("emergency", "overrun", "absent", "away"):
        app.segmented_control(key="plan_happening").set_value(kind).run()
        assert not app.exception
        assert not app.button(key="plan_again").disabled
    waited(app.button(key="plan_again").click().run())
    assert not app.exception
    assert "The rest of the plan from 13 Jul 2026, 09:00" in texts(app)
    assert int(app.metric[0].value) < before


def test_an_instant_outside_the_horizon_falls_back_to_the_usual_one(start: Start) -> None:
    app = start("dispatch", plan_at="1999-01-01T08:00")
    assert str(app.date_input[0].value) == "2026-07-13"
