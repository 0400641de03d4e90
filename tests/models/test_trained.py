"""The trained bundle: what it predicts, why, and what it refuses in a sentence."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.terms import Terms
from models import trained
from models.features import Features, features_at, looks, open_at
from models.predicting import doubts, predict
from models.reasons import GROUPS, effects_on_bound, effects_on_risk, strongest
from models.recipe import types_of
from models.trained import TrainedModel, drawn_looks, judged_from, train
from tests.domain.logs import hour
from tests.models.conftest import quick_learners
from tests.models.histories import two_kinds

AT = hour(150)
TERMS = Terms.default()


@pytest.fixture(scope="module")
def open_now(two_kinds_model: TrainedModel, two_kinds_log: EventLog) -> Features:
    return features_at(two_kinds_log, open_at(two_kinds_log, AT), two_kinds_model.recipe)


@pytest.fixture(scope="module")
def said(two_kinds_model: TrainedModel, two_kinds_log: EventLog) -> pd.DataFrame:
    return predict(two_kinds_model, two_kinds_log, AT)


def test_every_open_application_gets_a_risk_and_rising_dates(said: pd.DataFrame, open_now: Features) -> None:
    assert len(said) == len(open_now) > 20
    assert said["risk"].between(0, 1).all()
    assert (said.loc[said["due_at"] <= AT, "risk"] == 1).all()
    assert (said["p50_at"] >= AT).all()
    for earlier, later in (
        ("p50_at", "p80_at"), ("p80_at", "p90_at"), ("p90_at", "promise_at"), ("promise_from", "promise_at"),
    ):  # fmt: skip
        assert (said[earlier] <= said[later]).all()
    assert said["stage_risk"].isna().all()


def test_what_is_predicted_does_not_depend_on_what_came_later(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog, said: pd.DataFrame
) -> None:
    pd.testing.assert_frame_equal(predict(two_kinds_model, two_kinds_log.as_of(AT), AT), said)


def test_a_run_that_is_made_already_is_judged_as_one_made_for_it(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    with quick_learners():
        then = train(two_kinds_log, TERMS, judged_from(two_kinds_log), 3, judge=False)
        told = train(two_kinds_log, TERMS, seed=3, then=then).figures
    assert told == two_kinds_model.figures is not None


def test_the_bundle_never_lowers_a_risk_as_time_runs_out(
    two_kinds_model: TrainedModel, open_now: Features
) -> None:
    assert two_kinds_model.delay is not None
    risks = []
    for left in (30.0, 12.0, 6.0, 3.0, 1.0, 0.1, -1.0):
        since = open_now.frame["since_set_hours"]
        frame = open_now.frame.assign(left_hours=left, share_used=since / (since + left))
        risks.append(two_kinds_model.delay.predict(replace(open_now, frame=frame)))
    assert (np.diff(np.array(risks), axis=0) >= -1e-12).all()
    assert np.ptp(np.array(risks)) > 0.1


def test_the_risk_of_a_stage_never_falls_as_its_time_runs_out(two_kinds_log: EventLog) -> None:
    finished = two_kinds_log.applications["finished_at"].to_numpy()[two_kinds_log.deadlines["application"]]
    stage = pd.Categorical(["install"] * len(finished))
    met = pd.Series(finished).astype("datetime64[us, UTC]")
    log = replace(two_kinds_log, deadlines=two_kinds_log.deadlines.assign(stage=stage, met_at=met))
    features = features_at(log, drawn_looks(log, seed=0, most=600), trained.recipe_of(log, TERMS))
    with quick_learners():
        model, why = trained._delay(log, TERMS, features, whole=False, seed=0)
    assert why == ""
    assert model is not None
    since = features.frame["stage_since_set_hours"]
    risks = []
    for left in (30.0, 12.0, 3.0, 0.1, -1.0):
        frame = features.frame.assign(stage_left_hours=left, stage_share_used=since / (since + left))
        risks.append(model.predict(replace(features, frame=frame))[since.notna()])
    assert (np.diff(np.array(risks), axis=0) >= -1e-12).all()
    assert (risks[-1] == 1).all()
    assert (risks[0] < 1).any()


def test_an_effect_is_what_the_risk_loses_when_the_group_is_typical(
    two_kinds_model: TrainedModel, open_now: Features, said: pd.DataFrame
) -> None:
    model, typical = two_kinds_model.delay, two_kinds_model.typical
    assert model is not None
    assert typical is not None
    place = model.encoder.columns.index("is[track]")
    matrix = model.encoder.matrix(open_now)
    matrix[:, place] = typical.values[place]
    other = model.risk_of(matrix, open_now.frame["left_hours"].to_numpy())
    assert said["risk_attributes"].to_numpy() == pytest.approx(model.predict(open_now) - other)
    effects = effects_on_risk(model, typical, open_now)
    assert said[[f"risk_{group}" for group in GROUPS]].to_numpy() == pytest.approx(effects)
    assert said["risk_reason"].fillna("").tolist() == [name or "" for name in strongest(effects)]


def test_a_typical_application_has_no_reasons(two_kinds_model: TrainedModel, open_now: Features) -> None:
    model, typical = two_kinds_model.duration, two_kinds_model.typical_time
    one = open_now.take(np.array([0]))
    values = {
        name: model.encoder.names[name][0] if name in model.encoder.names and value == 0 else value
        for name, value in zip(model.encoder.columns, typical.values, strict=True)
    }
    frame = one.frame.assign(
        **{
            name: pd.Categorical([value], categories=model.encoder.names[name])
            if name in model.encoder.names
            else value
            for name, value in values.items()
        }
    )
    effects = effects_on_bound(model, typical, replace(one, frame=frame), ["slow"])
    assert (effects == 0).all()
    assert strongest(effects).tolist() == [None]


def test_reasons_are_told_of_those_at_the_highest_risk(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog, said: pd.DataFrame
) -> None:
    few = predict(two_kinds_model, two_kinds_log, AT, explained=3)
    told = few["hours_load"].notna()
    assert told.sum() == 3
    assert few.loc[told, "risk"].min() >= few.loc[~told, "risk"].max()
    pd.testing.assert_frame_equal(few[told], said[told])


def test_some_applications_can_be_asked_for_alone(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog, said: pd.DataFrame
) -> None:
    name = said["application_id"].iloc[5]
    one = predict(two_kinds_model, two_kinds_log, AT, applications=[name])
    pd.testing.assert_frame_equal(one, said.iloc[[5]].reset_index(drop=True))
    with pytest.raises(InputError, match="an application must be one of the log, got 'A9'"):
        predict(two_kinds_model, two_kinds_log, AT, applications=["A9"])


def test_times_after_the_instant_are_left_out_and_counted(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    assert any("times lie after" in one for one in doubts(two_kinds_model, two_kinds_log, AT))
    known = two_kinds_log.as_of(AT)
    assert not any("times lie after" in one for one in doubts(two_kinds_model, known, AT))
    with pytest.raises(InputError, match="asked for an instant up to its end"):
        predict(two_kinds_model, known, hour(151))


def test_names_not_met_are_said_and_predicted_as_unknown(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    renamed = two_kinds_log.applications["track"].cat.rename_categories({"slow": "crawling"})
    log = replace(two_kinds_log, applications=two_kinds_log.applications.assign(track=renamed))
    assert "Column 'track': the model has not met crawling; they count as unknown." in doubts(
        two_kinds_model, log, AT
    )
    assert predict(two_kinds_model, log, AT)["risk"].notna().all()


def test_a_log_of_another_schema_is_refused(two_kinds_model: TrainedModel, two_kinds_log: EventLog) -> None:
    bare = two_kinds_log.applications.assign(track=pd.Categorical([None] * len(two_kinds_log)))
    with pytest.raises(InputError, match="must have the column 'track' the model learned from, got none"):
        predict(two_kinds_model, replace(two_kinds_log, applications=bare), AT)
    stages = {name: f"step {name}" for name in two_kinds_log.visits["stage"].cat.categories}
    visits = two_kinds_log.visits.assign(stage=two_kinds_log.visits["stage"].cat.rename_categories(stages))
    with pytest.raises(InputError, match="the model was trained on another process"):
        predict(two_kinds_model, replace(two_kinds_log, visits=visits), AT)
    kinds = {**two_kinds_model.schema.attributes, "track": "number"}
    other = replace(two_kinds_model, schema=replace(two_kinds_model.schema, attributes=kinds))
    with pytest.raises(InputError, match="of the kind the model learned from, number, got name"):
        predict(other, two_kinds_log, AT)


def test_ten_applications_are_refused_with_how_many_are_missing() -> None:
    with pytest.raises(InputError, match=r"at least 50 cases to learn from, got 9: 41 more are needed"):
        train(two_kinds(n=10), TERMS)


def test_without_deadlines_only_the_remaining_time_is_learned_and_predicted() -> None:
    log = two_kinds(n=80)
    frames = {name: frame for name, frame in log.frames.items() if name != "deadlines"}
    bare = EventLog.build(frames, name="bare")
    with quick_learners():
        model = train(bare, TERMS)
    assert (model.delay, model.figures) == (None, None)
    assert model.notes[0] == (
        "Log 'bare': no deadline of applications has fallen due: only the remaining time is predicted."
    )
    assert "more are needed" in model.notes[-1]
    frame = predict(model, bare, hour(60), explained=2)
    assert frame["risk"].isna().all()
    assert frame["p90_at"].notna().all()
    # Without a risk the latest dates are explained.
    assert frame.loc[frame["hours_load"].notna(), "p90_at"].min() >= frame["p90_at"].nlargest(2).min()


def test_one_class_only_is_said(two_kinds_log: EventLog) -> None:
    due = two_kinds_log.deadlines["set_at"] + pd.Timedelta(hours=900)
    never_late = replace(
        two_kinds_log,
        deadlines=two_kinds_log.deadlines.assign(due_at=due),
        observed_until=hour(2000),
    )
    moments = drawn_looks(never_late, seed=0)
    features = features_at(never_late, moments, trained.recipe_of(never_late, TERMS))
    model, why = trained._delay(never_late, TERMS, features, whole=True, seed=0)
    assert model is None
    assert "must be at least 30 each to learn a risk, got 0 late and 300 in time" in why


def test_looks_beyond_the_most_are_drawn_in_their_order(two_kinds_log: EventLog) -> None:
    everything = looks(two_kinds_log, seed=1)
    drawn = drawn_looks(two_kinds_log, seed=1, most=100)
    place = {pair: row for row, pair in enumerate(zip(everything.application, everything.at, strict=True))}
    rows = [place[pair] for pair in zip(drawn.application, drawn.at, strict=True)]
    assert len(set(rows)) == 100
    assert rows == sorted(rows)


def test_types_are_those_that_offsets_are_by(said: pd.DataFrame, two_kinds_log: EventLog) -> None:
    assert said["type"].tolist() == types_of(two_kinds_log, open_at(two_kinds_log, AT))
