"""The Dispatch page from its choices to its plan."""

import time

from streamlit.testing.v1 import AppTest

from dashboard import planning
from tests.dashboard.conftest import Start
from tests.dashboard.test_pages import texts

PATIENCE_SECONDS = 60


def planned(app: AppTest) -> AppTest:
    """Press the button and wait for the plan."""
    app.button(key="plan_start").click().run()
    said = app.query_params["plan"]
    key = said if isinstance(said, str) else said[0]
    job = planning.asking.jobs().get(key)
    assert job is not None
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not job.status.ended and time.monotonic() < deadline:
        time.sleep(0.1)
    return app.run()


def test_a_plan_is_made_compared_and_made_anew_without_a_crew(start: Start) -> None:
    app = start("dispatch", lang="en", plan_limit="1", plan_at="2026-07-13T08:00")
    assert not app.metric
    planned(app)
    assert not app.exception
    assert len(app.metric) == 7
    assert int(app.metric[0].value) > 0
    app.multiselect(key="plan_out_summer_peak").set_value(["survey_old_town-1"])
    planned(app)
    assert not app.exception
    assert "Against the plan before" in texts(app)


def test_an_instant_outside_the_horizon_falls_back_to_the_usual_one(start: Start) -> None:
    app = start("dispatch", plan_at="1999-01-01T08:00")
    assert str(app.date_input[0].value) == "2026-07-13"
