"""The Dispatch page from its choices to its plan."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import planning
from dashboard.components.plan_figures import above
from dashboard.words import speaking
from tests.dashboard.conftest import Start
from tests.dashboard.test_pages import texts

PATIENCE_SECONDS = 60
VISITS = "application,stage,region,latitude,longitude,skills,duration_minutes,due_at\n" + "".join(
    f"B{number},survey,east,31.1{number},117,survey,60,2026-03-02T04:00Z\n" for number in range(8)
)
CREWS = "name,skills,region,latitude,longitude,shifts\n" + "".join(
    f"east-{number},survey,east,31.1,117,2026-03-02T00:00Z/2026-03-02T08:00Z\n" for number in (1, 2)
)


def planned(app: AppTest) -> AppTest:
    """Press the button and wait for the plan."""
    return waited(app.button(key="plan_start").click().run())


def waited(app: AppTest) -> AppTest:
    """The page once its job has ended."""
    said = app.query_params["plan"]
    key = said if isinstance(said, str) else said[0]
    job = planning.asking.jobs().get(key)
    assert job is not None
    ended(job)
    return app.run()


def ended(job: planning.Job) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not job.status.ended and time.monotonic() < deadline:
        time.sleep(0.1)


def opened(app: AppTest, view: str) -> AppTest:
    """Look at another view of the plan."""
    return app.segmented_control(key="choose_plan_view").set_value(view).run()


def sent(app: AppTest, visits: str, crews: str) -> AppTest:
    """Send the two files."""
    app.file_uploader(key="plan_visits_file").set_value(("visits.csv", visits.encode(), "text/csv"))
    return app.file_uploader(key="plan_crews_file").set_value(("crews.csv", crews.encode(), "text/csv")).run()


@pytest.fixture
def of_files(start: Start) -> AppTest:
    """The page with a plan of eight surveys for two crews: each has eight hours, and travel in between."""
    app = planned(sent(start("dispatch", lang="en", plan_limit="1", plan_source="files"), VISITS, CREWS))
    assert not app.exception
    return app


def test_a_plan_is_made_of_what_waits_in_a_scenario(start: Start) -> None:
    app = planned(start("dispatch", lang="en", plan_limit="1", plan_at="2026-07-13T08:00"))
    assert not app.exception
    assert len(app.metric) == 8
    assert int(app.metric[0].value) > 0


def test_a_plan_is_made_anew_without_a_crew_and_compared(of_files: AppTest) -> None:
    app = opened(of_files, "what_if")
    app.multiselect(key="plan_out").set_value(["east-1"]).run()
    assert "The choices changed" in texts(app)
    planned(app)
    assert not app.exception
    assert "Against the plan before" in texts(app)
    opened(app, "compare")
    assert not app.exception
    assert "visits** are done by another crew" in texts(app)
    # All eight go to one crew in the end, whose shift has room for seven hours of work at most.
    assert int(app.metric[0].value) < 8


def test_files_are_planned_from_and_a_bad_one_is_told(start: Start) -> None:
    app = start("dispatch", lang="en", plan_limit="1", plan_source="files")
    assert app.button(key="plan_start").disabled
    sent(app, VISITS.replace("survey,60", "surveys,60"), CREWS)
    assert app.error[0].value.startswith("visits.csv: row 2: some crew must have the skills surveys")
    assert app.button(key="plan_start").disabled
    sent(app, VISITS, CREWS)
    assert not app.error
    assert not app.button(key="plan_start").disabled
    assert "visits.csv: 8 visits. crews.csv: 2 crews." in texts(app)


def test_a_visit_is_priced_locked_and_let_go(of_files: AppTest) -> None:
    app = opened(of_files, "by_hand")
    app.button(key="plan_price").click().run()
    assert "At most 0 CNY; 0 other visits would go to another crew or time." in texts(app)
    app.button(key="plan_keep").click().run()
    assert "Locked: 1" in texts(app)
    assert "The choices changed" in texts(app)
    app.button(key="plan_free_all").click().run()
    assert "Locked" not in texts(app)
    assert not app.exception


def test_the_rest_is_planned_again_when_something_happens(of_files: AppTest) -> None:
    app = opened(of_files, "happened")
    for kind in ("emergency", "overrun", "absent", "away"):
        app.segmented_control(key="plan_happening").set_value(kind).run()
        assert not app.exception
        assert not app.button(key="plan_again").disabled
    waited(app.button(key="plan_again").click().run())
    assert not app.exception
    assert "The rest of the plan from 2 Mar 2026, 09:00" in texts(app)
    assert int(app.metric[0].value) < 8


def test_one_more_crew_hour_is_worked_out_when_it_is_asked_for(of_files: AppTest) -> None:
    app = opened(of_files, "worth")
    app.button(key="plan_worth_start").click().run()
    job = planning.asking.jobs().get(app.session_state["_plan_worth"])
    assert job is not None
    ended(job)
    app.run()
    assert not app.exception
    # Half of the surveys end after their promise, at 30 CNY an hour: a third crew is worth something.
    told = app.dataframe[0].value
    assert told["Skills"].tolist() == ["Survey"]
    assert float(told["CNY an hour"].iloc[0]) > 0


def test_an_instant_outside_the_horizon_falls_back_to_the_usual_one(start: Start) -> None:
    app = start("dispatch", plan_at="1999-01-01T08:00")
    assert str(app.date_input[0].value) == "2026-07-13"


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, "–"), (0.0, "Proven best"), (0.05, "At most 5%"), (1.0, "At most 100%"), (15.67, "–")],
)
def test_a_bound_that_says_nothing_of_how_good_a_plan_is_is_not_shown(share: float | None, said: str) -> None:
    with speaking("en"):
        assert above(share) == said
