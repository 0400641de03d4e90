"""Satisfaction: drivers by hand, and the twin's known response model found again from its log."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.errors import InputError
from domain.kpi import Measures
from models.satisfaction import satisfaction
from models.satisfaction_answers import answers_of
from models.satisfaction_design import LeftOut, Reason, design_of
from models.satisfaction_drivers import DRIVERS, lived_through
from models.satisfaction_effects import Direction, effects_of, fit_on, judged
from models.satisfaction_levels import levels, teams
from models.satisfaction_response import response_of
from scenarios import load
from simulation import run
from tests.domain.logs import application, deadline, hour, log_of, segment, visit


def answer(of, stage, score, answered, dimension="speed"):
    told = {"application": of[0], "visit": of if of[1] else None, "stage": stage}
    return {**told, "dimension": dimension, "score": score, "answered_at": answered}


def small():
    """A1 is surveyed twice, the second time late and after a call nobody answered; A2 is flown over."""
    return log_of(
        48,
        applications=[application("A1", 0, channel="online"), application("A2", 0, channel="hall")],
        visits=[
            visit("A1", 1, "survey", 0, 3, 4, resource="crew", department="field"),
            visit("A1", 2, "survey", 4, 11, 12, resource="crew", department="field"),
            visit("A2", 1, "survey", 0, 0, 2, resource="drone team", department="sky"),
        ],
        segments=[
            segment(("A1", 1), "work", 3, 4, "crew"),
            segment(("A1", 2), "work", 11, 12, "crew"),
            segment(("A2", 1), "work", 0, 2, "drone team"),
        ],
        appointments=[
            {"application": "A2", "booked_at": 0, "outcome": "moved", "settled_at": 1},
            {"application": "A1", "booked_at": 0, "outcome": "broken", "settled_at": 5},
        ],
        deadlines=[deadline("A1", 0, 10)],
        contacts=[
            {"application": "A1", "kind": "complaint", "received_at": 6, "handled_at": 20},
            {"application": "A2", "kind": "coordination", "received_at": 1, "handled_at": 40},
        ],
        duty=[{"resource": "drone team", "skill": "drone_survey", "on_at": 0, "off_at": 9}],
        surveys=[answer(("A1", 1), "survey", 4, 5), answer(("A1", 2), "survey", 2, 13)],
    )


def test_drivers_are_what_had_happened_by_the_end_of_the_visit():
    lived = lived_through(Measures.of(small()))
    # The first visit waits from 0 to 3: log2(1 + 3) = 2; the second from 4 to 11: log2(1 + 7) = 3.
    assert lived["waiting"].tolist() == [2, 3, 0]
    expected = {
        "late": [0, 1, 0],
        "rework": [0, 1, 0],
        "appointment": [0, 0, 1],
        "broken": [0, 1, 0],
        "called": [0, 1, 0],
        "unanswered": [0, 1, 0],
        "online": [1, 1, 0],
        "drone": [0, 0, 1],
    }
    assert {name: lived[name].tolist() for name in expected} == expected


def test_an_answer_that_names_no_visit_belongs_to_the_last_one_completed():
    log = small()
    log = replace(log, surveys=log.surveys.assign(visit=np.int32(-1)))
    assert answers_of(log).frame["visit"].tolist() == [0, 1]


def test_an_answer_given_before_any_visit_was_completed_is_counted_as_unplaced():
    log = small()
    early = log.surveys.assign(visit=np.int32(-1), answered_at=hour(3))
    found = answers_of(replace(log, surveys=early))
    assert found.unplaced == 2
    assert found.frame[list(DRIVERS)].isna().all(axis=None)


@pytest.fixture(scope="module")
def twin():
    """A scenario with known coefficients, and a log of it."""
    scenario = load("traditional").vary(days=20)
    return scenario, run(scenario, 5)


@pytest.fixture(scope="module")
def known(twin):
    scenario, log = twin
    return answers_of(log, scenario.in_force.terms())


def with_planted(answers):
    """The answers with a coin that each visit threw."""
    coin = np.random.default_rng(3).random(answers.frame["visit"].max() + 1) < 0.5
    return replace(answers, frame=answers.frame.assign(coin=coin[answers.frame["visit"]].astype(float)))


@pytest.fixture(scope="module")
def found(known):
    """Effects on each dimension, a coin among the drivers."""
    names = (*DRIVERS, "coin")
    dimensions = sorted(known.frame["dimension"].unique())
    fits = [fit_on(with_planted(known), name, drivers=names) for name in dimensions]
    alone = [effect for fit in fits for effect in effects_of([fit], fit.dimension)]
    return judged([*effects_of(fits, "all"), *alone])


def truth(twin, effect):
    opinion = twin[0].satisfaction.dimensions[effect.dimension]
    return getattr(opinion, effect.driver, 0.0)


def test_the_twin_s_coefficients_are_found_again(twin, found):
    """Thirty-odd intervals of 95 % widened to 99.9 %: one in thirty such tests would fail by chance."""
    wider = 3.29 / 1.96
    for effect in found[found["dimension"] != "all"].itertuples():
        reach = (effect.high - effect.low) / 2 * wider
        assert abs(effect.log_odds - truth(twin, effect)) < reach, effect
    assert len(found) == 5 * 9  # nobody flies in this scenario


def test_what_weighs_most_is_shown_with_its_direction(found):
    by = found.set_index(["dimension", "driver"])
    for dimension, driver in (
        ("response_speed", "late"),
        ("response_speed", "waiting"),
        ("professional_skill", "rework"),
        ("attitude", "unanswered"),
    ):
        one = by.loc[(dimension, driver)]
        assert one["direction"] == Direction.LOWER
        assert one["high"] < 0
        assert one["change_low"] < one["change"] < one["change_high"] < 0


def test_a_driver_without_an_effect_is_not_shown(found):
    assert set(found[found["driver"] == "coin"]["direction"]) == {Direction.NOT_SHOWN}


def test_a_driver_that_hardly_anybody_met_is_left_out_with_the_number(known):
    assert LeftOut("drone", Reason.TOO_FEW_WITH, 0) in fit_on(known, "attitude", "contract").left_out


def test_the_effect_on_all_dimensions_is_the_mean_of_those_on_each(found):
    """Its interval is narrower than theirs, but not by half as if other customers answered about each."""
    late = found[found["driver"] == "late"].set_index("dimension")
    alone = late.drop(index="all")
    assert late.loc["all", "log_odds"] == pytest.approx(alone["log_odds"].mean())
    assert late.loc["all", "n"] == alone["n"].sum()
    width = (late["high"] - late["low"]) / (alone["high"] - alone["low"]).mean()
    assert 0.5 < width["all"] < 1


def test_a_driver_that_is_a_sum_of_others_is_left_out():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({"customer": np.arange(200), "a": rng.random(200), "b": rng.random(200)})
    design = design_of(frame.assign(c=frame["a"] + frame["b"], d=2.0), ["a", "b", "c", "d"])
    assert design.drivers == ("a", "b")
    assert [(one.driver, one.reason) for one in design.left_out] == [
        ("d", Reason.SAME_FOR_ALL),
        ("c", Reason.NOT_TOLD_APART),
    ]


def test_too_few_customers_are_refused_with_how_many_are_missing():
    with pytest.raises(InputError, match="Drivers need 100 customers, got 1: 99 are missing"):
        fit_on(answers_of(small()), "speed")


def test_customers_who_answer_once_show_no_leanings():
    """Of 100 late customers 60 say 2 and 40 say 4, of 100 others the reverse: (40 / 60) ** 2 = 4 / 9."""
    late, low = np.repeat([1.0, 0.0], 100), np.r_[np.arange(100) < 60, np.arange(100) < 40]
    frame = pd.DataFrame({"customer": np.arange(200), "stage": "survey", "dimension": "speed", "late": late})
    answers = replace(answers_of(small()), frame=frame.assign(score=np.where(low, 2, 4)))
    fit = fit_on(answers, "speed", drivers=["late"])
    assert fit.fitted.spread == 0
    assert effects_of([fit], "speed")[0].log_odds == pytest.approx(np.log(4 / 9), abs=1e-3)
    # The mean falls from 2 + 2 * 0.6 = 3.2 to 2 + 2 * 0.4 = 2.8.
    assert effects_of([fit], "speed")[0].change == pytest.approx(-0.4, abs=1e-3)


def test_a_driver_that_parts_good_from_bad_answers_wholly_is_refused(known):
    """Whoever is late says 1, everybody else 5: no finite effect fits that best."""
    frame = known.frame[known.frame["dimension"] == "attitude"]
    parted = replace(known, frame=frame.assign(score=np.where(frame["late"] > 0, 1, 5)))
    with pytest.raises(InputError, match="The answers do not settle the effects"):
        fit_on(parted, "attitude", drivers=["late"])


def test_too_few_customers_leave_the_means_told():
    told = satisfaction(small())
    assert told.untold == ("Drivers need 100 customers, got 1: 99 are missing.",)
    assert told.effects.empty
    assert told.levels["unweighted"].tolist() == [3.0] * 4


def test_those_who_do_not_answer_are_made_up_for():
    """Of 400 late customers a tenth answer, all 1; of 400 others nine tenths, all 5: the mean is 3."""
    late = np.repeat([1.0, 0.0], 400)
    answered = np.r_[np.arange(400) < 40, np.arange(400) < 360]
    asked = pd.DataFrame({"customer": np.arange(800), "visit": np.arange(800), "stage": "survey"})
    asked = asked.assign(answered=answered, **dict.fromkeys(DRIVERS, 0.0)).assign(late=late)
    frame = asked[answered].assign(score=np.where(late[answered] > 0, 1, 5), dimension="speed")
    answers = replace(answers_of(small()), frame=frame, asked=asked)
    response = response_of(answers)
    assert response.modelled
    told = levels(answers, response.weight).iloc[0]
    assert told["mean"] == pytest.approx(3.0, abs=0.05)
    assert told["unweighted"] == pytest.approx((40 + 5 * 360) / 400)
    assert told["response"] == pytest.approx(0.5)
    [late_effect] = response.moved_by.itertuples()
    assert late_effect.log_odds == pytest.approx(np.log((1 / 9) / 9), abs=0.01)


def test_no_team_is_compared_below_thirty_customers(known, twin):
    told = teams(known, twin[1], "resource")
    small_ones = told[told["missing"] > 0]
    assert len(small_ones)
    assert (small_ones["missing"] == 30 - small_ones["customers"]).all()
    assert small_ones[["mean", "difference", "low", "high"]].isna().all(axis=None)
    compared = told[told["missing"] == 0]
    assert compared["difference"].is_monotonic_increasing
    assert told.index[told["missing"] > 0].min() > compared.index.max()


def test_the_share_who_answer_is_about_what_the_twin_was_told(known, twin):
    response = response_of(known)
    assert response.answered / response.asked == pytest.approx(twin[0].satisfaction.response_rate, abs=0.02)


def test_a_log_without_answers_is_refused():
    log = small()
    with pytest.raises(InputError, match="must hold answers to surveys, but has none"):
        satisfaction(replace(log, surveys=log.surveys.iloc[:0]))
