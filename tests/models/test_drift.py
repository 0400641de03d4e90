"""The drift monitor: indices by hand, a planted change that is found, and a present too short to tell of."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.errors import InputError
from domain.eventlog import EventLog
from models.drift import LARGE, Drift, drift
from models.reference import Reference
from models.trained import TrainedModel
from tests.domain.logs import hour
from tests.models.histories import two_kinds

HALVES = Reference(
    {"x": (1.0,)}, {"kind": ("a", "b")}, {"x": (0.5, 0.5, 0.0), "kind": (0.5, 0.5, 0.0, 0.0)}, 100
)


def test_the_index_of_a_column_spread_as_in_training_is_zero() -> None:
    assert HALVES.stability(pd.Series([0.0, 1.0, 2.0, 3.0], name="x")) == 0
    assert HALVES.stability(pd.Series(["a", "b"], dtype="category", name="kind")) == 0


def test_the_index_by_hand() -> None:
    # Shares 3/4 and 1/4 against 1/2 and 1/2: (1/4) ln(3/2) + (-1/4) ln(1/2) = (1/4) ln 3.
    found = HALVES.stability(pd.Series([0.0, 0.5, 1.0, 3.0], name="x"))
    assert found == pytest.approx(0.25 * np.log(3))


def test_new_names_and_unknown_values_are_parts_of_their_own() -> None:
    column = pd.Series(["a", "b", "new", None], dtype="category", name="kind")
    assert HALVES.shares_of(column).tolist() == [0.25] * 4
    assert HALVES.shares_of(pd.Series([0.0, np.nan], name="x")).tolist() == [0.5, 0.0, 0.5]


def later(model: TrainedModel, log: EventLog) -> Drift:
    """Drift as told to a model that knew the first half of a log twice as long."""
    return drift(replace(model, source=replace(model.source, until=hour(300))), log)


@pytest.fixture(scope="module")
def steady(two_kinds_model: TrainedModel) -> Drift:
    return later(two_kinds_model, two_kinds(n=600))


@pytest.fixture(scope="module")
def changed(two_kinds_model: TrainedModel) -> Drift:
    """All are slow from the middle on, and promised for 100 hours, which none takes."""
    log = two_kinds(n=600, due_hours=100)
    return later(two_kinds_model, log.where((log.applications["track"] == "slow").to_numpy()))


def test_a_steady_attribute_gives_no_alert_and_a_changed_one_does(steady: Drift, changed: Drift) -> None:
    was, now = (found.features.set_index("column").loc["is[track]"] for found in (steady, changed))
    assert not was["alert"]
    assert now["alert"]
    assert now["index"] > LARGE > was["index"]
    assert any(alert.startswith("Feature 'is[track]' is spread otherwise") for alert in changed.alerts)


def test_a_risk_that_no_longer_comes_gives_an_alert_by_month(changed: Drift) -> None:
    risk = changed.months[changed.months["measure"] == "risk"]
    assert risk["alert"].any()
    assert (risk["came"] == 0).all()
    assert any("deadlines missed" in alert and "0% came" in alert for alert in changed.alerts)


def test_each_application_counts_once_a_month(steady: Drift) -> None:
    assert (steady.months["n"] <= 330).all()
    assert set(steady.months["measure"]) == {"risk", "p90"}


def test_too_short_a_present_is_refused_with_how_much_is_missing(
    two_kinds_model: TrainedModel, two_kinds_log: EventLog
) -> None:
    with pytest.raises(InputError, match="got 0: 50 more are needed"):
        drift(two_kinds_model, two_kinds_log)
