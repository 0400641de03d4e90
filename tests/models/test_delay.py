"""Delay risk: what counts as late, and that it rises as time runs out."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.terms import Terms
from models.delay import DelayModel, fit_delay
from models.features import Features, Moments, features_at, looks, openings
from models.outcomes import lateness
from models.recipe import recipe_of
from models.split import by_first_event
from tests.domain.logs import application, deadline, log_of
from tests.models.histories import two_kinds

TERMS = Terms.default()


@pytest.fixture(scope="module")
def fitted() -> tuple[DelayModel, Features]:
    log = two_kinds()
    moments = looks(log, seed=1)
    features = features_at(log, moments, recipe_of(log, TERMS))
    outcome = lateness(log, moments, features.due, TERMS)
    return fit_delay(features, outcome), features


def test_late_kept_withdrawn_and_not_yet_known() -> None:
    log = log_of(
        30,
        applications=[
            application("late", 0, finished_at=20),
            application("kept", 0, finished_at=8),
            application("gone", 0, withdrawn_at=5),
            application("open", 0),
            application("early", 25),
        ],
        deadlines=[deadline(name, 0, 10) for name in ("late", "kept", "gone", "open")]
        + [deadline("early", 25, 35)],
    )
    moments = openings(log)
    names = log.applications["application_id"].to_numpy()[moments.application]
    found = lateness(log, moments, features_at(log, moments, recipe_of(log, TERMS)).due, TERMS)
    told = {
        name: (bool(late), bool(known))
        for name, late, known in zip(names, found.late, found.known, strict=True)
    }
    assert told == {
        "late": (True, True),
        "kept": (False, True),
        "gone": (False, True),
        "open": (True, True),
        "early": (True, False),
    }


def test_less_time_left_is_never_a_lower_risk(fitted: tuple[DelayModel, Features]) -> None:
    model, features = fitted
    rng = np.random.default_rng(5)
    some = features.take(np.sort(rng.choice(len(features), 200, replace=False)))
    risks = []
    for left in (30.0, 20.0, 12.0, 6.0, 3.0, 1.0, 0.1):
        since = some.frame["since_set_hours"]
        frame = some.frame.assign(left_hours=left, share_used=since / (since + left))
        risks.append(model.predict(replace(some, frame=frame)))
    assert (np.diff(np.array(risks), axis=0) >= -1e-12).all()
    assert np.ptp(np.array(risks)) > 0.1


def test_the_slow_kind_is_at_risk_and_the_quick_kind_is_not(fitted: tuple[DelayModel, Features]) -> None:
    # Slow ones take 20 to 60 hours: 36 of 40 parts lie beyond 24; a tenth is withdrawn: 0.9 x 0.9 = 0.81.
    model, features = fitted
    at_start = features.frame["since_submission_hours"].to_numpy() == 0
    risk = (
        pd.Series(model.predict(features)[at_start])
        .groupby(features.frame["is[track]"].astype("str").to_numpy()[at_start])
        .mean()
    )
    assert risk["slow"] == pytest.approx(0.81, abs=0.1)
    assert risk["quick"] < 0.1


def test_past_the_deadline_the_risk_is_one_and_without_one_it_is_not_known(
    fitted: tuple[DelayModel, Features],
) -> None:
    model, features = fitted
    two = features.take(np.array([0, 1]))
    said = model.predict(replace(two, frame=two.frame.assign(left_hours=[-1.0, np.nan])))
    assert said[0] == 1
    assert np.isnan(said[1])


def test_cases_are_split_by_their_first_event() -> None:
    log = two_kinds(n=100)
    split = by_first_event(log, openings(log))
    assert [int(part.sum()) for part in (split.train, split.validation, split.test)] == [64, 16, 20]
    assert split.train[:64].all()
    assert split.test[-20:].all()


def test_nothing_to_look_at_has_no_risk(fitted: tuple[DelayModel, Features]) -> None:
    model, features = fitted
    assert model.predict(features.take(np.empty(0, dtype=np.int64))).size == 0
    assert isinstance(features.moments, Moments)
