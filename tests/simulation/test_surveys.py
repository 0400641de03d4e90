"""Surveys: what customers lived through by hand, and how it moves their answers."""

import numpy as np
import pytest

from domain.errors import InputError
from domain.kpi import compute
from scenarios import Scenario, load
from simulation import run
from simulation.lived import Lived
from tests.simulation.small import clock, constant, desk, run_at, scenario_data

NOTHING = {"base": 0.0}


def asking(stages=None, desks=None, dimensions=None, **more):
    """Everybody answers after an hour; leanings are all alike unless said otherwise."""
    satisfaction = {
        "response_rate": more.pop("response_rate", 1.0),
        "delay": constant(60),
        "cutpoints": [-3.0, -2.0, -1.0, 0.0],
        "spread": more.pop("spread", 0.0),
        "dimensions": dimensions or {"attitude": NOTHING},
    }
    stages = stages or {"design": desk("office", constant(60))}
    data = scenario_data(stages, desks or {"office": 1}, days=10, **more)
    return Scenario.from_data({**data, "satisfaction": satisfaction})


def scores(of, minutes=(540.0,), **more):
    return run_at(of, list(minutes), **more).surveys


def test_every_stage_visit_is_asked_about_and_answered_later():
    """Designed from 09:00 to 10:00 and, by the next desk, to 10:30: answers at 11:00 and 11:30."""
    stages = {"design": desk("office", constant(60)), "check": desk("other", constant(30))}
    of = asking(stages, {"office": 1, "other": 1}, {"attitude": NOTHING, "speed": NOTHING})
    given = scores(of)
    assert list(given["stage"]) == ["design", "design", "check", "check"]
    assert clock(given["answered_at"]) == ["1 11:00", "1 11:00", "1 11:30", "1 11:30"]
    assert list(given["visit"]) == [0, 0, 1, 1]
    assert set(given["dimension"]) == {"attitude", "speed"}


def test_without_experiences_the_scores_follow_the_cutpoints():
    """P(score > k) = 1 / (1 + exp(cutpoint k)): 0.953, 0.881, 0.731 and 0.5; some 1,000 answers."""
    given = run(asking(per_day=100.0, desks={"office": 50}), 3).surveys["score"]
    assert len(given) > 700
    expected = 1 / (1 + np.exp([-3.0, -2.0, -1.0, 0.0]))
    shares = [(given > k).mean() for k in (1, 2, 3, 4)]
    assert shares == pytest.approx(expected, abs=4 * 0.5 / len(given) ** 0.5)


def test_a_share_of_the_customers_answers():
    answered = run(asking(per_day=100.0, desks={"office": 50}, response_rate=0.3), 3)
    asked = answered.visits["completed_at"].notna().sum()
    assert len(answered.surveys) / asked == pytest.approx(0.3, abs=4 * 0.46 / asked**0.5)
    assert len(scores(asking(response_rate=0.0))) == 0


@pytest.mark.parametrize(
    ("effect", "worse"),
    [
        # The first is served at once, the second waits for an hour: log2(1 + 1) = 1.
        ({"waiting": -15.0}, [False, True]),
        # Promised within 90 min: the first is done after 60 min, the second after 120.
        ({"late": -15.0}, [False, True]),
        # A positive coefficient makes all of them very satisfied.
        ({"base": 15.0}, None),
    ],
)
def test_what_a_customer_lived_through_moves_the_answer(effect, worse):
    """Two customers of 09:00, one desk, an hour each; a base of 8 makes answers of 5 all but certain."""
    limit = "90 min elapsed from application.submitted to application.finished"
    of = asking(dimensions={"speed": {"base": 8.0, **effect}}, service_levels={"soon": {"limit": limit}})
    given = scores(of, [540.0, 540.0])
    assert list(given["score"] < 3) == (worse or [False, False])


def test_work_done_again_is_remembered_at_its_second_visit():
    """A loop that is gone round once: of two visits of design, the second is rework."""
    stages = {"design": desk("office", constant(60))}
    loop = {"loop": {"do": "design", "redo": "silent", "probability": 0.999, "max": 1}}
    of = asking(stages, dimensions={"skill": {"base": 8.0, "rework": -15.0}}, procedure=loop)
    given = scores(of)
    assert list(given["visit"]) == [0, 1]
    assert list(given["score"] < 3) == [False, True]


def test_a_complaint_that_nobody_has_answered_is_held_against_the_service():
    """Promised within 30 min, so every customer complains at 09:30; nobody answers calls."""
    soon = {"soon": {"limit": "30 min elapsed from application.submitted to application.finished"}}
    complaint = {"when_late": 1.0, "duration": constant(5)}
    found = {}
    for people in (0, 1):
        of = asking(
            desks={"office": 1, "calls": people},
            dimensions={"attitude": {"base": 8.0, "unanswered": -15.0}},
            service_levels=soon,
            contacts={"desk": "calls", "complaint": complaint},
        )
        found[people] = list(scores(of)["score"] < 3)
    assert found == {0: [True], 1: [False]}


def test_a_customer_s_leaning_shows_in_all_answers():
    """With a wide spread the two answers of a customer go together; without one they do not."""
    correlation = {}
    both = {"a": NOTHING, "b": NOTHING}
    for spread in (0.0, 10.0):
        given = run(asking(None, {"office": 50}, both, per_day=100.0, spread=spread), 3).surveys
        pair = given.pivot_table(index="visit", columns="dimension", values="score", observed=True)
        correlation[spread] = pair.corr().iloc[0, 1]
    assert abs(correlation[0.0]) < 0.2
    assert correlation[10.0] > 0.7


def test_one_more_person_changes_who_answers_nothing():
    """The same customers answer after the same stages, and nobody who waits no longer is less satisfied."""
    speed = {"speed": {"waiting": -1.0}}
    few, more = (
        scores(asking(None, {"office": size}, speed, response_rate=0.5), range(540, 600)) for size in (1, 3)
    )
    assert list(few["visit"]) == list(more["visit"])
    assert (few["score"].to_numpy() <= more["score"].to_numpy()).all()


def test_one_stop_customers_are_more_satisfied_than_those_who_go_from_desk_to_desk():
    means = [
        compute(run(scenario, 5), scenario.terms(), names=["satisfaction_mean"])[0].mean
        for scenario in (load(name).vary(days=15) for name in ("traditional", "one_stop"))
    ]
    assert means[0] < means[1]


def test_an_opinion_adds_up_what_was_lived_through():
    flags = (np.array([flag]) for flag in (True, False, True, True))
    lived = Lived(np.array([60.0]), np.array([3.0]), *flags)
    opinion = load("traditional").satisfaction.dimensions["response_speed"]
    # log2(1 + 3) = 2 doublings of the waiting, a promise missed, an appointment missed, a call unanswered
    assert lived.effect(opinion) == pytest.approx([2 * -0.3 - 1.0 - 0.6 - 0.6])


def test_cutpoints_must_rise():
    data = asking().model_dump()
    data["satisfaction"]["cutpoints"] = [0.0, -1.0, 2.0, 3.0]
    with pytest.raises(InputError, match=r"satisfaction: cutpoints must rise, got 0, -1, 2, 3"):
        Scenario.from_data(data)
